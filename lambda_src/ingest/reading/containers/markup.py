"""Finds tables in web pages and XML that pass for workbooks; some systems name them .xls. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.containers.first_bytes import MIME
from ingest.reading.containers.refusals import OPEN_WEB_PAGE, WEB_PAGE, XML_SPREADSHEET, refuse
from ingest.reading.dialect import LAST_LINE, Dialect, Record
from ingest.reading.readings import find_in_readings

_XML_SPREADSHEETS: Final = (
    "urn:schemas-microsoft-com:office:spreadsheet",
    "application/vnd.oasis.opendocument.spreadsheet",
)
_PAGES_WITH_PARTS: Final = ("excel.sheet", "x:excelworkbook", "urn:schemas-microsoft-com:office:excel")
_CELLS: Final = frozenset({"td", "th"})


def judge_markup(text: str, key: str, column_names: Mapping[str, str] | None) -> Header | None:
    """Refuse a spreadsheet in XML, and a web page whose table lists people or may hold passwords; None for all else.

    Args:
        text: the file's beginning.
        key: its name.
        column_names: the deployment's own headers → columns.
    """
    small = text.lstrip().casefold()
    if small.startswith(MIME) and any(mark in small for mark in _PAGES_WITH_PARTS):
        return refuse(WEB_PAGE, OPEN_WEB_PAGE)
    if not small.startswith("<"):
        return None
    if any(mark in small for mark in _XML_SPREADSHEETS):
        return refuse(XML_SPREADSHEET)
    if "<tr" not in small:
        return None
    page = _Tables()
    page.feed(text)
    width = max(map(len, page.rows), default=0)
    records = [
        Record((*map(str.strip, cells), *[""] * (width - len(cells))), number, number)
        for number, cells in enumerate(page.rows[:LAST_LINE], start=1)
    ]
    found = find_in_readings([(Dialect(separator=""), records)], "", key, column_names) if records else None
    return refuse(WEB_PAGE, OPEN_WEB_PAGE) if found is not None else None


class _Tables(HTMLParser):
    """Gathers the rows of a page's tables."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._is_cell = False
        elif tag in _CELLS and self.rows:
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS or tag in {"tr", "table"}:
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] += data
