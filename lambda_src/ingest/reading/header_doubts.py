"""Tells whether a header is the one of the rows below it, where passwords may be among them. Pure.

A header that lost or won a separator or a line break puts every row's password under a wrong name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.reading.cell_kinds import CellKinds, is_address
from ingest.reading.columns import Header
from ingest.reading.dialect import Dialect
from ingest.reading.foreign_text import is_foreign
from ingest.reading.header_words import is_password_header, may_be_password_header, plain_lines, says_password
from ingest.reading.known_headers import meanings, staff_weight
from ingest.reading.password_rule import holds_password, looks_like_password

_LONGEST_NAME: Final = 200
_FIRST_LINES: Final = 50
_NEXT_LINES: Final = 3
_SEVERAL: Final = 2

_COMPOUND: Final = re.compile(r"(?:[A-Z]?[a-z]{2,}+|[A-Z]{2,}+|[0-9]{1,2}+(?![0-9])|[\W_])++")
"""A header such as `Address1Line`, which obeys the rule for passwords too."""


def examine(header: Header, rows: Sequence[Sequence[str]], text: str) -> Header:
    """Return a header with what speaks against it.

    Args:
        header: the header, with what is usual below it.
        rows: the first ones below it.
        text: the file's beginning.
    """
    wide = header.dialect.encoding.startswith("utf-16")
    joined = _is_joined(header) or any(_may_be_cell(name, header.dialect.separator, wide=wide) for name in header.names)
    if joined:
        header = _without_cells(header)
    fits = not joined and _fits(header, rows)
    if header.passwords:
        in_doubt = not fits
    else:
        is_cut = any(any(map(str.strip, cells[len(header.names) :])) for cells in rows)
        in_doubt = (
            joined
            or _speaks_elsewhere(header, text)
            or ((is_cut or not fits) and (_speaks_near(header, text) or _like_passwords(header, rows)))
        )
    return replace(header, in_doubt=True) if in_doubt else header


def _like_passwords(header: Header, rows: Sequence[Sequence[str]]) -> bool:
    return any(
        looks_like_password(cell.strip())
        and not is_address(cell.strip())
        and (index >= len(header.names) or not header.usual.has_stem(index, cell))
        for cells in rows
        for index, cell in enumerate(cells)
    )


def _is_joined(header: Header) -> bool:
    """Whether a row without its line break seems to follow the header on its line."""
    width = header.usual.width
    rest = header.names[width:]
    is_twice_as_wide = len(header.names) > width + 1 > 2 and abs(len(header.names) - (2 * width - 1)) <= 1
    return is_twice_as_wide and not any(meanings(name) or staff_weight(name) for name in rest)


def _may_be_cell(name: str, separator: str, *, wide: bool) -> bool:
    if looks_like_password(name.strip()) and not _COMPOUND.fullmatch(name.strip()):
        return True
    if (holds_password(name) and not _COMPOUND.fullmatch(name)) or is_address(name.strip()):
        return True
    swallowed = '"' in name or (separator in name and ("\n" in name or "\r" in name))
    return swallowed or len(name) > _LONGEST_NAME or is_foreign(name, wide=wide)


def _without_cells(header: Header) -> Header:
    """Put numbers in place of names that may be cells of a row, which a lost line break joined with the header."""
    sure = {*header.columns.values(), *header.initial_passwords}
    wide, separator = header.dialect.encoding.startswith("utf-16"), header.dialect.separator
    hidden = frozenset(
        index
        for index, name in enumerate(header.names)
        if name.strip() and (index not in sure or _may_be_cell(name, separator, wide=wide))
    )
    names = tuple(f"column {index + 1}" if index in hidden else name for index, name in enumerate(header.names))
    return replace(header, names=names, hidden=hidden)


def _fits(header: Header, rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells that can't be what their header says are not in most of the rows.

    Rows don't count that have a password in its place: their other cells are just wrong.
    """
    kinds = CellKinds(header)
    filled = [cells for cells in rows if any(map(str.strip, cells))]
    contradicting = sum(1 for cells in filled if kinds.contradict(cells) and not _is_in_place(header, cells))
    return contradicting < _SEVERAL or contradicting * 2 <= len(filled)


def _is_in_place(header: Header, cells: Sequence[str]) -> bool:
    return any(looks_like_password(cells[index].strip()) for index in header.initial_passwords if index < len(cells))


def _speaks_elsewhere(header: Header, text: str) -> bool:
    """Whether another one of the first lines is a header with passwords."""
    for line in _cells_of(text, header.dialect):
        filled = [cell for cell in line if cell.strip()]
        if may_be_password_header(filled) or (len(filled) == 1 and is_password_header(filled[0])):
            return True
    return False


def _speaks_near(header: Header, text: str) -> bool:
    """Whether a line near the header speaks of passwords."""
    lines = list(_cells_of(text, header.dialect))[: header.last_line + _NEXT_LINES]
    return any(says_password(cell) for line in lines for cell in line)


def _cells_of(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """Yield the cells of the first lines, whatever their quotes say."""
    for lines in plain_lines(text, dialect.encoding):
        yield from (line.split(dialect.separator) for line in lines[:_FIRST_LINES])
