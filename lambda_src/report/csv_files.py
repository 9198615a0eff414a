"""Writes `outcome.csv` and `rejected.csv` row by row into temporary files, so that memory stays flat."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, Protocol, cast

from report.row_results import RowResult
from roster.cells import safe_cell

OUTCOME_COLUMNS: Final = ("line", "username", "outcome", "reason", "user_id")

_MEMORY_BYTES: Final = 2_000_000
"""How much of a file is kept in memory before it goes to the disk."""

_ERROR: Final = "error"
"""The last column of `rejected.csv`."""


class _Writer(Protocol):
    def writerow(self, row: Sequence[object], /) -> object: ...


class OutcomeCsv:
    """`outcome.csv`: what became of every row; an agent that the file no longer lists has no line number."""

    def __init__(self, file: BinaryIO) -> None:
        self._text, self._writer = _csv_writer(file)
        self._writer.writerow(OUTCOME_COLUMNS)

    def add(self, row: RowResult) -> None:
        """Write one row."""
        texts = (row.username, row.outcome, row.reason, row.user_id)
        self._writer.writerow([row.line if row.listed else "", *map(safe_cell, texts)])

    def finish(self) -> None:
        """Write what is buffered."""
        self._text.flush()


class RejectedCsv:
    """`rejected.csv`: the rows to mend, in the file's own columns and with what is wrong.

    It is itself a directory: mended and uploaded it continues where the import stopped.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._text, self._writer = _csv_writer(file)
        self._column_indexes: list[int] | None = None

    def add(self, row: RowResult) -> None:
        """Write one row if it is to be mended."""
        if not row.to_mend:
            return
        indexes = self._write_header(row.columns)
        cells = [row.cells[index] if index < len(row.cells) else "" for index in indexes]
        self._writer.writerow([*map(safe_cell, cells), safe_cell(row.reason)])

    def finish(self) -> None:
        """Write what is buffered."""
        self._write_header([])
        self._text.flush()

    def _write_header(self, columns: Sequence[str]) -> list[int]:
        """Write the header unless it is written; return which of the file's columns are in it."""
        if self._column_indexes is None:
            # An upload that is itself a mended rejected.csv still has its old errors.
            self._column_indexes = [index for index, name in enumerate(columns) if name.strip().casefold() != _ERROR]
            self._writer.writerow([*(safe_cell(columns[index]) for index in self._column_indexes), _ERROR])
        return self._column_indexes


@contextmanager
def temporary_file() -> Iterator[BinaryIO]:
    """Give a file that goes to the disk when it grows, and is gone afterwards."""
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as file:
        yield cast("BinaryIO", file)


def _csv_writer(file: BinaryIO) -> tuple[io.TextIOWrapper, _Writer]:
    # With a byte order mark, or Excel reads UTF-8 as the system's own encoding.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    return text, csv.writer(text)
