"""Knows whether the Connect instance has room for another user, and lets one container at a time find out.

Once Connect has refused to create a user because the instance is full, all containers tell every agent that wants a
user so at once. Whether there is room again is tried with one agent a minute; and at once for an agent that was wanted
after Connect's last answer, since somebody may have had the quota raised for it. The others wait for what comes of that
try. A user that is deleted makes room (docs/decisions/0034-room-for-users.md).
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final

from provision.connect.errors import InstanceFullError
from provision.pacing.active_containers import ActiveContainers
from roster.api_quotas import CREATE_USER

TRY_SECONDS: Final = 60.0
"""How long Connect's answer that the instance is full is believed without trying again."""

ANSWER_SECONDS: Final = 30.0
"""After so long a try without an answer is given up: its container may be gone."""

LOOK_SECONDS: Final = 0.25
"""How often an agent that waits for another's try looks for the answer."""


class RoomForUsers:
    """Whether users can be created. Any number of threads may ask.

    Args:
        containers: tells all containers what one of them found.
        clock: tells epoch seconds.
    """

    def __init__(self, containers: ActiveContainers, clock: Callable[[], float] = time.time) -> None:
        self._containers = containers
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at = -math.inf
        self._trying: int | None = None
        """The thread of this container that tries."""

    def ask(self, wanted_at: float) -> None:
        """Note when an agent that needs a user was wanted, in epoch seconds: an older answer does not count for it."""
        # A clock that is ahead must not make every agent try.
        if self._asked_at < wanted_at <= self._clock():
            self._asked_at = wanted_at

    def check(self) -> None:
        """Raise if there is no room as far as is known.

        Raises:
            InstanceFullError: Connect said so within the last minute.
        """
        room = self._containers.current(CREATE_USER).room
        if room.is_full and not self._is_due(room.full_at):
            raise InstanceFullError(room.reason)

    def wait_seconds(self) -> float:
        """Tell a thread that is about to create a user how long it has to wait for another's try; 0 if it may go on.

        Raises:
            InstanceFullError: Connect said within the last minute that there is no room.
        """
        self.check()
        with self._lock:
            room = self._containers.current(CREATE_USER).room
            if not room.is_full or self._trying == threading.get_ident():
                return 0.0
            under_way = room.tried_at > room.full_at and self._clock() < room.tried_at + ANSWER_SECONDS
            if under_way or not self._containers.begin_try():
                return LOOK_SECONDS
            self._trying = threading.get_ident()
            return 0.0

    def found_full(self, asked_at: float, reason: str) -> None:
        """Tell all containers that Connect refused to create a user because the instance is full.

        Args:
            asked_at: when the call was made, in epoch seconds.
            reason: what agents that want a user are told.
        """
        self._end_try()
        self._containers.found_full(asked_at, reason)

    def found_room(self, asked_at: float) -> None:
        """Note that a user was created or deleted.

        Args:
            asked_at: when the call was made, in epoch seconds.
        """
        self._end_try()
        room = self._containers.room
        if room.is_full and asked_at > room.full_at:
            self._containers.found_room(self._clock())

    def found_nothing(self) -> None:
        """Note that a try to create a user told nothing about the room, so that the next agent tries."""
        if self._end_try():
            self._containers.end_try()

    def _end_try(self) -> bool:
        with self._lock:
            was_trying = self._trying == threading.get_ident()
            if was_trying:
                self._trying = None
            return was_trying

    def _is_due(self, full_at: float) -> bool:
        return self._asked_at > full_at or self._clock() >= full_at + TRY_SECONDS
