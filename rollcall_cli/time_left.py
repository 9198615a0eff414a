"""Measures how fast something goes, and says when it ends. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_WINDOW_SECONDS: Final = 60.0
_SETTLED_SECONDS: Final = 5.0
"""Until then the pace is taken to be that of the quota: the measurement is too short."""
_STANDSTILL_SECONDS: Final = 30.0
"""From then on nothing is said of the end: what has not moved for so long does not go at the quota's rate."""
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
        if last <= first:
            return self._quota if seconds < _STANDSTILL_SECONDS else None
        return self._quota if seconds < _SETTLED_SECONDS else (last - first) / seconds

    def seconds_left(self, left: int) -> float | None:
        """Return how long the rest takes; None as long as nothing can be said."""
        rate = self.per_second
        return left / rate if rate else None


@dataclass(frozen=True, slots=True)
class Others:
    """What shares a pace with what is watched.

    Attributes:
        waiting: units that are not done.
        done: units that were done since somebody began to look.
    """

    waiting: int = 0
    done: int = 0


class Estimate:
    """Says when something ends that may have to wait for others.

    It ends with all that waits, at the pace of all, at the latest. It ends sooner if its own pace says so: then others
    wait behind it.

    Args:
        quota: units a second to expect of all until there is a measurement; None expects nothing.
    """

    def __init__(self, quota: float | None = None) -> None:
        self._own = Pace()
        self._all = Pace(quota)
        self._others = Others()

    def look(self, at: float, done: int, others: Others) -> None:
        """Note how much is done.

        Args:
            at: seconds of a clock that only grows.
            done: units of what is watched.
            others: what shares the pace.
        """
        self._others = others
        self._own.look(at, done)
        self._all.look(at, done + others.done)

    @property
    def per_second(self) -> float | None:
        """Units of what is watched that are done in a second; None as long as nothing can be said."""
        return self._own.per_second or (None if self._others.waiting else self._all.per_second)

    def seconds_left(self, left: int) -> float | None:
        """Return how long the rest of what is watched takes; None as long as nothing can be said."""
        ends = (self._own.seconds_left(left), self._all.seconds_left(left + self._others.waiting))
        return min((end for end in ends if end is not None), default=None)


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
