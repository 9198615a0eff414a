"""Gathers from a file what its encoding is told by: its first cells that have more than ASCII in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MOST_CELLS: Final = 1_000
"""Different ones; so many tell any encoding, and reading them in all encodings takes some tenths of a second."""

_LONGEST: Final = 65_536
"""Of what is carried over from one piece to the next; a cell has no more, or this is no table."""

# No encoding has these separators and line ends as a part of another character, but some have "|".
_CELL: Final = re.compile(rb'[^,;\t"\r\n\x80-\xff]*[\x80-\xff][^,;\t"\r\n]*')


@dataclass(frozen=True, slots=True)
class EncodingSample:
    """What a file's encoding is told by.

    Attributes:
        cells: the first ones that have more than ASCII in them, each once.
        only_cr: whether its line ends are CR alone, as far as it was read.
    """

    cells: tuple[bytes, ...]
    only_cr: bool = False


def gather_sample(pieces: Iterable[bytes]) -> EncodingSample:
    """Read a file until there are enough cells.

    Args:
        pieces: its bytes, however they are cut.
    """
    cells: dict[bytes, None] = {}
    rest = b""
    has_cr = has_lf = False
    for piece in pieces:
        has_cr, has_lf = has_cr or b"\r" in piece, has_lf or b"\n" in piece
        data = rest + piece
        end = max(data.rfind(b"\r"), data.rfind(b"\n")) + 1
        whole, rest = (data[:end], data[end:]) if end or len(data) < _LONGEST else (data, b"")
        _take(whole, cells)
        if len(cells) >= MOST_CELLS:
            break
    else:
        _take(rest, cells)
    return EncodingSample(tuple(cells)[:MOST_CELLS], has_cr and not has_lf)


def _take(data: bytes, cells: dict[bytes, None]) -> None:
    if not data.isascii():
        cells.update(dict.fromkeys(cells_of(data)))


def cells_of(data: bytes) -> Iterator[bytes]:
    """Yield the cells of some bytes that have more than ASCII in them."""
    return (match[0].strip() for match in _CELL.finditer(data))
