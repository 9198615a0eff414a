"""Keeps up which containers call Amazon Connect at the moment, at the price of a read a second."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.pacing.presence_table import Company, PresenceTable

LOOK_SECONDS: Final = 1.0
"""How old the knowledge about the others may be."""

SAY_SECONDS: Final = 3.0
"""How often a container that calls Connect says so."""

PRESENT_SECONDS: Final = 8.0
"""How long that holds: a container that dies leaves its share unused for so long."""

LEAVE_SECONDS: Final = 1.0
"""How long a container counts behind an invocation: the next batch of its shard comes at once or not soon."""

logger = Logger(child=True)


class ActiveContainers:
    """The containers of the function that call Connect. Any number of threads may ask.

    A container joins with its first call, so one that has nothing to do takes no share. Where the table
    can't be reached, what was known last goes on to hold: throttling keeps the calls apart then.

    Args:
        table: where containers say that they are there.
        clock: tells epoch seconds.
    """

    def __init__(self, table: PresenceTable, clock: Callable[[], float] = time.time) -> None:
        self._table = table
        self._clock = clock
        self._lock = threading.Lock()
        self._company = Company(1, 0.0)
        self._looked_at = 0.0
        self._said_at = 0.0

    def company(self) -> Company:
        """Return who calls Connect now, this container included."""
        now = self._clock()
        # Only who has to know first of all waits for another thread's look.
        if now - self._looked_at >= LOOK_SECONDS and self._lock.acquire(blocking=not self._said_at):
            try:
                if now - self._looked_at >= LOOK_SECONDS:
                    self._look(now)
            finally:
                self._lock.release()
        return self._company

    def leave(self) -> None:
        """Say that this container is as good as gone; the next call joins again."""
        if self._said_at:
            self._say(self._clock() + LEAVE_SECONDS)
            self._looked_at = self._said_at = 0.0

    def pause(self, until: float) -> None:
        """Tell all that no user is to be created until a time in epoch seconds."""
        try:
            self._table.pause(until)
        except (ClientError, BotoCoreError):
            logger.exception("Other containers can't be told to create no users for now; each finds out for itself")

    def _look(self, now: float) -> None:
        # Said before it is looked, so that of two that join at once one at least sees the other.
        if now - self._said_at >= SAY_SECONDS:
            self._say(now + PRESENT_SECONDS)
            self._said_at = now
        try:
            self._company = self._table.company(now)
        except (ClientError, BotoCoreError):
            logger.exception("Presences can't be read; calls are paced as before")
        self._looked_at = now

    def _say(self, until: float) -> None:
        try:
            self._table.announce(until)
        except (ClientError, BotoCoreError):
            logger.exception("The presence can't be written; other containers pace their calls without this one")
