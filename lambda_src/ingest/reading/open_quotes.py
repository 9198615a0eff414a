"""Finds rows that disappeared into a cell, because a quote before them was not closed. Pure.

Up to the next quote everything belongs to the one cell then. Nothing is wrong with that by CSV's rules, so the rows
inside would be lost in silence, and their passwords would stand in a cell that is shown.
"""

from __future__ import annotations

from ingest.reading.columns import Header
from ingest.reading.row import Row
from ingest.reading.row_width import RowWidth


class OpenQuotes:
    """Looks into the cells of rows that take several lines.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self._shape = RowWidth(header)
        self._known = frozenset(header.columns.values())
        self._holds_passwords = bool(header.passwords)
        self._whole_row = max(header.width - 1, 1)

    def check(self, line: int, last_line: int, cells: list[str]) -> Row | None:
        """Reject a row that has swallowed others; None if it has not.

        Args:
            line: where it begins.
            last_line: where it ends.
            cells: its cells.
        """
        if not any(self._shape.swallowed(cell) >= self._enough(index) for index, cell in enumerate(cells)):
            return None
        message = (
            f"a cell reaches to line {last_line} and holds other rows, because a quote is not closed; close it, or "
            "write a quote that belongs to the cell twice"
        )
        shown = () if self._holds_passwords else cells
        return Row(line, cells=shown, problems=({"column": "", "message": message},))

    def _enough(self, index: int) -> int:
        # A note may hold as many commas as half a row.
        return self._shape.half_row if self._holds_passwords or index in self._known else self._whole_row
