"""Opens an upload as records of cells, whether it is text or a workbook. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple, Protocol

from ingest.reading.columns import Header
from ingest.reading.csv_reader import CsvReader, Quotes
from ingest.reading.dialect import Dialect
from ingest.reading.encodings import Decoder
from ingest.reading.file_encoding import FileEncoding
from ingest.reading.text import open_text


class FileRecord(NamedTuple):
    """A record of a table; a blank line has no cells.

    Attributes:
        line: where it begins, counting from 1. A line of a workbook is a row of its sheet.
        last_line: where it ends.
        cells: what it says.
        quotes: what its quotes are like.
        doubtful: the file's encoding, if cells may hold what it has no meaning for, or few words tell it.
    """

    line: int
    last_line: int
    cells: list[str]
    quotes: Quotes
    doubtful: FileEncoding | None


class Records(Protocol):
    """A file's records, from its first line on. They can be read once."""

    @property
    def encoding(self) -> str:
        """Python's name for the file's encoding, as far as its records were read by now."""

    def __iter__(self) -> Iterator[FileRecord]:
        """Yield the records.

        Raises:
            UnreadableError: the file can't be read from the record on that would be next.
        """

    def notices(self) -> Iterable[str]:
        """Return what to know about the file, once its records were read."""


def open_records(stream: BinaryIO, header: Header) -> Records:
    """Open a file that a header was found in.

    Args:
        stream: the file, at its beginning.
        header: from `find_header`.
    """
    if header.dialect.sheet is None:
        return _TextRecords(stream, header.dialect)
    # Loading openpyxl takes a fifth of a second, which only workbooks pay for.
    from ingest.reading.workbook.sheet_records import SheetRecords

    return SheetRecords(stream, header, header.dialect.sheet)


class _TextRecords:
    def __init__(self, stream: BinaryIO, dialect: Dialect) -> None:
        self._stream = stream
        self._dialect = dialect
        self._decoder: Decoder | None = None

    @property
    def encoding(self) -> str:
        return self._dialect.encoding if self._decoder is None else self._decoder.encoding

    def __iter__(self) -> Iterator[FileRecord]:
        text, source = open_text(self._stream, self._dialect)
        self._decoder = source.decoder
        lines = CsvReader(text, self._dialect.separator)
        line = 1
        for cells in lines:
            end = lines.line_num
            yield FileRecord(line, end, cells, lines.quotes, source.doubtful_encoding)
            source.row_bytes = 0
            line = end + 1

    def notices(self) -> Iterable[str]:
        told = self._dialect.older if self._decoder is None else self._decoder.told
        return (told.notice,)
