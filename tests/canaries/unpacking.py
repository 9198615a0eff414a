"""Unpacks what is packed: gzip, zip and workbooks, also within one another and in Base64. Pure."""

from __future__ import annotations

import base64
import binascii
import contextlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

_GZIP: Final = b"\x1f\x8b\x08"
_ZIP: Final = b"PK\x03\x04"
_GZIP_WINDOW: Final = 31
"""zlib's number for a stream of gzip."""

_BARE_WINDOW: Final = -15
"""zlib's number for a stream without a header, as in a zip."""

_MEMBER: Final = re.compile(re.escape(_ZIP) + rb"(.{26})", re.DOTALL)
"""The header in front of a member of a zip, up to its name: APPNOTE.TXT 4.3.7."""

_DEEPEST: Final = 4
_PACKED_IN_BASE64: Final = re.compile(rb"(?:H4sI|UEsDB)[A-Za-z0-9+/_-]{24,}={0,2}")


def contents(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """Yield a content and everything that is packed in it, as far as it can be unpacked."""
    yield content
    if depth == _DEEPEST:
        return
    for packed in _packed_in(content):
        yield from contents(packed, depth + 1)


def _packed_in(content: bytes) -> Iterator[bytes]:
    if content.startswith(_GZIP):
        yield from _gunzipped(content)
    elif content.startswith(_ZIP):
        yield from _members(content)
    else:
        for match in _PACKED_IN_BASE64.finditer(content):
            yield from _from_base64(match[0])


def _gunzipped(content: bytes) -> Iterator[bytes]:
    """Yield what each stream of gzip holds, up to where it is damaged or cut off."""
    while content.startswith(_GZIP):
        held, content = _inflated(content, _GZIP_WINDOW)
        yield held


def _members(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield b"\n".join([archive.comment, *(name.encode() for name in archive.namelist())])
            for member in archive.infolist():
                yield member.comment + member.extra
                yield archive.read(member)
    except (zipfile.BadZipFile, zlib.error):
        yield from _members_of_what_is_damaged(content)


def _members_of_what_is_damaged(content: bytes) -> Iterator[bytes]:
    """Yield what each member of a zip holds, up to where that is damaged, or the zip cut off."""
    for match in _MEMBER.finditer(content):
        method, size, *lengths = struct.unpack("<4xH8xI4xHH", match[1])
        begin = match.end() + sum(lengths)
        if method == zipfile.ZIP_STORED:
            yield content[begin : begin + size]
        elif method == zipfile.ZIP_DEFLATED:
            # The size is 0 where it was not known yet as the header was written.
            yield _inflated(content[begin : begin + size if size else None], _BARE_WINDOW)[0]


def _inflated(content: bytes, window: int) -> tuple[bytes, bytes]:
    """Return what a stream holds, up to where it is damaged or cut off, and what stands behind it if it is neither."""
    stream = zlib.decompressobj(window)
    try:
        return stream.decompress(content), stream.unused_data
    except zlib.error:
        return _inflated_before_damage(content, window), b""


def _inflated_before_damage(content: bytes, window: int) -> bytes:
    """Byte by byte, as zlib keeps to itself what comes of a piece that has the damage."""
    stream, held = zlib.decompressobj(window), bytearray()
    with contextlib.suppress(zlib.error):
        for byte in content:
            held += stream.decompress(bytes([byte]))
    return bytes(held)


def _from_base64(text: bytes) -> Iterator[bytes]:
    standard = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        yield base64.b64decode(standard + b"=" * (-len(standard) % 4))
    except binascii.Error:
        return
