"""Finds the lines of an import that changed agents, and what its plans say of those agents. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from roster.outcomes_table import Outcome
from roster.plans import Plan, PlanLine

_CHANGED: Final = frozenset({"created", "adopted", "updated", "removed", "unchanged", "failed"})
"""Outcomes of agents whose wanted state the import has changed. One that was given up wants what it wanted before."""


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A line that changed what its agent wants.

    Attributes:
        planned: the line, as it was planned.
        outcome: what became of it.
    """

    planned: PlanLine
    outcome: str


def touched_lines(plans: Iterable[Plan], outcomes: Iterable[Outcome]) -> Iterator[TouchedLine]:
    """Yield the lines of an import that changed agents, in their order.

    Args:
        plans: in the order of their lines.
        outcomes: of the lines that were provisioned or given up.
    """
    by_line = {int(outcome["line"]): outcome["outcome"] for outcome in outcomes}
    for plan in plans:
        for planned in plan["lines"]:
            outcome = by_line.get(planned["line"], "")
            if planned["outcome"] == "provision" and outcome in _CHANGED:
                yield TouchedLine(planned, outcome)
