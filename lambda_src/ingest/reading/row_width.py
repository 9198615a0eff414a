"""Rows that have more or fewer cells than the header, and which of a row's cells may be shown. Pure."""

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
    """What became of a row that has another number of cells than the header.

    Attributes:
        cells: as many as the header has.
        shown: those of them that may leave the file.
        complaint: what is wrong, if something is.
        refused: whether that is certain; else the row may be as it is meant.
    """

    cells: list[str]
    shown: list[str]
    complaint: str
    refused: bool


class RowWidth:
    """The columns of a table, for taking rows into it.

    A row that lost or won a separator may hold its password under another header. So wherever one can have
    moved to, cells are not shown.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self.width = len(header.names)
        # By so many separators a line inside a cell is told for part of a row rather than for prose.
        self.half_row = max(header.width // 2, 1)
        self._separator = header.dialect.separator
        self._named_width = header.width
        self._passwords = header.passwords
        self._kept = header.kept
        # The whole row in one call; with fewer than two columns `itemgetter` does not answer a sequence.
        self._pick: Callable[[list[str]], Iterable[str]] | None = (
            itemgetter(*self._kept) if len(self._kept) > 1 else None
        )

    def kept(self, cells: list[str]) -> list[str]:
        """Return the cells of a whole row that may leave the file."""
        if not self._passwords:
            return cells
        return list(self._pick(cells)) if self._pick else [cells[index] for index in self._kept]

    def fit(self, cells: list[str]) -> FittedRow:
        """Make a row as wide as the header.

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
        """Count the separators of the fullest line that a cell holds besides its own, because a quote is not closed."""
        if "\n" not in cell and "\r" not in cell:
            return 0
        return max(line.count(self._separator) for line in _LINE_END.split(cell)[1:])

    def is_cut(self, found: int, following: int) -> bool:
        """Whether two rows of so many cells are one that a line break in a cell has cut."""
        return found < self._named_width and following < self._named_width and found + following == self.width + 1
