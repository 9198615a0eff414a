"""Keeps provision from beginning with agents whose import was stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from provision.connect.errors import OutOfTimeError
from roster.agent import AgentItem
from roster.awaiting import awaiting_import
from roster.errors import RetryableError
from roster.files_table import FilesTable
from roster.give_up_agents import GiveUpAgents, why_given_up
from roster.imports import ImportRecord
from roster.logs import build_logger

_BELIEVED_SECONDS: Final = 1.0
"""How long a container goes by what it read of an import, so that it need not read its record for each agent."""

_MAX_REMEMBERED: Final = 100

logger = build_logger()


class StoppedImports:
    """Knows which imports were stopped; any number of threads may ask.

    Args:
        files: the files table.
        give_up: gives agents up.
        clock: tells epoch seconds.
    """

    def __init__(self, files: FilesTable, give_up: GiveUpAgents, clock: Callable[[], float]) -> None:
        self._files = files
        self._give_up = give_up
        self._clock = clock
        self._reading = threading.Lock()
        self._writing = threading.Lock()
        self._read: dict[tuple[str, str], tuple[float, ImportRecord | None]] = {}

    def give_up(self, item: AgentItem) -> bool:
        """Give an agent up if the import that waits for it was stopped and nobody has begun with the agent.

        Returns:
            Whether there is nothing more to do: it was given up, or changed meanwhile and comes again.

        Raises:
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        if "calling_since" in item:
            return False
        record = self._stopped_import(item)
        if record is None:
            return False
        # One after the other: all of them write the record of the import.
        with self._writing:
            given_up = self._give_up.give_up(record, [item])
        if given_up.left:
            return False  # the import counts it no more, so nobody but provision concludes it
        if given_up.agents:
            logger.info("Gave the agent up, as its import was stopped")
        return True

    def why_not_again(self, item: AgentItem, error: Exception) -> str | None:
        """Say why an agent that would have to be tried again is not; None if it is.

        Args:
            item: the agent, with which provision has begun.
            error: what hindered it.
        """
        if isinstance(error, OutOfTimeError):
            return None
        try:
            record = self._stopped_import(item)
        except (ClientError, BotoCoreError, RetryableError):
            return None  # it comes again, and then this is asked again
        if record is None:
            return None
        return f"{why_given_up(record)}, while this agent was being provisioned. It was not tried again after: {error}"

    def _stopped_import(self, item: AgentItem) -> ImportRecord | None:
        """Return the import that waits for an agent if it was stopped."""
        awaited = awaiting_import(item)
        if awaited is None:
            return None
        record = self._record(awaited.source["key"], awaited.source["sequencer"])
        stopped = record is not None and record["import_id"] == awaited.import_id and "stopped_at" in record
        return record if stopped else None

    def _record(self, key: str, sequencer: str) -> ImportRecord | None:
        place = key, sequencer
        with self._reading:
            until, record = self._read.get(place, (0.0, None))
        if self._clock() < until:
            return record
        record = self._files.read_import(key, sequencer)
        with self._reading:
            if len(self._read) >= _MAX_REMEMBERED:
                self._read.clear()
            self._read[place] = self._clock() + _BELIEVED_SECONDS, record
        return record
