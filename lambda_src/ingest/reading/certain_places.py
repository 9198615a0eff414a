"""Tells whether it is beyond doubt which cell of a row is which, so that none of them can be a password unseen. Pure.

A lost quote, separator or line break moves a row's password under another header. So in a table with passwords a row's
cells are kept and shown only if nothing speaks for such a loss: the quotes fit together, there are as many cells as
there should be, the password stands where passwords do or there is none, and no cell near it looks like one.

`ingest.reading.doubtful_rows` asks this of each row and considers its neighbours too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ingest.reading.cell_kinds import CHECKED, SHORTEST_PART, CellKinds, is_address
from ingest.reading.columns import Header
from ingest.reading.csv_reader import Quotes
from ingest.reading.doubts import (
    CERTAIN,
    COLUMN,
    ENCODING,
    HEADER,
    MOVED,
    PROVEN,
    QUOTES,
    SWALLOWED,
    UNCERTAIN,
    UNFIT,
    WIDTH,
    Finding,
)
from ingest.reading.foreign_text import is_foreign
from ingest.reading.other_headers import BETWEEN, OtherHeaders
from ingest.reading.password_places import PasswordPlaces
from ingest.reading.password_rule import SHORTEST_PASSWORD, holds_password

_NEAR: Final = 3
"""So many columns a password can have moved where a row still has its number of cells."""

_DIGIT: Final = re.compile("[0-9]")


class CertainPlaces:
    """Looks at the rows of one table, in their order.

    Args:
        header: the table's header.
        column_names: the deployment's own headers → columns.

    Attributes:
        other_headers: looks at rows above the header, and remembers other headers.
    """

    def __init__(self, header: Header, column_names: Mapping[str, str] | None = None) -> None:
        self._places = PasswordPlaces(header)
        self._initial = initial = self._places.initial
        self._width = len(header.names)
        # Most rows may lack blank cells at their end, but then they must reach their passwords and have some there.
        self._full = {self._width}
        if header.usual.width == header.width or (header.usual.strong and header.usual.width > max(initial, default=0)):
            self._full.add(header.usual.width)
        self._cut = {*self._full, header.width}
        self._half_row = max(header.width // 2, 1)
        self._separator = header.dialect.separator
        self._hopeless = header.shape in {"turned", "unseparated"}
        self._wide = header.dialect.encoding.startswith("utf-16")
        self._strong = header.usual.strong
        self._passwords = header.passwords
        self._is_single = len(header.passwords) == 1
        self._cuts_blanks = header.usual.width < self._width or not header.usual.given
        self._named_width = header.width
        self._filled_width = max(header.width, header.usual.filled_width)
        self._has_spare = self._filled_width < self._width
        self._kept = frozenset(header.kept)
        # The first column follows the last one, on the next line.
        beside = {(at + apart) % self._width for at in header.passwords for apart in range(-_NEAR, _NEAR + 1)}
        self._near = sorted(beside.difference(header.passwords))
        self._kinds = CellKinds(header)
        self._sharp = [
            index for index in self._near if not header.names[index].strip() or self._kinds.kind(index) in CHECKED
        ]
        self._like_passwords = [index for index in self._near if index in header.usual.like_passwords]
        self._needs_closer_look = bool(
            header.in_doubt or self._wide or self._hopeless or len(header.passwords) > 1 or self._like_passwords
        )
        self.other_headers = OtherHeaders(header, column_names or {})
        self._in_doubt = header.in_doubt

    def look(self, cells: Sequence[str], *, quotes: Quotes) -> Finding:
        """Look at a row below the header that is not proven.

        Args:
            cells: its cells, one of them filled.
            quotes: what its quotes are like.
        """
        found = len(cells)
        text = BETWEEN.join(cells)
        if self._hopeless:
            return Finding(WIDTH, refused=True)
        if is_foreign(text, wide=self._wide) and not self.other_headers.is_marked(cells):
            return Finding(ENCODING, refused=True, spreads=True, width=found)
        in_place, given = self._places.look(cells)
        if not in_place and (given or found != self._width or not self._initial):
            finding = self.other_headers.look(cells)
            if finding is not None:
                return finding
        if self.other_headers.stands_above:
            return Finding(HEADER, refused=True)
        return self._look_closer(cells, quotes, in_place=in_place, given=given)

    def _look_closer(self, cells: Sequence[str], quotes: Quotes, *, in_place: bool, given: bool) -> Finding:
        found = len(cells)
        is_full, short = found in self._full, found < self._width
        moved = self._moved(cells, self._near if is_full and self._near else range(found), in_place=in_place)
        refused = not self._kept.isdisjoint(moved)
        if quotes != "fit":
            refused = refused or (not in_place and (given or quotes == "broken"))
            return Finding(QUOTES, refused, spreads=True, in_place=in_place, width=found, short=short)
        if self._swallows(cells):
            return Finding(SWALLOWED, refused, spreads=True, width=found, short=short)
        if moved:
            return Finding(MOVED, refused, width=found, short=short)
        if self._in_doubt:
            return Finding(UNCERTAIN, bool(self._passwords), width=found, short=short)
        if doubt := self._doubt(cells, is_full=is_full, in_place=in_place, given=given):
            return Finding(doubt, given and not in_place, width=found, short=short)
        if found == self._width:
            return PROVEN if in_place else CERTAIN
        return Finding(in_place=in_place, width=found, short=short)

    def is_proven(self, cells: Sequence[str], quotes: Quotes) -> bool:
        """Whether a row below the header takes no look, as most: its password is in place, and all else is plain.

        Args:
            cells: its cells.
            quotes: what its quotes are like.
        """
        if len(cells) != self._width or quotes != "fit" or self._needs_closer_look:
            return False
        if self.other_headers.stands_above or not self._places.hold_passwords(cells):
            return False
        for index in self._sharp:
            cell = cells[index]
            if len(cell) >= SHORTEST_PASSWORD and not cell.islower() and (self._has_spare or _DIGIT.search(cell)):
                return False
        text = "".join(cells)
        return not ("\0" in text or "\n" in text or "\r" in text or "\ufeff" in text)

    def may_be_cut(self, first: Finding, second: Finding) -> bool:
        """Whether two rows that follow each other may be one that a line break has cut."""
        return first.short and second.short and first.width + second.width - 1 in self._cut

    def _doubt(self, cells: Sequence[str], *, is_full: bool, in_place: bool, given: bool) -> str:
        if any(map(str.strip, cells[self._width :])):
            return WIDTH
        if any(map(str.strip, cells[self._filled_width if in_place else self._named_width :])):
            return WIDTH
        if is_full and in_place:
            return ""
        if is_full:
            is_other = any(is_address(cells[index].strip()) for index in self._initial if index < len(cells))
            is_other = is_other or (self._strong and not self._places.are_spaced(cells))
            if given and is_other and not self._are_enclosed(cells):
                return COLUMN
            return "" if self._kinds.fit(cells) or (not given and self._are_enclosed(cells)) else UNFIT
        if len(cells) > self._width or not (in_place or self._cuts_blanks):
            return WIDTH
        fits = self._kinds.fit(cells) and (in_place or self._kinds.identify(cells))
        return "" if fits and (in_place or not given) else WIDTH

    def _are_enclosed(self, cells: Sequence[str]) -> bool:
        """Whether what stands for passwords, a blank or none, is between cells that can't have moved."""
        return all(
            self._kinds.proves(cells, beside)
            for index in self._initial
            for beside in (index - 1, index + 1)
            if 0 <= beside < self._named_width
        )

    def _moved(self, cells: Sequence[str], indexes: Iterable[int], *, in_place: bool) -> list[int]:
        """Return the indexes of cells that may hold a password and should not."""
        found = len(cells)
        if in_place and self._is_single and found in self._full and not any(cells[self._filled_width :]):
            # It could only be another cell that looks like a password and has moved there itself.
            missing = any(not holds_password(cells[index]) for index in self._like_passwords if index < found)
            indexes = indexes if missing else self._sharp
        may_be_password = self._kinds.may_be_password
        shortest = SHORTEST_PASSWORD if in_place else SHORTEST_PART
        return [
            index
            for index in indexes
            if index < found
            and len(cell := cells[index]) >= shortest
            and not (in_place and cell.islower())
            and index not in self._passwords
            and may_be_password(cells, index, in_place=in_place)
        ]

    def _swallows(self, cells: Sequence[str]) -> bool:
        """Whether a cell of several lines may hold parts of rows, as between two quotes that belong to others."""
        return any(
            cell.count(self._separator) >= self._half_row or (index not in self._passwords and holds_password(cell))
            for index, cell in enumerate(cells)
            if "\n" in cell or "\r" in cell
        )
