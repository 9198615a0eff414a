"""Makes the content of a file without its passwords; all that is beyond doubt stays byte for byte. Pure."""

from __future__ import annotations

import gzip
import io
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.doubtful_rows import judge
from ingest.reading.doubts import Finding
from ingest.reading.line_numbers import LineNumbers
from ingest.reading.text import UnreadableError
from ingest.redaction.raw_records import RawRecord, RawText, line_ends, without_cells

MAX_COPY_CHARACTERS: Final = 512 * 1024 * 1024
"""The longest text that is copied, so that one run of ingest can always do it: more than two million agents."""

_PIECE_CHARACTERS: Final = 65_536
_RECORD_CHARACTERS: Final = 64
"""What a record counts beside its text, in memory and in time, so that many blank lines are not without end."""


class PasswordFreeCopy:
    """A copy of a file in which the cells of passwords are empty, and the lines that are in doubt as a whole.

    If the file can't be read any more from some record on, the copy ends there, since passwords may stand behind it.
    It ends too where it would be longer than one run of ingest can surely copy.

    Args:
        stream: the file, at its beginning.
        header: its header, with columns of passwords.
        column_names: the deployment's own headers → columns.
        longest: how many characters are copied, each record counting 64 more.

    Attributes:
        is_too_long: whether the content ends before the file does because it would be too long.
        left_out: the lines that were emptied because they are in doubt, once all of the content was read.
        cut_at: the line on which the content ends before the file does, once all of it was read; None if it is whole.
    """

    def __init__(
        self,
        stream: BinaryIO,
        header: Header,
        column_names: Mapping[str, str] | None = None,
        *,
        longest: int = MAX_COPY_CHARACTERS,
    ) -> None:
        self.cut_at: int | None = None
        self.is_too_long = False
        self.left_out = LineNumbers()
        self._header = header
        self._column_names = column_names
        self._longest = longest
        self._text = RawText(stream, header.dialect)

    def is_needed(self) -> bool:
        """Whether anything has to be taken out: a filled cell, a line in doubt, or a rest that can't be read.

        It reads the file through.
        """
        for record, finding in self._judged_records():
            indexes = self._emptied(record, finding)
            if finding.doubt or any(record.cells[index].strip() for index in indexes if index < len(record.cells)):
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
        for record, finding in self._judged_records():
            if not begun:
                gathered.append(self._text.mark)
                begun = True
            text = self._kept(record, finding)
            gathered.append(text)
            amount += len(text) + _RECORD_CHARACTERS
            if amount >= _PIECE_CHARACTERS:
                yield self._text.encode("".join(gathered))
                gathered.clear()
                amount = 0
        yield self._text.encode("".join(gathered))

    def _kept(self, record: RawRecord, finding: Finding) -> str:
        if finding.doubt:
            return line_ends(record.text)
        indexes = self._emptied(record, finding)
        return without_cells(record, indexes, self._header.dialect.separator) if indexes else record.text

    def _emptied(self, record: RawRecord, finding: Finding) -> Collection[int]:
        """Return the indexes of the cells to empty; some may lie behind the record's last cell."""
        if finding.is_header:
            return ()
        if record.line > self._header.last_line:
            return self._header.passwords if record.cells else ()
        return self._header.hidden if record.last_line >= self._header.last_line else ()

    def _judged_records(self) -> Iterator[tuple[RawRecord, Finding]]:
        self.left_out.clear()
        for record, finding in judge(self._records(), self._header, self._column_names):
            if finding.doubt:
                self.left_out.add(record.line)
            yield record, finding

    def _records(self) -> Iterator[RawRecord]:
        room = self._longest
        try:
            for record in self._text.records():
                room -= len(record.text) + _RECORD_CHARACTERS
                if room < 0:
                    self.cut_at, self.is_too_long = record.line, True
                    return
                yield record
        except UnreadableError:
            self.cut_at = self._text.line


def _drained(sink: io.BytesIO) -> bytes:
    data = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return data
