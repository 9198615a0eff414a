"""Reads the rows of a sheet, each cell as the text that people see in it. Pure.

`openpyxl` reads the cells. Its read-only worksheet says neither which rows are hidden nor which formulas were never
calculated, so its parser is driven from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from xml.etree import ElementTree

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import (
    COL_TAG,
    DATA_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)

from ingest.reading.missing_values import NOT_CALCULATED
from ingest.reading.text import MAX_ROW_BYTES, UnreadableError
from ingest.reading.workbook.book import Book, Sheet
from ingest.reading.workbook.number_formats import GENERAL, show_number
from ingest.reading.workbook.safe_xml import DAMAGED
from ingest.reading.workbook.shared_strings import text_of

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
"""Excel's limits of a sheet (Microsoft, "Excel specifications and limits")."""

MAX_CHARACTERS: Final = 300_000_000
"""Of all cells of a sheet. Many cells may name one long shared text, so that the parts' sizes are no bound."""

_TRUE: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet.

    Attributes:
        number: on the sheet, counting from 1.
        cells: from the first column to the last one that is filled.
        hidden: whether people do not see it.
        formulas: indexes of the cells that are calculated.
    """

    number: int
    cells: list[str]
    hidden: bool
    formulas: tuple[int, ...]


class SheetRows(WorkSheetParser):
    """Reads one sheet; rows without cells are left out.

    Args:
        book: the workbook.
        sheet: one of its sheets.

    Attributes:
        hidden_columns: ranges of columns that people do not see, their first and last one, counting from 1.

    Raises:
        UnreadableError: the sheet can't be read.
    """

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self._part = book.open_sheet(sheet)
        super().__init__(self._part, book.strings, data_only=True, epoch=book.epoch)
        self.hidden_columns: list[tuple[int, int]] = []
        self._formats = book.formats
        self._last = 0
        self._room = MAX_CHARACTERS

    def __iter__(self) -> Iterator[SheetRow]:
        """Yield the rows.

        Raises:
            UnreadableError: the sheet can't be read from here on.
        """
        data: Any = None
        try:
            for event, element in ElementTree.iterparse(self._part, ("start", "end")):  # noqa: S314 (SafeXml's)
                if event == "start":
                    data = element if element.tag == DATA_TAG else data
                elif element.tag == ROW_TAG:
                    row = self._read_row(element)
                    data.clear()
                    if row.cells:
                        yield row
                elif element.tag == COL_TAG:
                    if element.get("hidden") in _TRUE:
                        self.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
                elif element.tag == DATA_TAG:
                    return
        except (ElementTree.ParseError, ValueError, AttributeError) as error:
            if isinstance(error, UnreadableError):
                raise
            raise UnreadableError(DAMAGED) from error

    def close(self) -> None:
        """Close the sheet."""
        self._part.close()

    def _read_row(self, element: ElementTree.Element) -> SheetRow:
        self.row_counter = int(element.get("r") or self._last + 1)
        if not self._last < self.row_counter <= LAST_ROW:
            raise UnreadableError(f"row {self.row_counter} stands in the wrong place; {DAMAGED}")
        self._last, self.col_counter = self.row_counter, 0
        cells: list[str] = []
        formulas: list[int] = []
        room = MAX_ROW_BYTES
        for child in element:
            column, text, calculated = self._read_cell(child)
            if column > LAST_COLUMN:
                raise UnreadableError(f"row {self.row_counter} has more than {LAST_COLUMN:,} columns; {DAMAGED}")
            if not text:
                continue
            room -= len(text)
            if room < 0:
                raise UnreadableError(f"row {self.row_counter} has more than {MAX_ROW_BYTES:,} characters; shorten it")
            cells += [""] * (column - len(cells))
            cells[column - 1] = text
            if calculated:
                formulas.append(column - 1)
        self._room -= MAX_ROW_BYTES - room
        if self._room < 0:
            raise UnreadableError(
                f"the sheet has more than {MAX_CHARACTERS:,} characters; delete columns that are not needed"
            )
        return SheetRow(self.row_counter, cells, element.get("hidden") in _TRUE, tuple(formulas))

    def _read_cell(self, element: ElementTree.Element) -> tuple[int, str, bool]:
        """Return a cell's column, counting from 1, its text, and whether it is calculated."""
        calculated = element.find(FORMULA_TAG) is not None
        kind = element.get("t")
        if kind == "inlineStr":
            inline = element.find(INLINE_STRING)
            return self._column(element), "" if inline is None else text_of(inline), calculated
        before = self.col_counter
        try:
            cell = self.parse_cell(element)
        except UnreadableError:
            raise
        except (ValueError, OverflowError):  # the value is none of its type
            self.col_counter = before
            return self._column(element), element.findtext(VALUE_TAG) or "", calculated
        if cell["value"] is None:
            # A formula whose value is an empty text has the type of a text.
            missing = calculated and (kind != "str" or element.find(VALUE_TAG) is None)
            return self.col_counter, NOT_CALCULATED if missing else "", calculated
        text = self._show(cell)
        return self.col_counter, unescape(text) if kind == "str" else text, calculated

    def _column(self, element: ElementTree.Element) -> int:
        place = element.get("r")
        self.col_counter = coordinate_to_tuple(place)[1] if place else self.col_counter + 1
        return self.col_counter

    def _show(self, cell: dict[str, Any]) -> str:
        value, kind = cell["value"], cell["data_type"]
        if kind == "n":
            style = int(cell["style_id"])
            code = self._formats[style] if 0 <= style < len(self._formats) else GENERAL
            try:
                return show_number(value, code, self.epoch)
            except (OverflowError, ValueError):
                return str(value)
        if kind == "b":
            return "TRUE" if value else "FALSE"
        if isinstance(value, datetime):
            return value.isoformat(" ").removesuffix(" 00:00:00")
        return str(value)
