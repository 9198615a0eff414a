"""Finds headers among the rows, where exports were joined one below the other. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from ingest.reading.columns import Header, column_of, read_header
from ingest.reading.line_numbers import LineNumbers
from ingest.reading.row import Row

_NOISE: Final = re.compile(r"[\W_]+")
_ENOUGH_COLUMNS: Final = 3
_REMEMBERED_CELLS: Final = 10_000
# Their cells repeat from row to row, so that a look-up tells of nearly all that they are none.
_WATCHED: Final = ("routing_profile", "security_profiles", "user_hierarchy", "phone_type", "first_name", "last_name")


class RepeatedHeaders:
    """Tells headers from rows, and what stands below a header of other columns.

    Args:
        header: the file's header.
        column_names: the deployment's own headers → columns.

    Attributes:
        passed_over: lines on which the header stands again.
    """

    def __init__(self, header: Header, column_names: Mapping[str, str]) -> None:
        columns = header.columns
        self._column_names = column_names
        self.passed_over = LineNumbers()
        self._watched = next((columns[name] for name in _WATCHED if name in columns), min(columns.values(), default=0))
        self._looks_like_header = _LooksLikeHeader()
        self._names = _plain(header.names)
        self._meaning = header.columns, header.passwords
        self._other_header = 0

    def is_plain_row(self, cells: Sequence[str], row: Row) -> bool:
        """Whether there is nothing to check. It is quick, as it is asked about every row."""
        return not (
            row.problems
            or self._other_header
            or (len(cells) > self._watched and self._looks_like_header[cells[self._watched]])
        )

    def kind(self, cells: Sequence[str], *, sharp: bool = False) -> Literal["again", "other", ""]:
        """Tell whether a row is the table's header once more, another header, or none.

        Args:
            cells: its cells.
            sharp: whether two headers that are known make one, if passwords are among them.
        """
        if sharp and not any(map(self._looks_like_header.__getitem__, cells)):
            return ""
        header = read_header(cells, column_names=self._column_names)
        # Some systems write a header twice, first in technical names, then in words.
        if _plain(cells) == self._names or (header.columns and (header.columns, header.passwords) == self._meaning):
            return "again"
        known = len(header.columns) + bool(header.passwords)
        return "other" if known >= (2 if sharp and header.passwords else _ENOUGH_COLUMNS) else ""

    def check(self, cells: Sequence[str], row: Row) -> Row | None:
        """Return a row as it is, or rejected; None if it is the header once more, which is noted.

        Of rows below another header nothing is shown: a password may stand in any of their cells.
        """
        kind = self.kind(cells)
        if kind == "again":
            self.passed_over.add(row.line)
            self._other_header = 0
            return None
        if kind == "other":
            self._other_header = row.line
            return _rejected(row.line, "is another header; put it and the rows below it into a file of their own")
        if self._other_header:
            why = f"stands below another header, that of line {self._other_header}; put both into a file of their own"
            return _rejected(row.line, why)
        return row


def _rejected(line: int, message: str) -> Row:
    return Row(line, problems=({"column": "", "message": message},))


class _LooksLikeHeader(dict[str, bool]):
    """A dict of cell → whether it may be a header, that finds out about a cell which it does not have."""

    def __missing__(self, cell: str) -> bool:
        found = bool(cell) and column_of(cell) is not None
        if len(self) < _REMEMBERED_CELLS:
            self[cell] = found
        return found


def _plain(cells: Sequence[str]) -> list[str]:
    plain = [_NOISE.sub("", cell).casefold() for cell in cells]
    while plain and not plain[-1]:
        plain.pop()
    return plain
