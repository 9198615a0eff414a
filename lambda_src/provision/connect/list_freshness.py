"""When a list of the instance has to be read (again)."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

REFRESH_SECONDS: Final = 5.0
"""How old a list must be to be read again for an unknown name: a file full of typing errors costs few readings."""


class ListFreshness(Generic[T]):
    """A value that is read at first use and again when it turns out to lack something.

    Threads that need it while one reads it wait for that one.

    Args:
        load: reads the value.
        clock: tells epoch seconds.
    """

    def __init__(self, load: Callable[[], T], clock: Callable[[], float] = time.time) -> None:
        self._load = load
        self._clock = clock
        self._held: tuple[T, float] | None = None
        self._lock = threading.Lock()

    def get(self) -> T:
        """Return the value, however old."""
        with self._lock:
            if self._held is None:
                begun = self._clock()
                self._held = (self._load(), begun)
            return self._held[0]

    def renew(self, asked_at: float = -math.inf) -> bool:
        """Drop the value unless it was read just now.

        Args:
            asked_at: when somebody asked for what it lacks; a value from before is never new enough.

        Returns:
            Whether the next `get` reads it.
        """
        with self._lock:
            if self._held is not None and max(asked_at, self._clock() - REFRESH_SECONDS) < self._held[1]:
                return False
            self._held = None
            return True
