"""Stops an import: `rollcall stop` calls it.

First the import's record is marked. From then on ingest writes no more lines of it, and provision begins with no more
of its agents but gives up each one that it is woken for. Then all agents that the import still waits for are given up
at once, without waiting for their turn. Whoever dies between the two has stopped the import all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from roster.agents_table import AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import LostImportError, RetryableError
from roster.files_table import FilesTable
from roster.give_up_agents import GivenUp, GiveUpAgents
from roster.imports import UNFINISHED, ImportRecord
from roster.transactions import MAX_COUNTED_AGENTS

_TRIES: Final = 50


class StopImport:
    """Stops imports. Safe to repeat, also while ingest and provision run.

    Args:
        files: the files table.
        agents: the agents table.
        give_up: gives agents up.
        clock: tells the time.
    """

    def __init__(self, files: FilesTable, agents: AgentsTable, give_up: GiveUpAgents, clock: Clock) -> None:
        self._files = files
        self._agents = agents
        self._give_up = give_up
        self._clock = clock

    def mark(self, key: str, sequencer: str, *, by: str) -> ImportRecord:
        """Mark an import as stopped, unless it has ended or was stopped before.

        Args:
            key: the upload's key.
            sequencer: the upload's sequencer.
            by: who stops it, for the report.

        Returns:
            Its record as it is now.

        Raises:
            LostImportError: there is no such import (any more).
            RetryableError: others kept writing its record.
        """
        for _ in range(_TRIES):
            record = self._files.read_import(key, sequencer)
            if record is None:
                raise LostImportError("There is no such import any more")
            if record["status"] not in UNFINISHED or "stopped_at" in record:
                return record
            at = timestamp(self._clock())
            mark = {"status": "PROVISIONING", "stopped_at": at, "stopped_by": by, "progress_at": at}
            stop = self._files.update(key, sequencer).set(mark | {"notice": _notice(record, by, at)})
            # With the position, since the notice names it.
            seen = {"import_id": record["import_id"], "status": record["status"], "position": record["position"]}
            try:
                self._files.apply(stop.when(seen | {"stopped_at": None, "notice": record.get("notice")}))
            except LostImportError:
                continue
        raise RetryableError("The import's record kept changing; it was not stopped")

    def give_up_waiting(self, record: ImportRecord) -> Iterator[GivenUp]:
        """Give up the agents that a stopped import waits for, as far as the index shows them.

        Args:
            record: the import, as `mark` returned it.

        Yields:
            What became of some of them, as they are given up. Those that are left, provision brings to their end.

        Raises:
            RetryableError: others kept writing the same items. Agents that were given up stay so.
        """
        waiting = self._agents.awaited_by(record["key"], record["import_id"])
        while batch := list(islice(waiting, MAX_COUNTED_AGENTS)):
            yield self._give_up.give_up(record, batch)


def _notice(record: ImportRecord, by: str, at: str) -> str:
    text = f"Stopped by {by} at {at}: agents that had not been begun by then were given up."
    if record["status"] == "INGESTING":
        text += f" Nothing from line {record['position']} on took effect."
    return " ".join(filter(None, (record.get("notice"), text)))
