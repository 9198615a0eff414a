"""Tells UTF-8 from what is valid UTF-8 by chance, as a few letters of an East Asian encoding may be. Pure."""

from __future__ import annotations

from typing import Final

from ingest.reading.encoding_sample import cells_of

_MOST_BY_CHANCE: Final = 2
_BEHIND_LATIN: Final = "\u0180"


def has_sure_utf8(data: bytes) -> bool:
    """Whether some of the cells in a piece of a file are UTF-8, and not by chance."""
    return any(map(is_surely_utf8, cells_of(data)))


def is_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_surely_utf8(cell: bytes) -> bool:
    """Whether a cell is hardly UTF-8 by chance, as a single letter of East Asia may be."""
    if not is_utf8(cell):
        return False
    text = cell.decode()
    beyond = [character for character in text if not character.isascii()]
    return len(beyond) > _MOST_BY_CHANCE or (len(beyond) < len(text) and max(beyond) < _BEHIND_LATIN)
