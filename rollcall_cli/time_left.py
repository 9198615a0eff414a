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

    @property
    def stands_still(self) -> bool:
        """Whether nothing was done for so long that this is no chance."""
        if not self._looks:
            return False
        (first_at, first), (last_at, last) = self._looks[0], self._looks[-1]
        return last <= first and last_at - first_at >= _STANDSTILL_SECONDS

    def seconds_left(self, left: int) -> float | None:
        """Return how long the rest takes; None as long as nothing can be said."""
        rate = self.per_second
        return left / rate if rate else None


@dataclass(frozen=True, slots=True)
class Others:
    """What shares a pace with what is watched.

    Attributes:
        parts: units that are not done, of each that takes turns with what is watched.
        done: units that were done since somebody began to look.
    """

    parts: tuple[int, ...] = ()
    done: int = 0

    @property
    def waiting(self) -> int:
        """Units that are not done, of all."""
        return sum(self.parts)


class Estimate:
    """Says when something ends that takes turns with others.

    Until it ends, each of the others has as many units done as it has itself, or all of its own if these are fewer.
    That is the soonest. It ends later if its own pace says so, but with all that waits, at the pace of all, at the
    latest.

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
        latest = self._all.seconds_left(left + self._others.waiting)
        soonest = self._all.seconds_left(left + sum(min(part, left) for part in self._others.parts))
        at_own_pace = self._own.seconds_left(left)
        if latest is None or soonest is None:
            return at_own_pace
        if self._own.stands_still:
            return latest  # it gets no turns, such as agents that no import waits for
        return min(latest, max(soonest, at_own_pace or 0.0))


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
