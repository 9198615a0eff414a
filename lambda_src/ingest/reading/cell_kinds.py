"""Tells whether a cell can be what its column holds, or may be a password that damage has moved there. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.password_rule import holds_password, looks_like_password
from ingest.reading.text_repairs import is_filler
from ingest.reading.usual_rows import stem_of
from roster.columns.forms import Looks
from roster.columns.table import COLUMNS

_KINDS: Final[dict[str, Looks]] = {column.name: column.form.looks for column in COLUMNS}
CHECKED: Final = frozenset({"address", "phone", "word", "name", "pairs"})
"""Kinds whose cells never look like passwords."""

_ADDRESS: Final = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.(?:[a-z]{1,24}|[A-Z]{1,24})")
_SIGN: Final = re.compile("[^@]*@.*", re.DOTALL)
"""Of an address, which may be wrong otherwise."""

_FITTING: Final[dict[Looks, re.Pattern[str]]] = {
    "login": re.compile(r"\s*[\w.@\\'+-]+\s*"),
    "name": re.compile(r"[^@=|]+"),
    "phone": re.compile(r"[\d\s+()./,;:='\"\-\u00a0\u2010-\u2015]*+(?:(?:x|ext\.?|#)\s*+\d++['\"]*+)?", re.IGNORECASE),
    "word": re.compile(r"[^\d@=]{1,40}|[\d., ]{1,12}"),
}
_MAY_BE_RANDOM: Final = frozenset({"unknown", "pairs", "value"})
"""Kinds of which most cells of a column may well look like passwords."""

_LETTERS_AND_DIGITS: Final = re.compile(r"(?=.*[^\W\d_])(?=.*\d\S*\D)\S{6,}")
_DIGIT: Final = re.compile("[0-9]")
_PAIR: Final = re.compile("[=:|]")
_MARKS: Final = re.compile("[\"',;|\t]")
SHORTEST_PART: Final = 6
"""Characters of a cell that may be a weak password, or most of one."""

_SHORTEST_NAME: Final = 3
_MOST_NAMES: Final = 30
"""Words of a row that may be its person's name. A row of a megabyte could have very many, and as many logins."""

_WORD: Final = re.compile(r"[^\W\d_]+")


class CellKinds:
    """Judges the cells of rows below one header.

    Args:
        header: the table's header.
    """

    def __init__(self, header: Header) -> None:
        self._usual = header.usual
        self._kinds: list[Looks] = ["unknown"] * len(header.names)
        for column, index in header.columns.items():
            self._kinds[index] = _KINDS[column]
        self._names = [index for index, kind in enumerate(self._kinds) if kind == "name"]
        self._initial = header.initial_passwords
        self._headers = [name.casefold() for name in header.names]
        self._named: tuple[Sequence[str], list[str]] = ((), [])
        self._patterns = [
            (index, _SIGN if kind == "address" else _FITTING[kind])
            for index, kind in enumerate(self._kinds)
            if index not in header.passwords and (kind == "address" or kind in _FITTING)
        ]

    def kind(self, index: int) -> Looks:
        """Return what stands in a column."""
        return self._kinds[index] if index < len(self._kinds) else "unknown"

    def fit(self, cells: Sequence[str]) -> bool:
        """Whether all cells of a row can stand where they do; of an address its sign is enough."""
        found = len(cells)
        return all(
            not (cell := cells[index]) or pattern.fullmatch(cell) or is_filler(cell.strip()) or not cell.strip()
            for index, pattern in self._patterns
            if index < found
        )

    def identify(self, cells: Sequence[str]) -> bool:
        """Whether a row has a login or an address."""
        return any(cell.strip() and self.kind(index) in {"login", "address"} for index, cell in enumerate(cells))

    def proves(self, cells: Sequence[str], index: int) -> bool:
        """Whether a cell can't be but what its column holds: an address, or a login like others or like the name."""
        cell = cells[index].strip() if index < len(cells) else ""
        if self.kind(index) == "address":
            return is_address(cell)
        return bool(cell) and self.kind(index) == "login" and self._is_login(cells, index, cell)

    def contradict(self, cells: Sequence[str]) -> bool:
        """Whether an address stands under a header for names or passwords, or none under the one for addresses."""
        names = (cells[index].strip() for index in (*self._names, *self._initial) if index < len(cells))
        addresses = ((index, pattern) for index, pattern in self._patterns if pattern is _SIGN and index < len(cells))
        return any(map(is_address, names)) or any(
            cells[index].strip() and not pattern.fullmatch(cells[index]) and not is_filler(cells[index].strip())
            for index, pattern in addresses
        )

    def may_be_password(self, cells: Sequence[str], index: int, *, in_place: bool) -> bool:
        """Whether a cell outside the columns of passwords may hold one, or a part of it.

        Args:
            cells: the row's cells.
            index: of the cell.
            in_place: whether the row's password stands in its own column.
        """
        cell = cells[index].strip()
        if not _DIGIT.search(cell):
            return False
        kind = self.kind(index)
        if in_place and kind == "address" and _ADDRESS.fullmatch(cell):
            return False
        if (
            self._usual.has_stem(index, cell)
            or self._is_of_header(index, cell)
            or (kind == "login" and self._is_of_name(cells, cell))
        ):
            return False
        if _ADDRESS.fullmatch(cell):
            # What stands before an address may have been joined with it.
            name = cell.partition("@")[0]
            return not in_place and looks_like_password(name) and not self._is_of_name(cells, name)
        if (
            holds_password(cell)
            or looks_like_password(cell)
            or (kind not in _MAY_BE_RANDOM and holds_password(_MARKS.sub("", cell)))
        ):
            if index in self._usual.like_passwords and self._usual.strong and kind in _MAY_BE_RANDOM:
                return False
            return not (in_place and kind == "pairs" and _PAIR.search(cell))
        # Weak passwords are words with digits, too; names and phone numbers are not.
        is_odd = not in_place and kind in {"name", "phone", "word"} and bool(_LETTERS_AND_DIGITS.fullmatch(cell))
        return is_odd and (kind == "name" or not _FITTING[kind].fullmatch(cell))

    def _is_login(self, cells: Sequence[str], index: int, cell: str) -> bool:
        addresses = {text.partition("@")[0] for text in map(str.strip, cells) if is_address(text)}
        return cell in addresses or self._usual.has_stem(index, cell) or self._is_of_name(cells, cell)

    def _is_of_header(self, index: int, cell: str) -> bool:
        """Whether a cell is made of its header, as in sample data: `First12` below `first name`."""
        stem = stem_of(cell)
        return len(stem) >= _SHORTEST_NAME and index < len(self._headers) and stem.casefold() in self._headers[index]

    def _is_of_name(self, cells: Sequence[str], login: str) -> bool:
        """Whether a login is made of the person's name."""
        plain = login.casefold()
        return any(part in plain for part in self._parts_of_name(cells))

    def _parts_of_name(self, cells: Sequence[str]) -> list[str]:
        """Return the words of the person's name; found once for a row, whose cells may all be asked about."""
        if self._named[0] is not cells:
            names = (cells[index] for index in self._names if index < len(cells))
            words = islice((word[0] for name in names for word in _WORD.finditer(name)), _MOST_NAMES)
            self._named = cells, [word.casefold() for word in words if len(word) >= _SHORTEST_NAME]
        return self._named[1]


def is_address(cell: str) -> bool:
    """Whether a cell holds an e-mail address and nothing that may have been joined with it."""
    return "@" in cell and _ADDRESS.fullmatch(cell) is not None
