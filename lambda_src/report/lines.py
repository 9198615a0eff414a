"""Joins what was meant to happen to each line with what happened. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roster.outcomes_table import Outcome
from roster.reports import Plan, PlanLine, Problem

_TO_MEND = frozenset({"rejected", "failed"})


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one line of a directory.

    Attributes:
        line: its number in the file.
        username: as the row has it; empty if it could not be read.
        outcome: `created`, `updated`, `unchanged`, `removed`, `adopted`, `rejected`, `failed` or `superseded`.
        reason: what to know or do about it, or empty.
        user_id: the Connect user, or empty.
        columns: the file's own columns.
        cells: the row's cells in their order.
    """

    line: int
    username: str
    outcome: str
    reason: str
    user_id: str
    columns: Sequence[str]
    cells: Sequence[str]

    @property
    def to_mend(self) -> bool:
        """Whether the row goes back to whoever uploaded it."""
        return self.outcome in _TO_MEND


def join(plans: Iterable[Plan], outcomes: Iterable[Outcome], *, position: int) -> Iterator[ReportLine]:
    """Yield what became of each planned line.

    Both inputs are read once, side by side, so that a directory of any length takes the memory of one block.

    Args:
        plans: in the order of their lines.
        outcomes: in the order of their lines.
        position: the import's next line; lines from there on were planned, but a newer upload came first.
    """
    remaining = iter(outcomes)
    outcome = next(remaining, None)
    for plan in plans:
        for planned in plan["lines"]:
            while outcome is not None and outcome["line"] < planned["line"]:
                outcome = next(remaining, None)
            happened = outcome if outcome is not None and outcome["line"] == planned["line"] else None
            yield _report_line(plan["columns"], planned, happened, took_effect=planned["line"] < position)


def _report_line(
    columns: Sequence[str], planned: PlanLine, happened: Outcome | None, *, took_effect: bool
) -> ReportLine:
    outcome: str = planned["outcome"]
    reasons = [_sentence(problem) for problem in (*planned.get("problems", ()), *planned.get("warnings", ()))]
    if not took_effect or (outcome == "provision" and happened is None):
        outcome = "superseded"
        reasons.insert(0, "A newer upload took this agent over")
    elif outcome == "provision" and happened is not None:
        outcome = happened["outcome"]
        if reason := happened.get("reason"):
            reasons.insert(0, reason)
    user_id = (happened.get("user_id") if happened is not None else None) or ""
    return ReportLine(
        planned["line"], planned["username"], outcome, "; ".join(reasons), user_id, columns, planned["cells"]
    )


def _sentence(problem: Problem) -> str:
    return f"{problem['column']}: {problem['message']}" if problem["column"] else problem["message"]
