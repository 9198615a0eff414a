"""The content of a file without its passwords, everything else being as it was. Pure."""

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

Judged = tuple[RawRecord, set[int]]
"""A record, and the indexes of its cells that may hold a password."""


class PasswordFree:
    """A file whose cells that may hold passwords are empty.

    Where the file can't be read any more its content ends, as a password may stand anywhere behind.

    Args:
        stream: the file, at its beginning.
        header: its header, with columns of passwords.

    Attributes:
        cut_at: the line on which the content ends before the file does, once all of it was read; None if it is whole.
    """

    def __init__(self, stream: BinaryIO, header: Header) -> None:
        self.cut_at: int | None = None
        self._header = header
        self._suspects = PossiblePasswords(header)
        self._text = RawText(stream, header.dialect)

    def is_needed(self) -> bool:
        """Whether anything has to be taken out: a filled cell, or a rest that can't be read. Uses the content up."""
        for record, suspects in self._judged():
            if any(record.cells[index].strip() for index in suspects if index < len(record.cells)):
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
        for record, suspects in self._judged():
            if not begun:
                gathered.append(self._text.mark)
                begun = True
            text = without_cells(record, suspects, self._header.dialect.separator) if suspects else record.text
            gathered.append(text)
            amount += len(text)
            if amount >= _PIECE_CHARACTERS:
                yield self._text.encode("".join(gathered))
                gathered.clear()
                amount = 0
        yield self._text.encode("".join(gathered))

    def _judged(self) -> Iterator[Judged]:
        """Yield the records; each row waits for the next one, which may be the rest of it behind a line break."""
        waiting: list[RawRecord] = []
        before = 0
        for record in self._records():
            if record.line <= self._header.last_line:
                yield record, set()
            elif not record.cells or not waiting:
                waiting.append(record)
            else:
                yield from self._judge(waiting, before, len(record.cells))
                before = len(waiting[0].cells)
                waiting = [record]
        yield from self._judge(waiting, before, 0)

    def _judge(self, waiting: list[RawRecord], before: int, after: int) -> Iterator[Judged]:
        """Yield a row and the blank lines behind it, given how many cells its neighbours have."""
        for record in waiting:
            yield record, self._suspects.of(record.cells, before, after) if record.cells else set()

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
