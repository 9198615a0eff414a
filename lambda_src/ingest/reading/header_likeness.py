"""Tells a table's header from a line of text, of code or of data, and cells that look like passwords. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from ingest.reading.password_rule import looks_like_password

_NO_HEADER: Final = re.compile(r'[{}<>="\ufffd\x00-\x08\x0e-\x1f]|;$')
_MOST_WORDS: Final = 3
"""Of a header; more may be a sentence."""

_LONGEST: Final = 200
_ADDRESS: Final = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")
_SENTENCE_END: Final = re.compile(r".*\S\s+\S.*[.!?:]\s*", re.DOTALL)
_LONG_SENTENCE: Final = re.compile(r"(\S+\s+){3,}.*[.!?]\s*", re.DOTALL)


def is_header(names: Sequence[str], named: Iterable[int]) -> bool:
    """Whether a line can be a table's header.

    Args:
        names: its cells.
        named: indexes of those that make it look like one.
    """
    return all(map(_can_be_header, names)) and not any(map(is_address, names)) and not _is_sentence(names, named)


def is_address(cell: str) -> bool:
    """Whether a cell holds an e-mail address."""
    return "@" in cell and _ADDRESS.fullmatch(cell.strip()) is not None


def _can_be_header(name: str) -> bool:
    return len(name) <= _LONGEST and not _NO_HEADER.search(name) and name.count("(") == name.count(")")


def _is_sentence(names: Sequence[str], named: Iterable[int]) -> bool:
    """Whether a line is part of a text: it ends like a sentence, or is wordy, with blanks behind its commas."""
    loose = any(name.startswith(" ") for name in names[1:])
    if (loose and _SENTENCE_END.fullmatch(names[-1])) or _LONG_SENTENCE.fullmatch(names[-1]):
        return True
    return loose and all(len(names[column].split()) > _MOST_WORDS for column in named)


def obeys_password_rule(cells: Sequence[str]) -> bool:
    """Whether most cells obey Amazon Connect's rule for passwords."""
    return mostly(looks_like_password, cells)


def look_secret(rows: Sequence[Sequence[str]], columns: Iterable[int]) -> bool:
    """Whether most filled cells of one of some columns obey the rule for passwords, or are words with digits."""
    return any(mostly(_looks_secret, column_cells(rows, index)) for index in columns)


def column_cells(rows: Iterable[Sequence[str]], index: int) -> list[str]:
    """Return the filled cells of a column."""
    return [cell for row in rows if index < len(row) and (cell := row[index].strip())]


def _looks_secret(cell: str) -> bool:
    return looks_like_password(cell) or (
        len(cell) >= 4 and " " not in cell and any(map(str.isdigit, cell)) and any(map(str.isalpha, cell))
    )


def mostly(has_it: Callable[[str], Any], cells: Sequence[str]) -> bool:
    """Whether more than half of some cells have a property; False if there is none."""
    return sum(1 for cell in cells if has_it(cell.strip())) * 2 > len(cells)
