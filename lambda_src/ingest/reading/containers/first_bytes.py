"""Tells by a file's first bytes whether what looks into files that are no plain text has to be loaded. Pure."""

from __future__ import annotations

import zlib
from typing import Final

from ingest.reading.dialect import unzipped_head

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
OLD_EXCEL: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
"""The beginning of a workbook of Excel 2 to 4, and of one that lacks the container that later ones have."""

MIME: Final = "mime-version:"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_CONTAINERS: Final = (*_ZIP, OLE_MAGIC, *OTHER_ARCHIVES, *OLD_EXCEL)
_ENOUGH: Final = 4_096


def is_container(head: bytes) -> bool:
    """Whether a file is told by its first bytes to be an archive, a workbook, or one of these compressed."""
    return head.startswith(_CONTAINERS) or unzipped(head).startswith(_CONTAINERS)


def may_be_markup(text: str) -> bool:
    """Whether a text begins as a web page, as one with parts, or as XML does."""
    return text.lstrip()[: len(MIME)].casefold().startswith(("<", MIME))


def unzipped(head: bytes) -> bytes:
    """Return the beginning of what a gzip file's first bytes hold; nothing if they are none or broken."""
    try:
        return unzipped_head(head, _ENOUGH)
    except zlib.error:
        return b""
