"""Rows that have more or fewer cells than the header, and which of a row's cells may be shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter

from ingest.columns import Header
from ingest.identity import looks_like_password


class Shape:
    """The columns of a table, for taking rows into it.

    A row that lost or won a separator may hold its password under another header. So wherever one can have
    moved to, cells are not shown.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self.width = len(header.names)
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

    def fit(self, cells: list[str]) -> tuple[list[str], str | None]:
        """Make a row as wide as the header, if that does not change what it says.

        Excel leaves out separators at the end of a row when no row near it has a value there (Microsoft's
        article 77295), so cells that are missing at the end are empty ones.

        Returns:
            The cells that may be shown, and why the row can't be taken, if so.
        """
        found = len(cells)
        if found > self.width:
            if not any(map(str.strip, cells[self.width :])):
                del cells[self.width :]
                return self.kept(cells), None
            won = found - self.width
            hidden = {index for at in self._passwords for index in range(at, at + won + 1)}
            return self._shown(cells, hidden), self._problem(found, "quote a cell that holds the separator")
        lost = max(self._named_width - found, 0)
        hidden = {index for at in self._passwords for index in range(max(at - lost, 0), at + 1)}
        misplaced = any(looks_like_password(cells[index]) for index in hidden - self._passwords if index < found)
        cells.extend([""] * (self.width - found))
        if misplaced:
            return self._shown(cells, hidden), self._problem(found, "add the missing separators")
        return self._shown(cells, hidden), None

    def is_cut(self, found: int, following: int) -> bool:
        """Whether two rows of so many cells are one that a line break in a cell has cut."""
        return found < self._named_width and following < self._named_width and found + following == self.width + 1

    def _shown(self, cells: list[str], hidden: set[int]) -> list[str]:
        return ["" if index in hidden else cells[index] for index in self._kept]

    def _problem(self, found: int, advice: str) -> str:
        return f"the row has {found} cells where the header has {self.width}; {advice}"
