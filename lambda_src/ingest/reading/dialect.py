"""Tells how an upload is written: compressed or not, in which encoding, with which separator. Pure.

All of it is told from the file's first bytes; names of files and content types are not asked.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.reading.csv_reader import CsvReader
from ingest.reading.encodings import Encoding, decode_head, detect_encoding

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at."""

SEPARATORS: Final = (",", ";", "\t", "|")
LAST_HEADER_LINE: Final = 10
"""A header may have a title, blank lines or a spreadsheet's `sep=;` above it."""

_LAST_LINE: Final = 200
"""Of those that are looked at. What cells hold is judged by the first ones, always the same for a file."""

ARCHIVE_MAGIC: Final = b"PK\x03\x04"
"""The first bytes of a zip archive, such as a workbook.

Where an archive holds a table uncompressed, its header would otherwise be found among the archive's first lines.
"""

_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP_WINDOW: Final = 31  # zlib's own number for "with a gzip header"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written.

    Attributes:
        gzipped: whether it is compressed.
        encoding: of the text; `utf-8` may still turn out to be one of the older ones further down.
        separator: of the cells.
    """

    gzipped: bool = False
    encoding: Encoding = "utf-8"
    separator: str = ","


@dataclass(frozen=True, slots=True)
class Record:
    """A line of cells among a file's first ones; a quoted line break makes it end further down than it begins."""

    cells: tuple[str, ...]
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file as text."""

    gzipped: bool
    encoding: Encoding
    text: str

    def readings(self) -> Iterator[tuple[Dialect, list[Record]]]:
        """Yield the file's first records, once for each separator that it may have."""
        match = _SEPARATOR_LINE.fullmatch(self.text.splitlines()[0]) if self.text.strip() else None
        # The separator that the file names is tried first. It may be wrong, so the others are tried too.
        first = (match[1],) if match else ()
        for separator in dict.fromkeys((*first, *SEPARATORS)):
            yield Dialect(self.gzipped, self.encoding, separator), list(_first_records(self.text, separator))


def read_head(head: bytes) -> Head | None:
    """Read the beginning of a file as text.

    Args:
        head: the file's first bytes, `HEAD_BYTES` are enough.

    Returns:
        None if it is a workbook or another archive, or compressed and broken.
    """
    if head.startswith(ARCHIVE_MAGIC):
        return None
    gzipped = head.startswith(_GZIP_MAGIC)
    if gzipped:
        try:
            head = _unzipped(head)
        except zlib.error:
            return None
    head = head[:HEAD_BYTES]
    encoding = detect_encoding(head)
    return Head(gzipped, encoding, decode_head(head, encoding))


def _unzipped(head: bytes) -> bytes:
    """Return the beginning of a gzip file's content; the file may have several parts, each compressed by itself."""
    content = b""
    while head.startswith(_GZIP_MAGIC) and len(content) < HEAD_BYTES:
        part = zlib.decompressobj(_GZIP_WINDOW)
        content += part.decompress(head, HEAD_BYTES - len(content))
        head = part.unused_data
    return content


def _first_records(text: str, separator: str) -> Iterator[Record]:
    """Yield the records that begin on the first lines."""
    lines = CsvReader(io.StringIO(text, newline=""), separator)
    begin = 1
    for cells in lines:
        yield Record(tuple(cells), begin, lines.line_num)
        begin = lines.line_num + 1
        if begin > _LAST_LINE:
            return
