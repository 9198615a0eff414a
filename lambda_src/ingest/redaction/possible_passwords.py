"""Which cells of a row may hold a password, wherever a lost quote, separator or line break has put it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading.columns import Header
from ingest.reading.password_rule import looks_like_password
from ingest.reading.row_width import RowWidth


class PossiblePasswords:
    """Judges the rows below a header.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self._passwords = header.passwords
        self._shape = RowWidth(header)
        self._width = len(header.names)
        self._named_width = header.width

    def of(self, cells: Sequence[str], before: int, after: int) -> set[int]:
        """Return the indexes of a row's suspects, besides those that the row does not have.

        A short row whose password stands where it belongs lacks separators at its end only, as Excel writes it. In
        a row that was cut, or that lost or won a separator, the cells around can be anything's.

        Args:
            cells: the row's cells.
            before: how many cells the row before has, 0 if there is none.
            after: how many cells the row behind has, likewise.
        """
        found = len(cells)
        shape = self._shape
        swallowing = {index for index, cell in enumerate(cells) if shape.swallowed(cell) >= shape.half_row}
        suspects = {*self._passwords, *swallowing}
        if found == self._width:
            return suspects
        won, lost = max(found - self._width, 0), max(self._named_width - found, 0)
        near = {index for at in self._passwords for index in range(max(at - lost, 0), at + won + 1)}
        is_whole = not any(map(str.strip, cells[self._width :]))
        is_cut = any(shape.is_cut(*pair) for pair in ((before, found), (found, after)) if all(pair))
        if is_whole and not is_cut and self._are_in_place(cells, near):
            return suspects
        return suspects | near

    def _are_in_place(self, cells: Sequence[str], near: set[int]) -> bool:
        """Whether the passwords' own cells can hold them and no cell near them can."""
        filled = {index for index, cell in enumerate(cells) if cell.strip()}
        fitting = {index for index in filled & (near | self._passwords) if looks_like_password(cells[index].strip())}
        return filled & self._passwords <= fitting <= self._passwords
