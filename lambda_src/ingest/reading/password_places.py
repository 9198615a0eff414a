"""Tells whether a row's password stands in its own column, which proves where the row's other cells belong. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.reading.cell_kinds import is_address
from ingest.reading.columns import Header
from ingest.reading.password_rule import looks_like_password
from ingest.reading.usual_rows import stem_of


class PasswordPlaces:
    """Looks at the columns of passwords of one table.

    Args:
        header: the table's header.

    Attributes:
        initial: indexes of the columns that a password is read from; where there is none, of all columns of passwords.
    """

    def __init__(self, header: Header) -> None:
        self.initial = header.usual.places or header.initial_passwords or tuple(sorted(header.passwords))
        # Where most cells obey the rule for passwords, one that does not is none.
        others = header.passwords.intersection(header.usual.like_passwords).difference(self.initial)
        self._others = sorted(others)
        # What looks like a password has letters of both cases, and so has what is left of it without its digits.
        self._stems = {stem for _, stem in header.usual.stems if stem.lower() != stem != stem.upper()}
        self._only = self.initial[0] if len(self.initial) == 1 and not self._others and not self._stems else None

    def hold_passwords(self, cells: Sequence[str]) -> bool:
        """Whether passwords stand in their columns and nothing else, of a row that is as long as its header."""
        if self._only is None:
            return self.look(cells)[0]
        cell = cells[self._only].strip()
        return looks_like_password(cell) and ("@" not in cell or not is_address(cell))

    def look(self, cells: Sequence[str]) -> tuple[bool, bool]:
        """Return whether passwords stand in their columns and nothing else, and whether anything does."""
        given = in_place = False
        found = len(cells)
        for index in self.initial:
            if index < found and (cell := cells[index].strip()):
                # Logins such as Agent0001 obey the rule for passwords, too.
                in_place = (
                    (in_place or not given)
                    and looks_like_password(cell)
                    and not is_address(cell)
                    and not (self._stems and stem_of(cell) in self._stems)
                )
                given = True
        for index in self._others:
            if in_place and index < found and (cell := cells[index].strip()):
                in_place = looks_like_password(cell)
        return in_place, given

    def are_spaced(self, cells: Sequence[str]) -> bool:
        """Whether all that is given for a password would be one but for blanks."""
        given = ("".join(cells[index].split()) for index in self.initial if index < len(cells))
        return all(looks_like_password(cell) for cell in given if cell)
