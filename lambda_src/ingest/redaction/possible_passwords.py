"""Finds the cells of a row that may hold a password, where a lost quote, separator or line break has moved it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading.columns import Header
from ingest.reading.password_rule import looks_like_password
from ingest.reading.row_width import RowWidth


class PossiblePasswords:
    """Finds cells in the rows below one header; `PasswordFreeCopy` empties them.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self._passwords = header.passwords
        self._row_width = RowWidth(header)
        self._width = len(header.names)
        self._named_width = header.width

    def indexes(self, cells: Sequence[str], before: int, after: int) -> set[int]:
        """Return the indexes of the cells that may hold a password; some may lie behind the row's last cell.

        These are the cells of the password columns, and those that have swallowed other rows behind a quote that is not
        closed. A short row whose password stands in its own column only lacks separators at its end, as Excel writes
        it. In a row that was cut, or has a separator too few or too many elsewhere, the cells near the password columns
        may hold the password too.

        Args:
            cells: the row's cells.
            before: how many cells the row before has, 0 if there is none.
            after: how many cells the row behind has, likewise.
        """
        found = len(cells)
        row_width = self._row_width
        swallowing = {index for index, cell in enumerate(cells) if row_width.swallowed(cell) >= row_width.half_row}
        possible = {*self._passwords, *swallowing}
        if found == self._width:
            return possible
        more, fewer = max(found - self._width, 0), max(self._named_width - found, 0)
        near = {index for at in self._passwords for index in range(max(at - fewer, 0), at + more + 1)}
        is_whole = not any(map(str.strip, cells[self._width :]))
        is_cut = any(row_width.is_cut(*pair) for pair in ((before, found), (found, after)) if all(pair))
        if is_whole and not is_cut and self._are_in_place(cells, near):
            return possible
        return possible | near

    def _are_in_place(self, cells: Sequence[str], near: set[int]) -> bool:
        """Whether the cells of the password columns can hold passwords, and no filled cell near them can."""
        filled = {index for index, cell in enumerate(cells) if cell.strip()}
        fitting = {index for index in filled & (near | self._passwords) if looks_like_password(cells[index].strip())}
        return filled & self._passwords <= fitting <= self._passwords
