"""What became of each row of a directory: ingest's plan for it, joined with provision's outcome. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from roster.outcomes_table import Outcome
from roster.plans import Change, Plan, PlanLine, Problem
from roster.profile_moves import move_text, moves_of

TO_MEND = frozenset({"rejected", "failed"})
"""Outcomes that whoever uploaded the directory has to do something about."""


TAKEN_OVER: Final = "A newer upload took this agent over"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row.

    Attributes:
        line: its number in the file, or one after the file's last for an agent that the file no longer lists.
        username: as the row has it; empty if it could not be read.
        outcome: `created`, `updated`, `unchanged`, `removed`, `adopted`, `rejected`, `failed` or `superseded`.
        problems: why the row is not as the file wants it.
        warnings: what else to know about it.
        user_id: the Connect user, or empty.
        columns: the file's own columns.
        cells: the row's cells in their order; empty where they may not be shown, and of an unchanged row.
        listed: whether the file lists the agent.
        changes: what was changed of an agent that was there.
        name: the agent's first and last name as the row has them, or the agent had them that the file no longer lists;
            empty where the plan says neither, as of an unchanged row.
        permissions: which security profiles that can manage others the agent got or lost, also where it failed.
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
    changes: Sequence[Change] = ()
    name: str = ""
    permissions: Sequence[Problem] = ()

    @property
    def change_text(self) -> str:
        """What was changed of the agent, each value as `column: old -> new`, or empty.

        An arrow of ASCII, so that it is in every encoding that a report is written in.
        """
        return "; ".join(f"{change['column']}: {change['old']} -> {change['new']}" for change in self.changes)

    @property
    def reason(self) -> str:
        """What to know or do about the row, or empty."""
        return "; ".join(remark_text(remark) for remark in (*self.problems, *self.permissions, *self.warnings))

    @property
    def to_mend(self) -> bool:
        """Whether the row goes into `rejected.csv`."""
        return self.listed and self.outcome in TO_MEND


def remark_text(remark: Problem) -> str:
    """Return a remark with the column that it is about, if it is about one."""
    return f"{remark['column']}: {remark['message']}" if remark["column"] else remark["message"]


def row_results(
    plans: Iterable[Plan], outcomes: Iterable[Outcome], *, position: int, why_not_begun: str = TAKEN_OVER
) -> Iterator[RowResult]:
    """Yield what became of each planned row.

    Both inputs are read once, side by side, so that a directory of any length takes the memory of one block.

    Args:
        plans: in the order of their lines.
        outcomes: in the order of their lines.
        position: the import's next line; lines from there on were planned, but the import was ended first.
        why_not_begun: says who ended it.
    """
    remaining = iter(outcomes)
    outcome = next(remaining, None)
    for plan in plans:
        for planned in plan["lines"]:
            while outcome is not None and outcome["line"] < planned["line"]:
                outcome = next(remaining, None)
            own = outcome if outcome is not None and outcome["line"] == planned["line"] else None
            why = "" if planned["line"] < position else why_not_begun
            yield _row_result(plan, planned, own, why_not_begun=why)


def _row_result(plan: Plan, planned: PlanLine, provisioned: Outcome | None, *, why_not_begun: str) -> RowResult:
    outcome: str = planned["outcome"]
    problems, warnings = list(planned.get("problems", ())), list(planned.get("warnings", ()))
    if why_not_begun or (outcome == "provision" and provisioned is None):
        outcome = "superseded"
        problems.insert(0, {"column": "", "message": why_not_begun or TAKEN_OVER})
    elif outcome == "provision" and provisioned is not None:
        outcome = provisioned["outcome"]
        if reason := provisioned.get("reason"):
            remarks = problems if outcome in TO_MEND or outcome == "superseded" else warnings
            remarks.insert(0, {"column": "", "message": reason})
    return RowResult(
        line=planned["line"],
        username=planned["username"],
        outcome=outcome,
        problems=problems,
        warnings=warnings,
        user_id=(provisioned.get("user_id") if provisioned is not None else None) or "",
        columns=plan["columns"],
        cells=planned["cells"],
        listed=planned.get("listed", True),
        changes=planned.get("changes", ()) if outcome == "updated" else (),
        name=_name_of(plan.get("name_columns", {}), planned),
        permissions=[{"column": "", "message": move_text(move)} for move in moves_of(provisioned or {})],
    )


def _name_of(columns: Mapping[str, int], planned: PlanLine) -> str:
    cells = planned["cells"]
    said = {name: cells[index].strip() for name, index in columns.items() if index < len(cells)}
    if not planned.get("listed", True) and "before" in planned:
        identity: object = planned["before"].get("identity")
        known = identity if isinstance(identity, dict) else {}  # others write agents too
        said = {name: str(known.get(name, "")) for name in ("first_name", "last_name")}
    parts = filter(None, (said.get("first_name"), said.get("last_name")))
    return " ".join(parts) or said.get("name", "")
