"""Writes the tables of a report line by line, into temporary files, so that memory stays flat."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, Protocol, cast

from report.lines import ReportLine
from roster.cells import safe_cell

OUTCOME_COLUMNS: Final = ("line", "username", "outcome", "reason", "user_id")

_MEMORY_BYTES: Final = 2_000_000
"""How much of a file is kept in memory before it goes to the disk."""

_ERROR: Final = "error"


class _Writer(Protocol):
    def writerow(self, row: Sequence[object], /) -> object: ...


class OutcomeFile:
    """`outcome.csv`: what became of every line; an agent that the file no longer lists has no line number."""

    def __init__(self, file: BinaryIO) -> None:
        self._text, self._writer = _csv_writer(file)
        self._writer.writerow(OUTCOME_COLUMNS)

    def add(self, line: ReportLine) -> None:
        """Write one line."""
        texts = (line.username, line.outcome, line.reason, line.user_id)
        self._writer.writerow([line.line if line.listed else "", *map(safe_cell, texts)])

    def finish(self) -> None:
        """Write what is buffered."""
        self._text.flush()


class RejectedFile:
    """`rejected.csv`: the rows to mend, in the file's own columns and with what is wrong.

    It is itself a directory: mended and uploaded it continues where the import stopped.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._text, self._writer = _csv_writer(file)
        self._kept: list[int] | None = None

    def add(self, line: ReportLine) -> None:
        """Write one line if it is to be mended."""
        if not line.to_mend:
            return
        kept = self._begin(line.columns)
        cells = [line.cells[index] if index < len(line.cells) else "" for index in kept]
        self._writer.writerow([*map(safe_cell, cells), safe_cell(line.reason)])

    def finish(self) -> None:
        """Write what is buffered."""
        if self._kept is None:
            self._begin([])
        self._text.flush()

    def _begin(self, columns: Sequence[str]) -> list[int]:
        if self._kept is None:
            # A file that was itself a mended one brings the errors of last time along.
            self._kept = [index for index, name in enumerate(columns) if name.strip().casefold() != _ERROR]
            self._writer.writerow([*(safe_cell(columns[index]) for index in self._kept), _ERROR])
        return self._kept


@contextmanager
def scratch_file() -> Iterator[BinaryIO]:
    """Give a file that goes to the disk when it grows, and is gone afterwards."""
    with tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES) as file:
        yield cast("BinaryIO", file)


def _csv_writer(file: BinaryIO) -> tuple[io.TextIOWrapper, _Writer]:
    # With a byte order mark, or Excel reads UTF-8 as the system's own encoding.
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    return text, csv.writer(text)
