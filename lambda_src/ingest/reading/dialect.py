"""Tells how an upload is written: compressed or not, in which encoding, with which separator. Pure.

All of it but an older encoding is told from the file's first bytes. A content type is only asked which older encoding
it names.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.reading.csv_reader import CsvReader
from ingest.reading.encoding_names import OlderEncoding
from ingest.reading.encodings import Encoding, decode_head, detect_encoding
from ingest.reading.file_encoding import UTF_8, FileEncoding

HEAD_BYTES: Final = 65_536
"""How much of a file is looked at."""

SEPARATORS: Final = (",", ";", "\t", "|")
LAST_HEADER_LINE: Final = 10
"""A header may have a title, blank lines or a spreadsheet's `sep=;` above it."""

LAST_LINE: Final = 200
"""Of those that are looked at. What cells hold is judged by the first ones, always the same for a file."""

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP_WINDOW: Final = 31  # zlib's own number for "with a gzip header"
_SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where in a workbook a table stands.

    Attributes:
        name: the sheet's.
        others: names of the other sheets that people see and that have cells.
        hidden: names of those that they do not see.
        passwords_elsewhere: whether one of all those may hold passwords.
    """

    name: str
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    passwords_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written.

    Attributes:
        gzipped: whether it is compressed.
        encoding: of the text; `utf-8` may still turn out to be one of the older ones further down.
        separator: of the cells; empty in a workbook, where no text separates them.
        declared: the older encoding that the uploader says it is in, if any.
        older: what the first bytes said about an older encoding; whoever reads the rows tells it by the whole file.
        sheet: which sheet of a workbook; None if the file is text.
    """

    gzipped: bool = False
    encoding: Encoding = "utf-8"
    separator: str = ","
    older: FileEncoding = UTF_8
    declared: OlderEncoding | None = None
    sheet: SheetPlace | None = None


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
    older: FileEncoding
    declared: OlderEncoding | None = None

    def readings(self) -> Iterator[tuple[Dialect, list[Record]]]:
        """Yield the file's first records, once for each separator that it may have."""
        match = _SEPARATOR_LINE.fullmatch(self.text.splitlines()[0]) if self.text.strip() else None
        # The separator that the file names is tried first. It may be wrong, so the others are tried too.
        first = (match[1],) if match else ()
        for separator in dict.fromkeys((*first, *SEPARATORS)):
            dialect = Dialect(self.gzipped, self.encoding, separator, self.older, self.declared)
            yield dialect, list(_first_records(self.text, separator))


def read_head(head: bytes, declared: OlderEncoding | None = None) -> Head | None:
    """Read the beginning of a file as text.

    Args:
        head: the file's first bytes, `HEAD_BYTES` are enough.
        declared: the older encoding that the uploader says it is in, if any.

    Returns:
        None if it is compressed and broken.
    """
    gzipped = head.startswith(GZIP_MAGIC)
    if gzipped:
        try:
            head = unzipped_head(head, HEAD_BYTES)
        except zlib.error:
            return None
    head = head[:HEAD_BYTES]
    encoding = detect_encoding(head)
    return Head(gzipped, encoding, *decode_head(head, encoding, declared), declared)


def unzipped_head(head: bytes, size: int) -> bytes:
    """Return the beginning of a gzip file's content; the file may have several parts, each compressed by itself.

    Args:
        head: the file's first bytes.
        size: how much is wanted.

    Raises:
        zlib.error: it is broken.
    """
    content = b""
    while head.startswith(GZIP_MAGIC) and len(content) < size:
        part = zlib.decompressobj(_GZIP_WINDOW)
        content += part.decompress(head, size - len(content))
        head = part.unused_data
    return content


def _first_records(text: str, separator: str) -> Iterator[Record]:
    """Yield the records that begin on the first lines."""
    lines = CsvReader(io.StringIO(text, newline=""), separator)
    begin = 1
    for cells in lines:
        yield Record(tuple(cells), begin, lines.line_num)
        begin = lines.line_num + 1
        if begin > LAST_LINE:
            return
