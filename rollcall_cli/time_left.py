"""Measures how fast something goes, and says when it ends. Pure."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import Final

_WINDOW_SECONDS: Final = 60.0
_SETTLED_SECONDS: Final = 5.0
"""Until then the pace is taken to be that of the quota: the measurement is too short."""
_MINUTE: Final = 60
_LONG: Final = 5400
"""Seconds from which the end is shown with its date."""


class Pace:
    """Measures progress over the last minute.

    Args:
        quota: units a second to expect until there is a measurement; None expects nothing.
    """

    def __init__(self, quota: float | None = None) -> None:
        self._quota = quota
        self._looks: deque[tuple[float, int]] = deque()

    def look(self, at: float, done: int) -> None:
        """Note how much is done.

        Args:
            at: seconds of a clock that only grows.
            done: units.
        """
        self._looks.append((at, done))
        while at - self._looks[0][0] > _WINDOW_SECONDS:
            self._looks.popleft()

    @property
    def per_second(self) -> float | None:
        """Units a second; None as long as nothing can be said."""
        if not self._looks:
            return self._quota
        (first_at, first), (last_at, last) = self._looks[0], self._looks[-1]
        seconds = last_at - first_at
        if seconds < _SETTLED_SECONDS or last <= first:
            return self._quota
        return (last - first) / seconds

    def seconds_left(self, left: int) -> float | None:
        """Return how long the rest takes; None as long as nothing can be said."""
        rate = self.per_second
        return left / rate if rate else None


def describe_rest(seconds_left: float | None) -> str:
    """Say how long something still takes, such as `3 min left`."""
    return f"{_duration(seconds_left)} left" if seconds_left is not None else ""


def describe_end(seconds_left: float | None, now: datetime) -> str:
    """Say when something ends, such as `ends about 14:05 (in 3 min)`."""
    if seconds_left is None:
        return ""
    end = now + timedelta(seconds=seconds_left)
    form = "%H:%M:%S" if seconds_left < _MINUTE else "%H:%M" if seconds_left < _LONG else "%Y-%m-%d %H:%M"
    return f"ends about {end:{form}} (in {_duration(seconds_left)})"


def _duration(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.0f} s"
    if seconds < _LONG:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
