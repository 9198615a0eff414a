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
_PARTS_OF_SPREADSHEETS: Final = (b"xl/", *_ODS_TYPES)
_SPREADSHEET_TYPES: Final = ("spreadsheetml", "ms-excel")
_IWORK: Final = ".iwa"
_TABLES_OF_IWORK: Final = "index/tables/"
_OTHER_IWORK: Final = (".pages", ".key")
_TEXTS: Final = (".csv", ".tsv", ".tab", ".txt", ".prn", ".asc")
_SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
_MOST_LOOKED_INTO: Final = 50
_LOOKED_AT: Final = 65_536


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
        is_sheet = archive.beginning("mimetype", 100).startswith(_ODS_TYPES)
        return refuse(ODS) if is_sheet else False
    if (part := main_part(archive)) is not None:
        kind = content_type(archive, part)
        if not any(word in kind for word in _SPREADSHEET_TYPES):
            return False
        return refuse(XLSB) if "binary" in kind else True
    names = archive.names
    if any(name.endswith(_IWORK) for name in names):
        has_tables = any(_TABLES_OF_IWORK in name.casefold() for name in names)
        return refuse(NUMBERS, EXPORT_NUMBERS) if has_tables and not key.casefold().endswith(_OTHER_IWORK) else False
    packed = [name for name in names if _may_be_list(archive, name, find)]
    if packed:
        more = f" and {len(packed) - 1} more" if len(packed) > 1 else ""
        return refuse(f"an archive with '{packed[0]}'{more} in it", UNPACK)
    return False


def _may_be_list(archive: Archive, name: str, find: Find) -> bool:
    small = name.casefold()
    if small.endswith(_SPREADSHEETS):
        return True
    if not small.endswith(_TEXTS):
        return False
    if archive.is_encrypted(name):
        return True
    return find(archive.beginning(name, _LOOKED_AT), name) is not None
