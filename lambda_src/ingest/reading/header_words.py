"""Tells lines that seem to be the header of a table with passwords, however damaged the table is around them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.reading.columns import read_header
from ingest.reading.encodings import Encoding
from ingest.reading.header_likeness import is_header
from ingest.reading.known_headers import meanings
from ingest.reading.password_rule import looks_like_password
from ingest.reading.password_words import speaks_plainly

_LONGEST_WORD: Final = 40
_MOSTLY: Final = 0.5


def says_password(cell: str) -> bool:
    """Whether a cell is short and has a word that means a password and nothing else."""
    return len(cell) <= _LONGEST_WORD and speaks_plainly(cell) and not looks_like_password(cell.strip())


def is_password_header(cell: str) -> bool:
    """Whether a cell is a known header of passwords and nothing else."""
    return any(meaning.column == "password" for meaning in meanings(cell))


def may_be_password_header(cells: Sequence[str]) -> bool:
    """Whether most of a line's cells are known headers, one of passwords among them."""
    names = [cell for cell in cells if cell.strip()]
    if len(names) < 2 or not is_header(names, ()):
        return False
    header = read_header(names)
    secret = [index for index in header.passwords if len(names[index]) <= _LONGEST_WORD]
    if not secret or not (any(says_password(names[index]) for index in secret) or len(header.columns) > 1):
        return False
    return len(header.columns) + len(secret) >= max(2, _MOSTLY * len(names))


def plain_lines(text: str, encoding: Encoding) -> list[list[str]]:
    """Return a text's lines without quotes, as they are read and, of UTF-16, as they stand in the file as well.

    Where UTF-16 lacks a byte, or has something else appended, its letters are only found by the second.
    """
    ways = [text]
    if encoding != "utf-8":
        ways.append(text.encode(encoding, "surrogatepass").decode("latin-1"))
    plain = (way.replace('"', "").replace("\0", "") for way in ways)
    return [[line for line in way.splitlines() if line.strip()] for way in plain]
