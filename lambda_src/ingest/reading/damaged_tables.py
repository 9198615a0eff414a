"""Finds tables with passwords whose header is so damaged that no other look at the file finds it. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.dialect import Dialect, Record
from ingest.reading.foreign_text import is_foreign
from ingest.reading.header_likeness import is_address, is_header
from ingest.reading.header_words import may_be_password_header, plain_lines, says_password
from ingest.reading.known_headers import meanings
from ingest.reading.made_headers import made_header
from ingest.reading.password_rule import looks_like_password

_FIRST_LINES: Final = 50
_ROWS: Final = 10
"""Lines below a header that are looked at where it is damaged."""

_MOST_MOVED: Final = 4
"""Cells by which damage moves a row, or makes it longer or shorter."""


def find_damaged(
    readings: Sequence[tuple[Dialect, Sequence[Record]]], text: str
) -> tuple[Header, Sequence[Record]] | None:
    """Find a table with passwords whose header a stray quote or line break hides from every other look at it."""
    written = plain_lines(text, readings[0][0].encoding)
    for (dialect, records), lines in itertools.product(readings, written):
        split = [line.split(dialect.separator) for line in lines[:_FIRST_LINES]]
        for number, names in enumerate(split):
            below = [*split[number + 1 : number + 1 + _ROWS], *(record.cells for record in records[:_ROWS])]
            if _stands_above_secrets(names, below) or (may_be_password_header(names) and _are_rows(names, below)):
                rows = [record.cells for record in records]
                known = [name for name in names if meanings(name)]
                return made_header(dialect, rows, "unseparated", known, secret=range(max(map(len, rows)))), ()
    return None


def _stands_above_secrets(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a line names passwords and more, and a cell near there in it or a line below may be one."""
    places = [index for index, name in enumerate(names) if says_password(name) and is_header((name,), ())]
    if not places or not (is_header(names, places) or any(map(meanings, names))):
        return False
    return any(
        looks_like_password(cell.strip()) and not is_address(cell)
        for cells in (names, *below)
        for index, cell in enumerate(cells)
        if len(cells) > 1 and any(abs(index - at) <= _MOST_MOVED for at in places)
    )


def _are_rows(names: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether most lines below a header have about as many cells as it, or are in another encoding."""
    if any(is_foreign(cell, wide=True) for cells in below for cell in cells):
        return True
    alike = [cells for cells in below if len(cells) > 1 and abs(len(cells) - len(names)) <= _MOST_MOVED < len(names)]
    return len(alike) * 2 > len(below)
