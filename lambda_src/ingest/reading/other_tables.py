"""Finds tables that are no directories and still must not be stored as data: those with passwords. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.reading.columns import Header, read_header
from ingest.reading.dialect import Dialect, Record
from ingest.reading.password_rule import looks_like_password
from ingest.reading.password_words import speaks_plainly

LAST_LINE: Final = 50
"""How far down a header is looked for."""

_LONGEST_HEADER: Final = 60
_MOST_WORDS: Final = 3
"""Of a header for passwords; more may be a sentence."""

_NO_HEADER: Final = re.compile(r'[{}<>="\ufffd\x00-\x08\x0e-\x1f]|;$')
_NO_NAME: Final = re.compile(r"[\W\d_]*")
_SENTENCE_END: Final = re.compile(r".*\S\s+\S.*[.!?:]\s*")

Reading = tuple[Dialect, Sequence[Record]]
Found = tuple[Header, Sequence[Record]]


def find_table(readings: Iterable[Reading]) -> Found | None:
    """Find the header of a table with passwords among a file's first records.

    Args:
        readings: the records, once for each separator.

    Returns:
        The header, and the records of its reading; None if there is no such table.
    """
    found: list[Found] = []
    for dialect, records in readings:
        for index, record in enumerate(records):
            if record.first_line <= LAST_LINE and sum(map(bool, map(str.strip, record.cells))) > 1:
                header = read_header(record.cells, dialect, record.last_line)
                if _has_passwords(header, records, index):
                    found.append((header, records))
    return max(found, key=lambda one: (len(one[0].columns), -one[0].last_line, one[0].width), default=None)


def _has_passwords(header: Header, records: Sequence[Record], index: int) -> bool:
    """Whether a record is the header of a table with passwords, rather than part of a text that speaks of them.

    The first line of a file is believed more easily than a later one, which may be anything's data.
    """
    named = [column for column in header.passwords if len(header.names[column]) <= _LONGEST_HEADER]
    below = [record.cells for record in records[index + 1 :] if any(record.cells)]
    if not named or not all(map(can_be_header, header.names)) or not below or len(below[0]) == 1:
        return False
    if is_sentence(header.names, named):
        return False
    if not any(speaks_plainly(header.names[column]) for column in named):
        # Words such as "pass" and "pin" mean other things as well.
        return bool(header.columns) or _look_secret(below, named)
    above = [record for record in records[:index] if any(record.cells)]
    if not above:
        return True
    if any(name.strip() and _NO_NAME.fullmatch(name) for name in header.names):
        return False
    stands_apart = not any(records[index - 1].cells) or all(_filled(header.names) > _filled(r.cells) for r in above)
    return stands_apart or _look_secret(below, named)


def can_be_header(name: str) -> bool:
    """Whether a cell can be a header; one that is empty can."""
    return not _NO_HEADER.search(name) and name.count("(") == name.count(")")


def is_sentence(names: Sequence[str], named: Iterable[int]) -> bool:
    """Whether a line is part of a text: it ends like a sentence, or is wordy, with blanks behind its commas."""
    if _SENTENCE_END.fullmatch(names[-1]) and any(name.startswith(" ") for name in names[1:]):
        return True
    if re.fullmatch(r"(\S+\s+){3,}.*[.!?]\s*", names[-1]):
        return True
    wordy = all(len(names[column].split()) > _MOST_WORDS for column in named)
    return wordy and any(name.startswith(" ") for name in names[1:])


def _look_secret(rows: Sequence[Sequence[str]], columns: Iterable[int]) -> bool:
    """Whether most cells of a column obey the rule for passwords, or are words with digits in them."""
    for column in columns:
        filled = [cell for row in rows if column < len(row) and (cell := row[column].strip())]
        if sum(map(_looks_secret, filled)) * 2 > len(filled):
            return True
    return False


def _looks_secret(cell: str) -> bool:
    return looks_like_password(cell) or (
        len(cell) >= 4 and " " not in cell and any(map(str.isdigit, cell)) and any(map(str.isalpha, cell))
    )


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())
