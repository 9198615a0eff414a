"""Writes `outcome.csv` and `rejected.csv` row by row into temporary files, so that memory stays flat.

Both come as the upload is written, so that the program that made it opens them: with its separator, and in its encoding
where that holds every character of the file (`report.csv_form`), else in UTF-8.
"""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Sequence
from types import TracebackType
from typing import BinaryIO, Final, Self, cast

from report.csv_form import MARKS, UTF_8, CsvForm
from report.row_results import RowResult
from roster.cells import csv_row, original_cell
from roster.outside_text import shown_text

OUTCOME_COLUMNS: Final = ("line", "username", "outcome", "reason", "user_id", "changes")

_MEMORY_BYTES: Final = 2_000_000
"""How much of a file is kept in memory before it goes to the disk."""

_PIECE_BYTES: Final = 65_536

ERROR_COLUMN: Final = "error"
"""The last column of `rejected.csv`."""


class CsvFile:
    """A CSV file that is written once; gone when the `with` statement ends.

    Args:
        form: how it shall be written.
    """

    def __init__(self, form: CsvForm) -> None:
        self._codec = form.codec
        self._encoded = temporary_file()
        self._separator = form.separator
        self._encoded.write(MARKS[UTF_8])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._encoded.close()

    def write_row(self, cells: Sequence[object]) -> None:
        """Write one row, safe to open in a spreadsheet."""
        text = csv_row(cells, self._separator)
        if self._codec != UTF_8 and not text.isascii():
            try:
                text.encode(self._codec)
            except UnicodeEncodeError:
                self._codec = UTF_8
        self._encoded.write(text.encode("utf-8", "replace"))  # half a character, which nothing can write, is a `?`

    def finish(self) -> tuple[BinaryIO, str]:
        """Return the whole file, at its beginning, and Python's name for its encoding."""
        self._encoded.seek(0)
        if self._codec != UTF_8:
            self._encoded = self._in_upload_encoding()
        return self._encoded, self._codec

    def _in_upload_encoding(self) -> BinaryIO:
        """Write the file anew: only at its end it is known whether the encoding has all of its characters."""
        file = temporary_file()
        file.write(MARKS.get(self._codec, b""))
        with self._encoded as source:
            source.read(len(MARKS[UTF_8]))
            left = b""
            while data := left + source.read(_PIECE_BYTES):
                text, used = codecs.utf_8_decode(data)
                left = data[used:]
                file.write(text.encode(self._codec))
        file.seek(0)
        return file


class OutcomeCsv(CsvFile):
    """`outcome.csv`: what became of every row; an agent that the file no longer lists has no line number."""

    def __init__(self, form: CsvForm) -> None:
        super().__init__(form)
        self.write_row(OUTCOME_COLUMNS)

    def add(self, row: RowResult) -> None:
        """Write one row."""
        texts = (row.username, row.outcome, row.reason, row.user_id, row.change_text)
        self.write_row([row.line if row.listed else "", *map(shown_text, texts)])


class RejectedCsv(CsvFile):
    """`rejected.csv`: the rows to mend, in the file's own columns and with what is wrong.

    It is itself a directory: mended and uploaded it continues where the import stopped.
    """

    def __init__(self, form: CsvForm) -> None:
        super().__init__(form)
        self._column_indexes: list[int] | None = None

    def add(self, row: RowResult) -> None:
        """Write one row if it is to be mended."""
        if not row.to_mend:
            return
        indexes = self._write_header(row.columns)
        cells = [row.cells[index] if index < len(row.cells) else "" for index in indexes]
        # The row's own cells are data, to be mended and read again: they mean what they meant, whatever is in them.
        self.write_row([*map(original_cell, cells), shown_text(row.reason)])

    def finish(self) -> tuple[BinaryIO, str]:
        """Return the whole file, with a header at least, and its encoding."""
        self._write_header([])
        return super().finish()

    def _write_header(self, columns: Sequence[str]) -> list[int]:
        """Write the header unless it is written; return which of the file's columns are in it."""
        if self._column_indexes is None:
            # An upload that is itself a mended rejected.csv still has its old errors.
            self._column_indexes = [
                index for index, name in enumerate(columns) if name.strip().casefold() != ERROR_COLUMN
            ]
            self.write_row([*(columns[index] for index in self._column_indexes), ERROR_COLUMN])
        return self._column_indexes


def temporary_file() -> BinaryIO:
    """Return a file that goes to the disk when it grows, and is gone once it is closed."""
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES))
