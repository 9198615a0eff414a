"""Reads a table's records together with the text they were read from, so that it can be written again unchanged.

Every byte survives. One that means nothing in the file's encoding becomes a lone surrogate in the text, and turns back
into the same byte. The older encodings are read as broken UTF-8. That is enough, as separators, quotes and line ends
are the same bytes in all of them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from ingest.reading.csv_reader import CsvReader, Quotes, as_csv
from ingest.reading.dialect import Dialect
from ingest.reading.text import MAX_ROW_BYTES, UnreadableError, Unzipped

if TYPE_CHECKING:
    from typing_extensions import Buffer

_PIECE_BYTES: Final = 65_536
_MARK: Final = "\ufeff"
_QUOTE: Final = '"'
_QUOTED_EMPTY: Final = '""'
_LINE_END: Final = re.compile(r"\r\n?|\n")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")


class RawRecord(NamedTuple):
    """A record of a table.

    Attributes:
        line: where it begins in the file, counting from 1.
        text: as it stands in the file, with its line end.
        cells: what the text says.
        last_line: where it ends.
        quotes: what its quotes are like.
    """

    line: int
    text: str
    cells: list[str]
    last_line: int
    quotes: Quotes


class RawText:
    """The text of a file, and the way back to its bytes.

    Args:
        stream: the file, at its beginning.
        dialect: how it is written.

    Attributes:
        mark: the byte order mark, if the file turned out to have one.
        line: where the next record begins.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect) -> None:
        self.mark = ""
        self.line = 1
        wide = dialect.encoding != "utf-8"
        self._encoding = dialect.encoding
        self._errors = "surrogatepass" if wide else "surrogateescape"
        self._separator = dialect.separator
        self._source = _Bytes(Unzipped(stream) if dialect.gzipped else stream, even=wide)

    def records(self) -> Iterator[RawRecord]:
        """Yield the records, none of which has the byte order mark.

        Raises:
            UnreadableError: the file can't be read from the record on that would be next.
        """
        taken: list[str] = []
        reader = CsvReader(self._lines(taken), self._separator)
        for cells in reader:
            begin, self.line = self.line, reader.line_num + 1
            yield RawRecord(begin, "".join(taken), cells, reader.line_num, reader.quotes)
            taken.clear()
            self._source.row_bytes = 0

    def encode(self, text: str) -> bytes:
        """Return the bytes that a text was read from, but for compression."""
        return text.encode(self._encoding, self._errors)

    def _lines(self, taken: list[str]) -> Iterator[str]:
        source = io.BufferedReader(self._source, _PIECE_BYTES)
        lines = iter(io.TextIOWrapper(source, self._encoding, self._errors, newline=""))
        for line in lines:
            first = line.removeprefix(_MARK)
            self.mark = line[: len(line) - len(first)]
            taken.append(first)
            yield first
            break
        for line in lines:
            taken.append(line)
            yield line


def line_ends(text: str) -> str:
    """Return a text's line ends alone, so that what follows keeps its line numbers."""
    return "".join(_LINE_END.findall(text))


def without_cells(record: RawRecord, indexes: Collection[int], separator: str) -> str:
    """Return a record's text with some of its cells emptied and all else as it was; a quoted cell stays quoted."""
    # The text as it is read, character for character.
    first = _LINE.match(record.text)[0]  # type: ignore[index]  # it matches nothing at all, too
    spans = _spans(as_csv(first, separator) + record.text[len(first) :], separator)
    if len(spans) != len(record.cells):
        return _rewritten(record, indexes, separator)
    parts: list[str] = []
    end = 0
    for index in sorted(index for index in indexes if index < len(spans)):
        begin, stop = spans[index]
        parts += [record.text[end:begin], _QUOTED_EMPTY if record.text.startswith(_QUOTE, begin) else ""]
        end = stop
    return "".join(parts) + record.text[end:]


def _spans(text: str, separator: str) -> list[tuple[int, int]]:
    """Find where each cell stands, by the rules that `csv.reader` reads by."""
    cell = _cell(separator)
    spans: list[tuple[int, int]] = []
    at = 0
    while True:
        match = cell.match(text, at)
        if match is None:
            return []
        spans.append(match.span())
        at = match.end()
        if not text.startswith(separator, at):
            return spans
        at += len(separator)


@cache
def _cell(separator: str) -> re.Pattern[str]:
    # Text behind a closing quote still belongs to the cell. A quote that is not closed takes the rest of the record.
    plain = rf"[^{re.escape(separator)}\r\n]*"
    return re.compile(rf'"(?:[^"]+|"")*(?:"(?!"){plain}|\Z)|{plain}')


def _rewritten(record: RawRecord, indexes: Collection[int], separator: str) -> str:
    cells = ["" if index in indexes else cell for index, cell in enumerate(record.cells)]
    end = record.text[len(record.text.rstrip("\r\n")) :]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end).writerow(cells)
    return text.getvalue()


class _Bytes(io.RawIOBase):
    """A file's bytes, with the bound on a row's length that `ingest.reading.text` has.

    Args:
        stream: the file.
        even: whether characters have two bytes, so that an odd one at the end means nothing and is dropped.
    """

    def __init__(self, stream: BinaryIO | Unzipped, *, even: bool) -> None:
        self.row_bytes = 0
        self._stream = stream
        self._even = even
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        while not self._ended and len(self._ready) < 2:
            data = self._stream.read(_PIECE_BYTES)
            self._ended = not data
            self._ready += data
        view = memoryview(buffer)
        length = min(len(view), len(self._ready))
        if self._even:
            length &= ~1
        view[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        self.row_bytes += length
        if self.row_bytes > MAX_ROW_BYTES:
            raise UnreadableError(f"a row is longer than {MAX_ROW_BYTES:,} bytes")
        return length
