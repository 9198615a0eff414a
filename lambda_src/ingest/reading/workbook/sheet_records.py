"""Reads the sheet of a workbook that holds a table, row by row. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import BinaryIO

from ingest.reading.columns import Header
from ingest.reading.dialect import SheetPlace
from ingest.reading.line_numbers import LineNumbers
from ingest.reading.records import FileRecord
from ingest.reading.text import UnreadableError
from ingest.reading.workbook.book import open_book
from ingest.reading.workbook.safe_xml import DAMAGED
from ingest.reading.workbook.sheet_rows import SheetRow, SheetRows


class SheetRecords:
    """The records of one sheet: each has as many cells as the header, and its line is its row on the sheet.

    Args:
        stream: the workbook.
        header: the table's header.
        place: where the table stands.
    """

    def __init__(self, stream: BinaryIO, header: Header, place: SheetPlace) -> None:
        self._stream = stream
        self._header = header
        self._place = place
        self._used = frozenset({*header.kept, *header.initial_passwords})
        self._hidden = LineNumbers()
        self._calculated = LineNumbers()
        self._beyond = LineNumbers()
        self._hidden_columns: list[str] = []

    @property
    def encoding(self) -> str:
        """That of the XML in it, which every character fits."""
        return self._header.dialect.encoding

    def __iter__(self) -> Iterator[FileRecord]:
        """Yield the rows that have cells.

        Raises:
            UnreadableError: the workbook can't be read from here on.
        """
        width = len(self._header.names)
        with open_book(self._stream) as book:
            sheet = next((sheet for sheet in book.sheets if sheet.name == self._place.name), None)
            if sheet is None:
                raise UnreadableError(DAMAGED)
            with closing(SheetRows(book, sheet)) as rows:
                for row in rows:
                    if row.number > self._header.last_line:
                        self._note(row, width)
                    cells = row.cells[:width]
                    cells += [""] * (width - len(cells))
                    yield FileRecord(row.number, row.number, cells, "fit", None)
                self._hidden_columns = self._columns_within(rows.hidden_columns)

    def notices(self) -> Iterator[str]:
        """Yield what people do not see on the sheet and was read, and what was not read."""
        if self._hidden:
            yield f"Rows that are hidden or filtered out were read as well: {self._hidden}."
        if self._hidden_columns:
            yield f"Columns that are hidden were read as well: {', '.join(self._hidden_columns)}."
        if self._calculated:
            yield (
                "Cells with a formula were read as the workbook last showed them, without calculating them anew, on "
                f"line {self._calculated}."
            )
        if self._beyond:
            yield f"Nothing was read from cells to the right of the header's columns, on line {self._beyond}."

    def _note(self, row: SheetRow, width: int) -> None:
        if row.hidden:
            self._hidden.add(row.number)
        if not self._used.isdisjoint(row.formulas):
            self._calculated.add(row.number)
        if len(row.cells) > width:
            self._beyond.add(row.number)

    def _columns_within(self, ranges: Sequence[tuple[int, int]]) -> list[str]:
        return [
            f"'{self._header.names[index].strip()}'"
            for index in sorted(self._used)
            if any(first <= index + 1 <= last for first, last in ranges)
        ]
