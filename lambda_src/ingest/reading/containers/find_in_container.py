"""Finds the header of a list in a file that is no text. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from ingest.reading.columns import Header
from ingest.reading.containers.first_bytes import OLD_EXCEL, OLE_MAGIC, OTHER_ARCHIVES, unzipped
from ingest.reading.containers.ole import judge_ole
from ingest.reading.containers.refusals import UNCOMPRESS, UNPACK, XLS, refuse, refuse_damaged
from ingest.reading.containers.zip_archives import Find, judge_zip
from ingest.reading.dialect import GZIP_MAGIC
from ingest.reading.staff_words import named_like_people
from ingest.reading.text import UnreadableError


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
        inside = unzipped(head)
        suspect = inside.startswith((OLE_MAGIC, *OLD_EXCEL)) or b"xl/" in inside or named_like_people(key)
        return refuse("a compressed workbook or archive", UNCOMPRESS) if suspect else None
    if head.startswith(OLE_MAGIC):
        return judge_ole(stream)
    if head.startswith(OLD_EXCEL):
        return refuse(XLS)
    if head.startswith(OTHER_ARCHIVES):
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
