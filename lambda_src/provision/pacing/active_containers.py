"""Tells the pacer how many containers call an API of Amazon Connect now, so that each takes its share of the quota.

A container that calls Connect writes an item every 3 seconds that it is active, with the APIs that it calls, and reads
the items of the others at most once a second (docs/decisions/0013-pacing-by-presence.md).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from provision.pacing.presence_table import Presence, PresenceTable, Room
from roster.logs import build_logger

READ_SECONDS: Final = 1.0
"""What was read of the other containers is used for so long."""

ANNOUNCE_SECONDS: Final = 3.0
"""How often a container that calls Connect writes its item."""

ACTIVE_SECONDS: Final = 8.0
"""How long an item holds. Nobody uses the share of a container that died before its item is void."""

LINGER_SECONDS: Final = 1.0
"""How long a container counts after an invocation: the next batch of its shard comes at once or not soon."""

logger = build_logger(child=True)


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
        self._presence = Presence()
        self._read_at = 0.0
        self._announced_at = 0.0
        self._announced: frozenset[str] = frozenset()
        self._called_at: dict[str, float] = {}

    def current(self, api: str) -> Presence:
        """Return who calls Connect now, and announce if that is due that this container calls an API.

        Args:
            api: the method of a Connect client.
        """
        now = self._clock()
        self._called_at[api] = now
        # One thread reads for all. The others go on with what was read before; they wait if this container's share of
        # the API is not known yet.
        is_new = api not in self._announced
        if (is_new or now - self._read_at >= READ_SECONDS) and self._lock.acquire(blocking=is_new):
            try:
                if api not in self._announced or now - self._read_at >= READ_SECONDS:
                    self._refresh(now)
            finally:
                self._lock.release()
        return self._presence

    def leave(self) -> None:
        """Give this container's share to the others at the end of an invocation; the next call announces it again."""
        if self._announced:
            self._announce(self._clock() + LINGER_SECONDS)
            self._read_at = self._announced_at = 0.0
            self._announced = frozenset()

    @property
    def room(self) -> Room:
        """What is known of the room for users, without asking for more."""
        return self._presence.room

    def found_full(self, at: float, reason: str) -> None:
        """Tell all containers that the instance had no room for a user at a time in epoch seconds."""
        at = _whole_milliseconds(at)
        self._learn(full_at=at, reason=reason)
        self._tell(lambda: self._table.write_full(at, reason))

    def found_room(self, at: float) -> None:
        """Tell all containers that there was room at a time in epoch seconds."""
        at = _whole_milliseconds(at)
        self._learn(room_at=at)
        self._tell(lambda: self._table.write_room(at))

    def begin_try(self) -> bool:
        """Tell all containers that this one tries whether there is room.

        Returns:
            Whether it does. If not, another container was faster.
        """
        now = _whole_milliseconds(self._clock())
        try:
            claimed = self._table.claim_try(now, seen=self.room.tried_at)
        except (ClientError, BotoCoreError):
            logger.exception("Other containers can't be told that this one looks for room; it does all the same")
            claimed = True
        if claimed:
            self._learn(tried_at=now)
        else:
            self._read_at = 0.0  # who was faster is read with the next question
        return claimed

    def end_try(self) -> None:
        """Tell all containers that this one tries no more and has no answer."""
        self._learn(tried_at=0.0)
        self._tell(lambda: self._table.end_try(self._clock()))

    def _learn(self, **found: Any) -> None:
        with self._lock:
            self._presence = replace(self._presence, room=replace(self._presence.room, **found))

    def _tell(self, write: Callable[[], None]) -> None:
        try:
            write()
        except (ClientError, BotoCoreError):
            logger.exception("Other containers can't be told of the room for users; each finds out for itself")

    def _refresh(self, now: float) -> None:
        # Written before it reads, so that of two containers that begin at once at least one sees the other.
        called = frozenset(api for api, at in list(self._called_at.items()) if at > now - ANNOUNCE_SECONDS)
        if now - self._announced_at >= ANNOUNCE_SECONDS or not called <= self._announced:
            self._announced = called
            self._announce(now + ACTIVE_SECONDS)
            self._announced_at = now
        try:
            read = self._table.read(now)
            self._presence = replace(read, room=_newest(read.room, self._presence.room))
        except (ClientError, BotoCoreError):
            logger.exception("Presences can't be read; calls are paced as before")
        self._read_at = now

    def _announce(self, until: float) -> None:
        try:
            self._table.announce(until, self._announced)
        except (ClientError, BotoCoreError):
            logger.exception("The presence can't be written; other containers pace their calls without this one")


def _whole_milliseconds(seconds: float) -> float:
    """Cut a time as the table keeps it, so that what is known and what is read compare alike."""
    return math.floor(seconds * 1000) / 1000


def _newest(read: Room, known: Room) -> Room:
    """Return what was read, but for answers that this container got itself and could not write."""
    newest = read if read.full_at >= known.full_at else replace(read, full_at=known.full_at, reason=known.reason)
    return replace(newest, room_at=max(read.room_at, known.room_at))
