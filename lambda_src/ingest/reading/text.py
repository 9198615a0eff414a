"""Opens an upload as lines of text, whatever its compression and encoding, without holding it in memory."""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from ingest.reading.dialect import Dialect
from ingest.reading.encoding_sample import EncodingSample, gather_sample
from ingest.reading.encodings import Decoder
from ingest.reading.file_encoding import UNREADABLE, FileEncoding

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_ROW_BYTES: Final = 1_048_576
"""The most that one row may take. Without a bound, a line that never ends would fill the memory."""

MAX_EXPANSION: Final = 200
"""How many times its compressed size a file may have. Real directories have 5 to 30 times theirs, bombs up to 1,032."""

_PIECE_BYTES: Final = 65_536
_FREE_BYTES: Final = 16 * _PIECE_BYTES  # the ratio is not checked before, as a file's beginning may be far more regular


class UnreadableError(ValueError):
    """The upload can't be read from here on; the message says why and what to do."""


def open_text(stream: BinaryIO, dialect: Dialect, *, lossless: bool = False) -> tuple[io.TextIOWrapper, Utf8]:
    """Open an upload as text.

    Args:
        stream: the upload, at its beginning. If it is in an older encoding it is read from there once more, unless it
            can't go back; then the encoding is told by the first piece that shows it.
        dialect: how it is written.
        lossless: whether bytes without a meaning become lone surrogates, rather than `UNREADABLE`.

    Returns:
        Its lines, with their line ends as they are, and what is known about the reading of them.
    """
    survey = _survey_of(stream, gzipped=dialect.gzipped) if stream.seekable() else None
    decoder = Decoder(dialect.encoding, survey, declared=dialect.declared, lossless=lossless)
    utf8 = Utf8(Unzipped(stream) if dialect.gzipped else stream, decoder)
    errors = "surrogatepass" if lossless else "strict"
    return io.TextIOWrapper(io.BufferedReader(utf8, _PIECE_BYTES), "utf-8", errors, newline=""), utf8


def _survey_of(stream: BinaryIO, *, gzipped: bool) -> Callable[[], EncodingSample]:
    """Return what reads a file from its beginning for what tells its encoding, and puts it back to where it was."""
    beginning = stream.tell()

    def survey() -> EncodingSample:
        here = stream.tell()
        stream.seek(beginning)
        sample = gather_sample(_readable_pieces(Unzipped(stream) if gzipped else stream))
        stream.seek(here)
        return sample

    return survey


def _readable_pieces(stream: BinaryIO | Unzipped) -> Iterator[bytes]:
    with contextlib.suppress(UnreadableError):  # whoever reads the rows says so
        while data := stream.read(_PIECE_BYTES):
            yield data


class Utf8(io.RawIOBase):
    """A file's text as UTF-8.

    Attributes:
        damaged: whether bytes that mean nothing have been met.
        decoder: what turns its bytes into text; it knows the file's encoding.
        doubtful_encoding: the file's encoding, if cells may hold what it has no meaning for, or few words tell it.
        row_bytes: how much was read since whoever uses it last set this to 0, which is to be done after each row.
    """

    def __init__(self, stream: BinaryIO | Unzipped, decoder: Decoder) -> None:
        self.damaged = False
        self.doubtful_encoding: FileEncoding | None = None
        self.row_bytes = 0
        self._stream = stream
        self.decoder = decoder
        self._ready = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        """Return True, as `io.RawIOBase` wants it of a stream that can be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill a buffer.

        Raises:
            UnreadableError: the compressed data is broken, or a row is too long.
        """
        while not self._ready and not self._ended:
            self._fetch()
        view = memoryview(buffer)
        length = min(len(view), len(self._ready))
        view[:length] = self._ready[:length]
        self._ready = self._ready[length:]
        self.row_bytes += length
        if self.row_bytes > MAX_ROW_BYTES:
            raise UnreadableError(
                f"a row is longer than {MAX_ROW_BYTES:,} bytes, because a quote is not closed or this is no table"
            )
        return length

    def _fetch(self) -> None:
        data = self._stream.read(_PIECE_BYTES)
        self._ended = not data
        text = self.decoder.decode(data, final=self._ended)
        self.damaged = self.damaged or (not text.isascii() and UNREADABLE in text)
        told = self.decoder.told
        self.doubtful_encoding = told if self.damaged or told.doubtful else None
        self._ready = memoryview(text.encode("utf-8", "surrogatepass"))


class Unzipped:
    """The content of a gzip file, with a bound on what it may grow to.

    Args:
        stream: the compressed file.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._compressed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=self._compressed, mode="rb")  # type: ignore[call-overload]
        self._given = 0

    def read(self, size: int) -> bytes:
        """Read up to a number of bytes; none at the end.

        Raises:
            UnreadableError: the data is broken, cut off, or grows without measure.
        """
        try:
            data: bytes = self._gzip.read1(size)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableError(f"the compressed file is damaged or was cut off: {error}") from error
        self._given += len(data)
        if self._given > _FREE_BYTES + MAX_EXPANSION * self._compressed.count:
            raise UnreadableError(
                f"the compressed file grows to more than {MAX_EXPANSION} times its size; upload it uncompressed"
            )
        return data


class _Counted:
    """Counts what is read of a file."""

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self._stream = stream

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data
