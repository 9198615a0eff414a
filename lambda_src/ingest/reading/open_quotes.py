"""Finds rows that disappeared into a cell, because a quote before them was not closed. Pure.

Then everything up to the next quote belongs to the one cell. By CSV's rules that is correct, so without this check the
rows inside would be lost without a word, and their passwords would stand in a cell that the report shows.
"""

from __future__ import annotations

from ingest.reading.columns import Header
from ingest.reading.row import Row
from ingest.reading.row_width import RowWidth


class OpenQuotes:
    """Checks rows that take several lines for other rows inside their cells.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self._row_width = RowWidth(header)
        self._known = frozenset(header.columns.values())
        self._holds_passwords = header.may_hold_passwords
        self._shows_all = len(header.kept) == len(header.names)
        self._whole_row = max(header.width - 1, 1)

    def check(self, line: int, last_line: int, cells: list[str]) -> Row | None:
        """Reject a row that has swallowed others; None if it has not.

        Args:
            line: where it begins.
            last_line: where it ends.
            cells: its cells.
        """
        if not any(self._row_width.swallowed(cell) >= self._enough(index) for index, cell in enumerate(cells)):
            return None
        message = (
            f"a cell reaches to line {last_line} and holds other rows, because a quote is not closed; close it, or "
            "write a quote that belongs to the cell twice"
        )
        # The rows inside have cells of columns that are not used, and of passwords.
        shown = cells if self._shows_all else ()
        return Row(line, cells=shown, problems=({"column": "", "message": message},))

    def _enough(self, index: int) -> int:
        # A line within a note may have as many commas as half a row. So in columns that Rollcall does not know a line
        # counts as a row only with as many separators as one, unless the file has passwords, which must not be shown.
        return self._row_width.half_row if self._holds_passwords or index in self._known else self._whole_row
