"""Unpacks what is packed: gzip, zip and workbooks, also within one another and in Base64. Pure."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

_GZIP: Final = b"\x1f\x8b\x08"
_ZIP: Final = b"PK\x03\x04"
_GZIP_WINDOW: Final = 31
"""zlib's number for a stream of gzip."""

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
        stream = zlib.decompressobj(_GZIP_WINDOW)
        try:
            yield stream.decompress(content)
        except zlib.error:
            return
        content = stream.unused_data


def _members(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield b"\n".join([archive.comment, *(name.encode() for name in archive.namelist())])
            for member in archive.infolist():
                yield member.comment + member.extra
                yield archive.read(member)
    except (zipfile.BadZipFile, zlib.error):
        return


def _from_base64(text: bytes) -> Iterator[bytes]:
    standard = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        yield base64.b64decode(standard + b"=" * (-len(standard) % 4))
    except binascii.Error:
        return
