"""Tells the pacer how many containers call Amazon Connect now, so that each takes its share of the quota.

A container that calls Connect writes an item every 3 seconds that it is active, and reads the items of the others at
most once a second (docs/decisions/0013-pacing-by-presence.md).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.pacing.presence_table import Presence, PresenceTable

READ_SECONDS: Final = 1.0
"""What was read of the other containers is used for so long."""

ANNOUNCE_SECONDS: Final = 3.0
"""How often a container that calls Connect writes its item."""

ACTIVE_SECONDS: Final = 8.0
"""How long an item holds. Nobody uses the share of a container that died before its item is void."""

LINGER_SECONDS: Final = 1.0
"""How long a container counts after an invocation: the next batch of its shard comes at once or not soon."""

logger = Logger(child=True)


class ActiveContainers:
    """The containers of the function that call Connect. Any number of threads may ask.

    A container announces itself with its first call, so one that has nothing to do takes no share. While the table
    can't be reached, what was read last is used; if that is wrong, Connect's throttling slows the calls down.

    Args:
        table: the items by which containers know of each other.
        clock: tells epoch seconds.
    """

    def __init__(self, table: PresenceTable, clock: Callable[[], float] = time.time) -> None:
        self._table = table
        self._clock = clock
        self._lock = threading.Lock()
        self._presence = Presence(1, 0.0)
        self._read_at = 0.0
        self._announced_at = 0.0

    def current(self) -> Presence:
        """Return who calls Connect now, this container included, and announce this container if that is due."""
        now = self._clock()
        # One thread reads for all. The others go on with what was read before; they wait if nothing was read yet.
        if now - self._read_at >= READ_SECONDS and self._lock.acquire(blocking=not self._announced_at):
            try:
                if now - self._read_at >= READ_SECONDS:
                    self._refresh(now)
            finally:
                self._lock.release()
        return self._presence

    def leave(self) -> None:
        """Give this container's share to the others at the end of an invocation; the next call announces it again."""
        if self._announced_at:
            self._announce(self._clock() + LINGER_SECONDS)
            self._read_at = self._announced_at = 0.0

    def pause_creates(self, until: float) -> None:
        """Tell all containers that no user is to be created until a time in epoch seconds."""
        try:
            self._table.pause_creates(until)
        except (ClientError, BotoCoreError):
            logger.exception("Other containers can't be told to create no users for now; each finds out for itself")

    def _refresh(self, now: float) -> None:
        # Written before it reads, so that of two containers that begin at once at least one sees the other.
        if now - self._announced_at >= ANNOUNCE_SECONDS:
            self._announce(now + ACTIVE_SECONDS)
            self._announced_at = now
        try:
            self._presence = self._table.read(now)
        except (ClientError, BotoCoreError):
            logger.exception("Presences can't be read; calls are paced as before")
        self._read_at = now

    def _announce(self, until: float) -> None:
        try:
            self._table.announce(until)
        except (ClientError, BotoCoreError):
            logger.exception("The presence can't be written; other containers pace their calls without this one")
