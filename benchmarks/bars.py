"""Bars, and whether a measurement clears them. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """A limit that a measurement must keep.

    Attributes:
        name: what is measured.
        measured: the measurement.
        limit: what it is held against.
        sense: whether the limit is the least or the most that is allowed.
        unit: what both are counted in, such as `%`, `x` (a ratio) or `calls`.
    """

    name: str
    measured: float
    limit: float
    sense: Literal["at least", "at most"]
    unit: str

    @property
    def met(self) -> bool:
        """Whether the measurement keeps the limit; one that is not a number keeps none."""
        if math.isnan(self.measured):
            return False
        return self.measured >= self.limit if self.sense == "at least" else self.measured <= self.limit

    @property
    def verdict(self) -> str:
        """`met` or `MISSED`."""
        return "met" if self.met else "MISSED"


def at_least(name: str, measured: float, limit: float, unit: str) -> Bar:
    """Make a bar that more clears."""
    return Bar(name, measured, limit, "at least", unit)


def at_most(name: str, measured: float, limit: float, unit: str) -> Bar:
    """Make a bar that less clears."""
    return Bar(name, measured, limit, "at most", unit)


@dataclass(slots=True)
class Table:
    """Measurements side by side.

    Attributes:
        title: what they have in common.
        columns: heads of the columns; the first names the rows.
        rows: cells as they are shown.
    """

    title: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    """What one subject's measurements gave.

    Attributes:
        subject: its short name.
        bars: the bars it is held to.
        tables: all that was measured.
        notes: how it was measured, and what to know about it.
        raw: the numbers behind the tables, as JSON takes them.
    """

    subject: str
    bars: list[Bar] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)


def missed(results: Iterable[Result]) -> list[Bar]:
    """Return the bars that were not met."""
    return [bar for result in results for bar in result.bars if not bar.met]


def exit_status(results: list[Result], wanted: int) -> int:
    """Return 0 if every subject was measured, with bars, and met them all; 1 otherwise.

    Args:
        results: of the subjects that came to an end.
        wanted: how many subjects were to be measured.
    """
    complete = len(results) == wanted and all(result.bars for result in results)
    return 0 if complete and not missed(results) else 1
