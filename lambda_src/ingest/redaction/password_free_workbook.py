"""Makes a new workbook that has one sheet's table without its passwords. Pure.

A workbook keeps what its cells say in many places: texts of deleted cells, caches of pivot tables, comments, older
versions. So nothing is taken over but the texts of the cells that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.dialect import SheetPlace
from ingest.reading.header_likeness import is_header
from ingest.reading.line_numbers import LineNumbers
from ingest.reading.missing_values import NOT_CALCULATED
from ingest.reading.password_rule import looks_like_password
from ingest.reading.password_words import speaks_of_passwords
from ingest.reading.text import UnreadableError
from ingest.reading.workbook.book import Book, open_book
from ingest.reading.workbook.package import content_type, main_part
from ingest.reading.workbook.sheet_rows import SheetRow, SheetRows
from ingest.redaction.workbook_writer import write_workbook

_LONGEST_HEADER: Final = 60
_REMEMBERED_CELLS: Final = 10_000


class PasswordFreeWorkbook:
    """A workbook with the cells of a table, but for those that may hold passwords.

    Left out are the columns of passwords, below another header also that one's, cells to the right of the header's,
    rows above it, and cells that repeat a password of their row. If the sheet can't be read any more from some row on,
    the copy ends there.

    Args:
        stream: the workbook, which can seek.
        header: the table's header.
        place: the sheet that it stands on.

    Attributes:
        left_out: no lines, as a workbook says where each of its cells stands.
        cut_at: the row before which the content ends, once all of it was read; None if it is whole.
        is_too_long: no, as what is read of a workbook is bounded.
    """

    def __init__(self, stream: BinaryIO, header: Header, place: SheetPlace) -> None:
        self.left_out = LineNumbers()
        self.cut_at: int | None = None
        self.is_too_long = False
        self._stream = stream
        self._header = header
        self._place = place
        self._emptied = set(header.passwords)
        self._speaks = _SpeaksOfPasswords()

    def is_needed(self) -> bool:
        """Whether there is anything to take out: a filled cell, another sheet with passwords, an unreadable rest."""
        if self._place.passwords_elsewhere:
            return True
        with open_book(self._stream) as book:
            for row in self._rows(book):
                self._look_for_header(row)
                filled = (index for index, cell in enumerate(row.cells) if cell.strip())
                if row.number > self._header.last_line and not self._emptied.isdisjoint(filled):
                    return True
        return self.cut_at is not None

    def pieces(self) -> Iterator[bytes]:
        """Yield the new workbook."""
        with open_book(self._stream) as book:
            kind = content_type(book.archive, main_part(book.archive) or "")
            yield from write_workbook(self._place.name, self._cleaned(book), content_type=kind)

    def _cleaned(self, book: Book) -> Iterator[tuple[int, list[str]]]:
        for row in self._rows(book):
            if row.number == self._header.last_line:
                yield row.number, row.cells[: len(self._header.names)]
            elif row.number > self._header.last_line:
                self._look_for_header(row)
                yield row.number, self._without_passwords(row.cells[: len(self._header.names)])

    def _rows(self, book: Book) -> Iterator[SheetRow]:
        line = 1
        try:
            sheet = next(sheet for sheet in book.sheets if sheet.name == self._place.name)
            with closing(SheetRows(book, sheet)) as rows:
                for row in rows:
                    yield row
                    line = row.number + 1
        except UnreadableError:
            self.cut_at = line

    def _look_for_header(self, row: SheetRow) -> None:
        """Take note of columns of passwords of another header, further down."""
        found = [index for index, cell in enumerate(row.cells) if self._speaks[cell]]
        if found and row.number > self._header.last_line and is_header(row.cells, found):
            self._emptied.update(found)

    def _without_passwords(self, cells: Sequence[str]) -> list[str]:
        taken = [cell.strip() for index, cell in enumerate(cells) if index in self._emptied]
        secrets = [text for text in taken if looks_like_password(text)]
        return [
            ""
            if index in self._emptied or cell == NOT_CALCULATED or any(secret in cell for secret in secrets)
            else cell
            for index, cell in enumerate(cells)
        ]


class _SpeaksOfPasswords(dict[str, bool]):
    """A dict of cell → whether it may be the header of a column of passwords."""

    def __missing__(self, cell: str) -> bool:
        found = 0 < len(cell) <= _LONGEST_HEADER and not looks_like_password(cell) and speaks_of_passwords(cell)
        if len(self) < _REMEMBERED_CELLS:
            self[cell] = found
        return found
