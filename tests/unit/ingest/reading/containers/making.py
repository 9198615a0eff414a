"""Makes files that are no text: OLE compound files, archives, and parts of iWork."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_FAT = 0xFFFFFFFD


def ole(*names: str, far: bool = False) -> bytes:
    """Write a compound file with streams of these names; `far`: the directory has a second sector, after the others."""
    entries = [_entry("Root Entry", 5), *(_entry(name, 2) for name in names)]
    entries += [bytes(128)] * (-len(entries) % 4)
    sectors = [entries[at : at + 4] for at in range(0, len(entries), 4)]
    # Sector 0 is the allocation table, those behind it the directory.
    places = [1 + 2 * number if far else 1 + number for number in range(len(sectors))]
    table = [_FREE] * 128
    table[0] = _FAT
    for place, following in zip(places, [*places[1:], _END], strict=True):
        table[place] = following
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIIII", 0, 1, places[0], 0, 4096, _END, 0, _END, 0, 0, _FREE)[:36]
    header = header[:76] + struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    body = bytearray(512 * (max(places) + 1))
    body[:512] = struct.pack("<128I", *table)
    for place, sector in zip(places, sectors, strict=True):
        body[512 * place : 512 * (place + 1)] = b"".join(sector)
    return header + bytes(body)


def _entry(name: str, kind: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + bytes(60)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()
