"""Joins what was meant to happen to each line with what happened. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roster.outcomes_table import Outcome
from roster.reports_bucket import Plan, PlanLine, Problem

TO_MEND = frozenset({"rejected", "failed"})
"""Outcomes that whoever uploaded the directory has to do something about."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one line of a directory.

    Attributes:
        line: its number in the file, or one after the file's last for an agent that the file no longer lists.
        username: as the row has it; empty if it could not be read.
        outcome: `created`, `updated`, `unchanged`, `removed`, `adopted`, `rejected`, `failed` or `superseded`.
        problems: why the row is not as the file wants it.
        warnings: what else to know about it.
        user_id: the Connect user, or empty.
        columns: the file's own columns.
        cells: the row's cells in their order.
        listed: whether the file lists the agent.
    """

    line: int
    username: str
    outcome: str
    problems: Sequence[Problem]
    warnings: Sequence[Problem]
    user_id: str
    columns: Sequence[str]
    cells: Sequence[str]
    listed: bool = True

    @property
    def reason(self) -> str:
        """What to know or do about the line, or empty."""
        return "; ".join(sentence(remark) for remark in (*self.problems, *self.warnings))

    @property
    def to_mend(self) -> bool:
        """Whether the row goes back to whoever uploaded it."""
        return self.listed and self.outcome in TO_MEND


def sentence(remark: Problem) -> str:
    """Say what is wrong, and in which column if it is one."""
    return f"{remark['column']}: {remark['message']}" if remark["column"] else remark["message"]


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
    problems, warnings = list(planned.get("problems", ())), list(planned.get("warnings", ()))
    if not took_effect or (outcome == "provision" and happened is None):
        outcome = "superseded"
        problems.insert(0, {"column": "", "message": "A newer upload took this agent over"})
    elif outcome == "provision" and happened is not None:
        outcome = happened["outcome"]
        if reason := happened.get("reason"):
            remarks = problems if outcome in TO_MEND else warnings
            remarks.insert(0, {"column": "", "message": reason})
    return ReportLine(
        line=planned["line"],
        username=planned["username"],
        outcome=outcome,
        problems=problems,
        warnings=warnings,
        user_id=(happened.get("user_id") if happened is not None else None) or "",
        columns=columns,
        cells=planned["cells"],
        listed=planned.get("listed", True),
    )
