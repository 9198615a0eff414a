"""Keeps a list that was read from the instance, and reads it again when it lacks a name and may be out of date."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

REFRESH_SECONDS: Final = 5.0
"""A younger list is not read again for a name that it lacks, so that a file full of typing errors causes few reads."""


class ListFreshness(Generic[T]):
    """A list that is read at first use and again once it has expired.

    Threads that need it while one of them reads it wait for that one.

    Args:
        load: reads the list.
        clock: tells epoch seconds.
    """

    def __init__(self, load: Callable[[], T], clock: Callable[[], float] = time.time) -> None:
        self._load = load
        self._clock = clock
        self._read: tuple[T, float] | None = None
        self._lock = threading.Lock()

    def get(self) -> T:
        """Return the list, however old."""
        with self._lock:
            if self._read is None:
                started_at = self._clock()
                self._read = (self._load(), started_at)
            return self._read[0]

    def expire(self, needed_at: float = -math.inf) -> bool:
        """Forget the list unless it was read just now.

        Args:
            needed_at: when the agent got the name that the list lacks; a list read before then is forgotten in any
                case, since somebody may have made the profile or group just before.

        Returns:
            Whether the next `get` reads it again.
        """
        with self._lock:
            oldest_valid = max(needed_at, self._clock() - REFRESH_SECONDS)
            if self._read is not None and self._read[1] > oldest_valid:
                return False
            self._read = None
            return True
