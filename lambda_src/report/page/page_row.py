"""A row as the page has it: in its data for the script, and in the first rows' markup for who runs none. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from report.import_result import OUTCOMES
from report.row_results import RowResult
from roster.cells import original_cell, safe_cell
from roster.outside_text import shown_text

MAX_CHARACTERS: Final = 2_000
"""Of each text of a row; `outcome.csv` and `rejected.csv` have it whole."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row.

    Attributes:
        line: its number in the file.
        listed: whether the file lists the agent.
        username: empty if it could not be read.
        name: first and last name, or empty.
        outcome: as `RowResult` has it.
        reason: what to know or do, or empty.
        user_id: the Connect user, or empty.
        changes: column, old and new value of what was changed.
        columns: the file's own columns, no passwords among them.
        cells: the row's cells in their order, or none.
        findings: numbers of the findings about the row.
    """

    line: int
    listed: bool
    username: str
    name: str
    outcome: str
    reason: str
    user_id: str
    changes: tuple[tuple[str, str, str], ...]
    columns: tuple[str, ...]
    cells: tuple[str, ...]
    findings: tuple[int, ...]

    @classmethod
    def of(cls, row: RowResult, findings: list[int]) -> PageRow:
        """Return a row as the page shows it."""
        return cls(
            line=row.line,
            listed=row.listed,
            username=_text(row.username),
            name=_text(row.name),
            outcome=row.outcome,
            reason=_text(row.reason),
            user_id=_text(row.user_id),
            changes=tuple((_text(one["column"]), _text(one["old"]), _text(one["new"])) for one in row.changes),
            columns=tuple(map(_text, row.columns)),
            cells=tuple(_text(original_cell(cell)) for cell in row.cells),
            findings=tuple(findings),
        )

    def data(self, columns: int) -> list[object]:
        """Return the row for the script, in the order of `FIELDS` in `page.js`.

        Args:
            columns: the place of its columns among those of all rows.
        """
        outcome = OUTCOMES.index(self.outcome)
        about = [self.line, int(self.listed), self.username, self.name, outcome, self.reason, self.user_id]
        return [*about, self.changes, columns, self.cells, self.findings]


def _text(text: str) -> str:
    """Return a text safe to copy from the page into a spreadsheet, formulas included, and no longer than fits."""
    return safe_cell(shown_text(text, MAX_CHARACTERS))
