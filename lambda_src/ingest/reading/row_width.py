"""Fits rows with more or fewer cells than the header, and tells which of a row's cells may be shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.password_rule import looks_like_password

_LINE_END: Final = re.compile("\r\n?|\n")


@dataclass(frozen=True, slots=True)
class FittedRow:
    """A row that had another number of cells than the header.

    Attributes:
        cells: as many as the header has.
        shown: those of them that may leave the file.
        complaint: what seems to be wrong.
        refused: whether that is certain and the row is rejected. If not, the complaint takes the place of the row's
            problems, if there are any, in a file with passwords: problems quote cells.
    """

    cells: list[str]
    shown: list[str]
    complaint: str
    refused: bool


class RowWidth:
    """How many cells the rows of a table should have.

    A row with a separator too few or too many may hold its password under another header. So no cell is shown that a
    password can have moved to.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self.width = len(header.names)
        # A line inside a cell with so many separators is taken for part of a row; one with fewer is taken for prose.
        self.half_row = max(header.width // 2, 1)
        self._separator = header.dialect.separator
        self._named_width = header.width
        self._passwords = header.passwords
        self._kept = header.kept
        # Picks all cells in one call. For one column alone `itemgetter` would return a cell instead of a tuple.
        self._pick: Callable[[list[str]], Iterable[str]] | None = (
            itemgetter(*self._kept) if len(self._kept) > 1 else None
        )

    def kept(self, cells: list[str]) -> list[str]:
        """Return the cells of a whole row that may leave the file."""
        if len(self._kept) == self.width:
            return cells
        return list(self._pick(cells)) if self._pick else [cells[index] for index in self._kept]

    def fit(self, cells: list[str]) -> FittedRow:
        """Give a row as many cells as the header has.

        Excel leaves out separators at the end of a row when no row near it has a value there (Microsoft's
        article 77295), so cells that are missing at the end are empty ones. Other tools write one separator too many.
        """
        found = len(cells)
        if found > self.width:
            moved, advice = found - self.width, "quote a cell that holds the separator"
            hidden = {index for at in self._passwords for index in range(at, min(at + moved + 1, found))}
            refused = any(map(str.strip, cells[self.width :]))
        else:
            moved, advice = max(self._named_width - found, 0), "add the missing separators"
            hidden = {index for at in self._passwords for index in range(max(at - moved, 0), min(at + 1, found))}
            refused = False
        refused = refused or any(looks_like_password(cells[index]) for index in hidden - self._passwords)
        whole = cells[: self.width] + [""] * (self.width - found)
        shown = ["" if index in hidden else whole[index] for index in self._kept]
        return FittedRow(
            whole, shown, f"the row has {found} cells where the header has {self.width}; {advice}", refused
        )

    def swallowed(self, cell: str) -> int:
        """Count the separators in the fullest of a cell's lines behind its first.

        Where a quote is not closed, these lines are rows that the cell has swallowed.
        """
        if not self._separator or ("\n" not in cell and "\r" not in cell):
            return 0
        return max(line.count(self._separator) for line in _LINE_END.split(cell)[1:])

    def is_cut(self, found: int, following: int) -> bool:
        """Whether two rows that follow each other, with so many cells, are one that a line break in a cell has cut."""
        return found < self._named_width and following < self._named_width and found + following == self.width + 1
