"""Finds the header of a list in a file that is no text. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.containers.ole import OLE_MAGIC, judge_ole
from ingest.reading.containers.refusals import UNCOMPRESS, UNPACK, XLS, refuse, refuse_damaged
from ingest.reading.containers.zip_archives import Find, judge_zip
from ingest.reading.dialect import GZIP_MAGIC, unzipped_head
from ingest.reading.staff_words import named_like_people
from ingest.reading.text import UnreadableError

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07")
# The beginning of a workbook of Excel 2 to 4, and of one that lacks the container that later ones have.
_OLD_EXCEL: Final = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_CONTAINERS: Final = (*_ZIP, OLE_MAGIC, *_OTHER_ARCHIVES, *_OLD_EXCEL)
_ENOUGH: Final = 4_096


def is_container(head: bytes) -> bool:
    """Whether a file is told by its first bytes to be an archive, a workbook, or one of these compressed."""
    return head.startswith(_CONTAINERS) or _unzipped(head).startswith(_CONTAINERS)


def find_in_container(
    stream: BinaryIO, head: bytes, key: str, column_names: Mapping[str, str] | None, find: Find
) -> Header | None:
    """Find the header of a list in an archive or a workbook.

    Args:
        stream: the file; is left anywhere.
        head: its first bytes.
        key: its name.
        column_names: the deployment's own headers → columns.
        find: looks into texts that are packed.

    Returns:
        The header of a table; one that says why the file is refused; None for what is no list.
    """
    if head.startswith(GZIP_MAGIC):
        inside = _unzipped(head)
        suspect = inside.startswith((OLE_MAGIC, *_OLD_EXCEL)) or b"xl/" in inside or named_like_people(key)
        return refuse("a compressed workbook or archive", UNCOMPRESS) if suspect else None
    if head.startswith(OLE_MAGIC):
        return judge_ole(stream)
    if head.startswith(_OLD_EXCEL):
        return refuse(XLS)
    if head.startswith(_OTHER_ARCHIVES):
        return refuse("an archive", UNPACK) if named_like_people(key) else None
    judged = judge_zip(stream, head, key, find)
    if not isinstance(judged, bool):
        return judged
    if not judged:
        return None
    # Loading openpyxl takes a fifth of a second, which only workbooks pay for.
    from ingest.reading.workbook.find_sheet import find_in_workbook

    try:
        return find_in_workbook(stream, key, column_names)
    except UnreadableError as error:
        return refuse_damaged(str(error))


def _unzipped(head: bytes) -> bytes:
    try:
        return unzipped_head(head, _ENOUGH)
    except zlib.error:
        return b""
