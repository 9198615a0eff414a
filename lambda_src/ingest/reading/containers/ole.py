"""Tells what an OLE compound file holds: old Office documents, and new ones that a password protects. Pure.

Source: [MS-CFB], Compound File Binary File Format, 2.2 (header) and 2.6 (directory).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.containers.refusals import ENCRYPTED, REMOVE_PASSWORD, XLS, refuse

_WORKBOOKS: Final = frozenset({"workbook", "book"})
_ENCRYPTED: Final = "encryptedpackage"
_HEADER_BYTES: Final = 512
_ENTRY_BYTES: Final = 128
_ROOT: Final = 5
_USED: Final = frozenset({1, 2, _ROOT})
_LAST_SECTOR: Final = 0xFFFFFFF9
_MOST_SECTORS: Final = 1_024
_FIRST_FATS: Final = 109


def judge_ole(stream: BinaryIO) -> Header | None:
    """Refuse a workbook, or what may be one because it can't be told; None for other documents."""
    names = _names(stream)
    if _ENCRYPTED in names:
        return refuse(ENCRYPTED, REMOVE_PASSWORD)
    return refuse(XLS) if not names or not names.isdisjoint(_WORKBOOKS) else None


def _names(stream: BinaryIO) -> set[str]:
    """Return the names of what the file holds, in small letters; nothing if they can't be read."""
    try:
        names = set(_entries(stream))
    except (struct.error, UnicodeDecodeError, ValueError):
        return set()
    return names


def _entries(stream: BinaryIO) -> Iterator[str]:
    stream.seek(0)
    header = stream.read(_HEADER_BYTES)
    (shift,) = struct.unpack_from("<H", header, 30)
    (sector,) = struct.unpack_from("<I", header, 48)
    fats = struct.unpack_from(f"<{_FIRST_FATS}I", header, 76)
    if shift not in {9, 12}:
        raise ValueError("sectors of an unknown size")
    size = 1 << shift
    for number in range(_MOST_SECTORS):
        data = _sector(stream, sector, size)
        for at in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            if number == at == 0 and kind != _ROOT:
                raise ValueError("no directory")
            if kind in _USED and 2 <= length <= 64:
                yield data[at : at + length - 2].decode("utf-16-le").casefold()
        fat, place = divmod(sector, size // 4)
        if fat >= _FIRST_FATS:
            return
        (sector,) = struct.unpack_from("<I", _sector(stream, fats[fat], size), place * 4)
        if sector >= _LAST_SECTOR:
            return


def _sector(stream: BinaryIO, number: int, size: int) -> bytes:
    stream.seek((number + 1) * size)
    return stream.read(size)
