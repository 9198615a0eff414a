"""Makes the content of a file without its passwords; everything else stays byte for byte as it is. Pure."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.text import UnreadableError
from ingest.redaction.possible_passwords import PossiblePasswords
from ingest.redaction.raw_records import RawRecord, RawText, without_cells

_PIECE_CHARACTERS: Final = 65_536

CheckedRecord = tuple[RawRecord, set[int]]
"""A record, and the indexes of its cells that may hold a password."""


class PasswordFreeCopy:
    """A copy of a file in which all cells that may hold passwords are empty.

    If the file can't be read any more from some record on, the copy ends there, since passwords may stand behind it.

    Args:
        stream: the file, at its beginning.
        header: its header, with columns of passwords.

    Attributes:
        cut_at: the line on which the content ends before the file does, once all of it was read; None if it is whole.
    """

    def __init__(self, stream: BinaryIO, header: Header) -> None:
        self.cut_at: int | None = None
        self._header = header
        self._possible_passwords = PossiblePasswords(header)
        self._text = RawText(stream, header.dialect)

    def is_needed(self) -> bool:
        """Whether anything has to be taken out: a filled cell, or a rest that can't be read. Reads the file through."""
        for record, indexes in self._checked_records():
            if any(record.cells[index].strip() for index in indexes if index < len(record.cells)):
                return True
        return self.cut_at is not None

    def pieces(self) -> Iterator[bytes]:
        """Yield the content, compressed if the file is."""
        if not self._header.dialect.gzipped:
            yield from self._encoded()
            return
        sink = io.BytesIO()
        with gzip.GzipFile(fileobj=sink, mode="wb", mtime=0) as compressed:  # the same file gives the same copy
            for piece in self._encoded():
                compressed.write(piece)
                yield _drained(sink)
        yield _drained(sink)

    def _encoded(self) -> Iterator[bytes]:
        gathered: list[str] = []
        amount = 0
        begun = False
        for record, indexes in self._checked_records():
            if not begun:
                gathered.append(self._text.mark)
                begun = True
            text = without_cells(record, indexes, self._header.dialect.separator) if indexes else record.text
            gathered.append(text)
            amount += len(text)
            if amount >= _PIECE_CHARACTERS:
                yield self._text.encode("".join(gathered))
                gathered.clear()
                amount = 0
        yield self._text.encode("".join(gathered))

    def _checked_records(self) -> Iterator[CheckedRecord]:
        """Yield the records.

        Each row waits for the next one, because the two may be one row that a line break has cut.
        """
        waiting: list[RawRecord] = []
        before = 0
        for record in self._records():
            if record.line <= self._header.last_line:
                yield record, set()
            elif not record.cells or not waiting:
                waiting.append(record)
            else:
                yield from self._check(waiting, before, len(record.cells))
                before = len(waiting[0].cells)
                waiting = [record]
        yield from self._check(waiting, before, 0)

    def _check(self, waiting: list[RawRecord], before: int, after: int) -> Iterator[CheckedRecord]:
        """Yield a row and the blank lines behind it, given how many cells its neighbours have."""
        for record in waiting:
            yield record, self._possible_passwords.indexes(record.cells, before, after) if record.cells else set()

    def _records(self) -> Iterator[RawRecord]:
        try:
            yield from self._text.records()
        except UnreadableError:
            self.cut_at = self._text.line


def _drained(sink: io.BytesIO) -> bytes:
    data = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return data
