"""Opens a workbook: its sheets, in their order, and what their cells refer to. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final
from xml.etree import ElementTree

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from ingest.reading.text import UnreadableError
from ingest.reading.workbook.archive import Archive
from ingest.reading.workbook.package import elements, local_name, main_part, read_links
from ingest.reading.workbook.safe_xml import DAMAGED, SafeXml
from ingest.reading.workbook.shared_strings import SharedStrings
from ingest.reading.workbook.styles import read_formats

MAX_SHEETS: Final = 255
_TRUE: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of cells: its name, the part that holds it, and whether people see it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """An open workbook.

    Attributes:
        archive: its parts.
        sheets: its sheets of cells; those of charts are left out.
        strings: the texts that cells refer to.
        formats: the code of each style's number format.
        epoch: the day that dates are counted from.
    """

    archive: Archive
    sheets: tuple[Sheet, ...]
    strings: SharedStrings
    formats: list[str]
    epoch: datetime

    def open_sheet(self, sheet: Sheet) -> SafeXml:
        """Open the part of a sheet.

        Raises:
            UnreadableError: it can't be read, or unpacks to too much.
        """
        return self.archive.open_xml(sheet.part, unit="row")


@contextmanager
def open_book(stream: BinaryIO) -> Iterator[Book]:
    """Open a workbook.

    Args:
        stream: the file, which can seek.

    Raises:
        UnreadableError: it can't be read, or exceeds a limit; the message says what to do.
    """
    archive = Archive(stream)
    try:
        archive.check_size()
        workbook = main_part(archive)
        if workbook is None:
            raise UnreadableError(DAMAGED)
        sheets, epoch = _read_workbook(archive, workbook)
        links = read_links(archive, workbook)
        styles = next((link.target for link in links.values() if link.kind == "styles"), None)
        formats = read_formats(archive.open_xml(styles)) if styles is not None and styles in archive else []
        texts = next((link.target for link in links.values() if link.kind == "sharedStrings"), None)
        source = archive.open_xml(texts, unit="si") if texts is not None and texts in archive else None
        strings = SharedStrings(source)
        try:
            yield Book(archive, sheets, strings, formats, epoch)
        finally:
            strings.close()
    except ElementTree.ParseError as error:
        raise UnreadableError(DAMAGED) from error
    finally:
        archive.close()


def _read_workbook(archive: Archive, workbook: str) -> tuple[tuple[Sheet, ...], datetime]:
    links = read_links(archive, workbook)
    epoch = CALENDAR_WINDOWS_1900
    sheets: list[Sheet] = []
    for element in elements(archive.open_xml(workbook)):
        if local_name(element) == "workbookPr" and element.get("date1904") in _TRUE:
            epoch = CALENDAR_MAC_1904
        elif local_name(element) == "sheet":
            id_ = next((value for name, value in element.items() if name.rpartition("}")[2] == "id"), "")
            link = links.get(id_)
            if link is not None and link.kind == "worksheet" and link.target in archive:
                hidden = element.get("state", "visible") != "visible"
                sheets.append(Sheet(element.get("name", ""), link.target, hidden))
    if len({sheet.name.casefold() for sheet in sheets}) < len(sheets):
        raise UnreadableError(DAMAGED)  # spreadsheets let no two sheets have the same name
    if len(sheets) > MAX_SHEETS:
        raise UnreadableError(f"the workbook has more than {MAX_SHEETS} sheets; copy the list into a new workbook")
    return tuple(sheets), epoch
