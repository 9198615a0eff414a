"""Groups the remarks about rows by their cause, so that a thousand rows with one mistake are one finding. Pure.

The report's page, `summary.json` and the notification tell them, and so does the operator's command.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from report.row_results import TO_MEND, RowResult, remark_text
from roster.causes import cause_of
from roster.plans import Problem

Kind = Literal["failed", "rejected", "superseded", "permissions", "warning"]

KINDS: Final[tuple[Kind, ...]] = ("failed", "rejected", "superseded", "permissions", "warning")
"""What a finding can be about, the most urgent first. `permissions` are about security profiles that can manage others:
which agents got or lost them."""

MAX_FINDINGS: Final = 50
"""Findings of one kind that are told apart; rows beyond them are counted."""

MAX_EXAMPLES: Final = 10
"""Rows that a finding names."""


@dataclass(frozen=True, slots=True)
class Example:
    """One of the rows that a finding is about; `line` is None for an agent that the file no longer lists."""

    line: int | None
    username: str


@dataclass(slots=True)
class Finding:
    """One remark and the rows that it is about.

    Attributes:
        kind: what became of the rows, `permissions`, or `warning` where they are as the file wants them.
        column: the file's own column that it is about, or empty.
        message: what is wrong, and what to do; of remarks that differ in what they quote, the first one.
        count: number of rows.
        examples: the first of them.
    """

    kind: Kind
    column: str
    message: str
    count: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The remark with its column."""
        return remark_text({"column": self.column, "message": self.message})


class Findings:
    """The findings of one import, gathered row by row; memory is bounded by `MAX_FINDINGS` and `MAX_EXAMPLES`."""

    def __init__(self) -> None:
        self._found: dict[Kind, dict[tuple[str, str], Finding]] = {kind: {} for kind in KINDS}
        self._others: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        self._numbers: dict[tuple[Kind, tuple[str, str]], int] = {}

    def add(self, row: RowResult) -> list[int]:
        """Add the remarks about one row; return the numbers of the findings that they went to."""
        example = Example(row.line if row.listed else None, row.username)
        numbers = [self.add_remark(kind, remark, example) for kind, remark in _remarks(row)]
        return [number for number in numbers if number is not None]

    def add_remark(self, kind: Kind, remark: Problem, row: Example) -> int | None:
        """Add one remark about one row; return the number of its finding, None if it is not told apart."""
        found, cause = self._found[kind], cause_of(remark["column"], remark["message"])
        if cause not in found:
            if len(found) == MAX_FINDINGS:
                self._others[kind] += 1
                return None
            found[cause] = Finding(kind, remark["column"], remark["message"])
            self._numbers[kind, cause] = len(self._numbers)
        finding = found[cause]
        finding.count += 1
        if len(finding.examples) < MAX_EXAMPLES:
            finding.examples.append(row)
        return self._numbers[kind, cause]

    def number_of(self, finding: Finding) -> int:
        """Return a finding's number, which stays while others come: they are counted as they are first met."""
        return self._numbers[finding.kind, cause_of(finding.column, finding.message)]

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings, the most urgent kind first, and of a kind those that concern the most rows."""
        for found in self._found.values():
            yield from sorted(found.values(), key=lambda finding: -finding.count)

    @property
    def others(self) -> dict[Kind, int]:
        """How many remarks of each kind are not told apart, where there are any."""
        return {kind: amount for kind, amount in self._others.items() if amount}


def _remarks(row: RowResult) -> Iterator[tuple[Kind, Problem]]:
    yield from (("permissions", remark) for remark in row.permissions)
    if row.outcome in TO_MEND or row.outcome == "superseded":
        kind: Kind = "superseded" if row.outcome == "superseded" else "failed"
        if row.outcome == "rejected":
            kind = "rejected"
        # Its warnings come again when the mended row is uploaded.
        yield from ((kind, problem) for problem in row.problems)
    else:
        yield from (("warning", warning) for warning in row.warnings)
