"""Reads a table's records together with the text they were read from, so that it can be written again unchanged.

Every character survives, and so does every byte without a meaning in the file's encoding: it becomes a lone surrogate
in the text, and turns back into the same byte. A character that an encoding has twice, as Shift-JIS has some, is
written by the usual one of its codes. The encoding is the one that the rows are read by, since the second byte of an
East Asian letter may be the code of a separator. Where nobody can tell it, all but ASCII is kept byte by byte.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import BinaryIO, Final, NamedTuple

from ingest.reading.csv_reader import CsvReader, Quotes, as_csv
from ingest.reading.dialect import Dialect
from ingest.reading.text import open_text

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
        line: where the next record begins.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect) -> None:
        self.line = 1
        self._separator = dialect.separator
        self._text, self._source = open_text(stream, dialect, lossless=True)

    @property
    def mark(self) -> str:
        """The byte order mark, if the file turned out to have one."""
        return self._source.decoder.mark

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
        return self._source.decoder.encode(text)

    def _lines(self, taken: list[str]) -> Iterator[str]:
        for line in self._text:
            taken.append(line)
            yield line


def line_ends(text: str) -> str:
    """Return a text's line ends alone, so that what follows keeps its line numbers."""
    return "".join(_LINE_END.findall(text))


def without_cells(record: RawRecord, indexes: Collection[int], separator: str) -> str:
    """Return a record's text with some of its cells emptied and all else as it was; a quoted cell stays quoted."""
    if not any(record.cells[index] for index in indexes if index < len(record.cells)):
        return record.text
    if _QUOTE not in record.text:
        return _without_plain_cells(record, indexes, separator)
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


def _without_plain_cells(record: RawRecord, indexes: Collection[int], separator: str) -> str:
    """Do the same where no cell is quoted, so that separators stand between cells alone; most rows are so."""
    content = record.text.rstrip("\r\n")
    cells = content.split(separator)
    for index in indexes:
        if index < len(cells):
            cells[index] = ""
    return separator.join(cells) + record.text[len(content) :]


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
