"""Gathers what somebody should look at, so that a thousand rows with one mistake are one remark. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from report.lines import TO_MEND, ReportLine, sentence
from roster.reports_bucket import Problem

Kind = Literal["failed", "rejected", "superseded", "warning"]

KINDS: Final[tuple[Kind, ...]] = ("failed", "rejected", "superseded", "warning")
"""What a finding can be about, the most urgent first."""

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
        kind: what became of the rows, or `warning` where they are as the file wants them.
        column: the file's own column that it is about, or empty.
        message: what is wrong, and what to do.
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
        return sentence({"column": self.column, "message": self.message})


class Findings:
    """Remarks about an import's rows, gathered line by line in flat memory."""

    def __init__(self) -> None:
        self._found: dict[Kind, dict[tuple[str, str], Finding]] = {kind: {} for kind in KINDS}
        self._others: dict[Kind, int] = dict.fromkeys(KINDS, 0)

    def add(self, line: ReportLine) -> None:
        """Take in what is to be said about one line."""
        for kind, remark in _remarks(line):
            self._add(kind, remark, line)

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings, the most urgent kind first, and of a kind those that concern the most rows."""
        for found in self._found.values():
            yield from sorted(found.values(), key=lambda finding: -finding.count)

    @property
    def others(self) -> dict[str, int]:
        """How many remarks of each kind are not told apart, where there are any."""
        return {kind: amount for kind, amount in self._others.items() if amount}

    def _add(self, kind: Kind, remark: Problem, line: ReportLine) -> None:
        found, name = self._found[kind], (remark["column"], remark["message"])
        if name not in found:
            if len(found) == MAX_FINDINGS:
                self._others[kind] += 1
                return
            found[name] = Finding(kind, remark["column"], remark["message"])
        finding = found[name]
        finding.count += 1
        if len(finding.examples) < MAX_EXAMPLES:
            finding.examples.append(Example(line.line if line.listed else None, line.username))


def _remarks(line: ReportLine) -> Iterable[tuple[Kind, Problem]]:
    if line.outcome in TO_MEND or line.outcome == "superseded":
        kind: Kind = "superseded" if line.outcome == "superseded" else "failed"
        if line.outcome == "rejected":
            kind = "rejected"
        # Mended rows are read again, and warned about again; until then that is beside the point.
        return ((kind, problem) for problem in line.problems)
    return (("warning", warning) for warning in line.warnings)
