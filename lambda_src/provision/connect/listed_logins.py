"""Tells whether a login is taken without a call for each: by a list of all logins, which is read again at intervals.

Used while the instance is full: then no CreateUser says any more that a user exists, which may be one to adopt or one
that a run left half-recorded. And where agents are removed for whom no user was begun.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final

from provision.connect.users import ConnectUsers

_FRESH_SECONDS: Final = 15.0
"""How long a list is used. A page of 1000 users takes a call, of which Connect allows ten a second."""


class ListedLogins:
    """The logins of the instance. Threads that need a new list wait for the one that reads it.

    Args:
        users: the users of the Connect instance.
        clock: tells epoch seconds.
    """

    def __init__(self, users: ConnectUsers, clock: Callable[[], float] = time.time) -> None:
        self._users = users
        self._clock = clock
        self._lock = threading.Lock()
        self._logins: frozenset[str] = frozenset()
        self._listed_at = -math.inf
        self._fresh_until = 0.0

    def has(self, username: str, *, since: float = -math.inf) -> bool:
        """Whether there is a user of a login, in this spelling or another.

        Args:
            username: the login.
            since: epoch seconds; what was listed before then does not count.

        Raises:
            RollcallError: as `ConnectCalls.run` does.
        """
        with self._lock:
            if self._clock() >= self._fresh_until or self._listed_at < since:
                listed_at = self._clock()
                self._logins = frozenset(login.casefold() for login in self._users.logins())
                self._listed_at = listed_at
                self._fresh_until = self._clock() + _FRESH_SECONDS
            return username.casefold() in self._logins
