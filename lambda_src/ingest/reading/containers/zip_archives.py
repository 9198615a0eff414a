"""Tells what a zip archive is: a workbook, another spreadsheet, a list that was packed, or something else. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Final
from xml.etree.ElementTree import ParseError

from ingest.reading.columns import Header
from ingest.reading.containers.refusals import EXPORT_NUMBERS, NUMBERS, ODS, UNPACK, XLSB, refuse, refuse_damaged
from ingest.reading.staff_words import named_like_people
from ingest.reading.text import UnreadableError
from ingest.reading.workbook.archive import Archive
from ingest.reading.workbook.package import content_type, main_part
from ingest.reading.workbook.safe_xml import DAMAGED

Find = Callable[[bytes, str], Header | None]
"""Finds a header in the first bytes of a file, which has a name."""

_ODS_TYPES: Final = (b"application/vnd.oasis.opendocument.spreadsheet", b"application/vnd.sun.xml.calc")
_PARTS_OF_SPREADSHEETS: Final = (b"xl/", b"[Content_Types].xml", *_ODS_TYPES)
_SPREADSHEET_TYPES: Final = ("spreadsheetml", "ms-excel")
_IWORK: Final = ".iwa"
_TABLES_OF_IWORK: Final = "index/tables/"
_OTHER_IWORK: Final = (".pages", ".key")
_TEXTS: Final = (".csv", ".tsv", ".tab", ".txt", ".prn", ".asc")
_SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
_MOST_LOOKED_INTO: Final = 200
_LOOKED_AT: Final = 65_536
_LONGEST_TYPE: Final = 100
_WORKBOOK_FOLDER: Final = "xl/"
_WORKBOOK_PARTS: Final = ("workbook.xml", "workbook.bin")


def judge_zip(stream: BinaryIO, head: bytes, key: str, find: Find) -> Header | bool:
    """Judge an archive.

    Args:
        stream: the file.
        head: its first bytes.
        key: its name.
        find: looks into texts that are packed.

    Returns:
        True for a workbook that can be read, False for what is no list, or why it is refused.
    """
    try:
        archive = Archive(stream)
    except UnreadableError as error:
        suspect = any(part in head for part in _PARTS_OF_SPREADSHEETS) or named_like_people(key)
        return refuse_damaged(str(error)) if suspect else False
    try:
        return _judge(archive, key, find)
    except UnreadableError as error:
        return refuse_damaged(str(error))
    except ParseError:
        return refuse_damaged(DAMAGED)
    finally:
        archive.close()


def _judge(archive: Archive, key: str, find: Find) -> Header | bool:
    if "mimetype" in archive:
        is_sheet = archive.beginning("mimetype", _LONGEST_TYPE).startswith(_ODS_TYPES)
        return refuse(ODS) if is_sheet else False
    names = [name.casefold() for name in archive.names]
    if (part := main_part(archive)) is not None:
        return _judge_document(part, content_type(archive, part))
    if any(name.startswith(_WORKBOOK_FOLDER) for name in names):
        return refuse_damaged(DAMAGED)
    if any(name.endswith(_IWORK) for name in names):
        has_tables = any(_TABLES_OF_IWORK in name for name in names)
        return refuse(NUMBERS, EXPORT_NUMBERS) if has_tables and not key.casefold().endswith(_OTHER_IWORK) else False
    return _judge_packed(archive, find)


def _judge_document(part: str, kind: str) -> Header | bool:
    """Judge an Office document by the name and the content type of the part that it begins with."""
    if not any(word in kind for word in _SPREADSHEET_TYPES) and not part.casefold().endswith(_WORKBOOK_PARTS):
        return False
    return refuse(XLSB) if "binary" in kind or part.casefold().endswith(".bin") else True


def _judge_packed(archive: Archive, find: Find) -> Header | bool:
    lists = [name for name in archive.names if name.casefold().endswith(_SPREADSHEETS)]
    texts = [name for name in archive.names if name.casefold().endswith(_TEXTS)]
    lists += [name for name in texts[:_MOST_LOOKED_INTO] if _may_be_list(archive, name, find)]
    if not lists:
        return False
    more = f" and {len(lists) - 1} more" if len(lists) > 1 else ""
    return refuse(f"an archive with '{lists[0]}'{more} in it", UNPACK)


def _may_be_list(archive: Archive, name: str, find: Find) -> bool:
    return archive.is_encrypted(name) or find(archive.beginning(name, _LOOKED_AT), name) is not None
