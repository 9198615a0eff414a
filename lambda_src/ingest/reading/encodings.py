"""Tells which encoding bytes are in, and decodes them piece by piece. Pure.

A file says by its first bytes whether it is UTF-16. Everything else is taken as UTF-8 until a byte proves that
wrong. That can be far down, at the first name with an accent, and all before it reads the same in the older
encodings. So only there the file is read for what tells which one it is (`ingest.reading.file_encoding`), and files in
UTF-8 are read once.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from ingest.reading.encoding_names import OlderEncoding
from ingest.reading.encoding_sample import EncodingSample, gather_sample
from ingest.reading.file_encoding import UNREADABLE as UNREADABLE
from ingest.reading.file_encoding import UTF_8, FileEncoding
from ingest.reading.utf8_by_chance import has_sure_utf8

if TYPE_CHECKING:
    from typing_extensions import Buffer

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be"]

_MARKS: Final[tuple[tuple[bytes, Encoding], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK: Final = "\ufeff"
_SAMPLE_BYTES: Final = 200
_MOSTLY: Final = 0.7
Decode = Callable[[bytes, str, bool], tuple[str, int]]
_DECODE: Final[dict[str, Decode]] = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
}


def detect_encoding(head: bytes) -> Encoding:
    """Tell a file's encoding by its byte order mark, or by the zeros that UTF-16 has in every Latin letter."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[: min(_SAMPLE_BYTES, len(head) & ~1)]
    enough = _MOSTLY * len(sample) / 2
    zeros_first, zeros_second = sample[::2].count(0), sample[1::2].count(0)
    if sample and zeros_second > enough and not zeros_first:
        return "utf-16-le"
    if sample and zeros_first > enough and not zeros_second:
        return "utf-16-be"
    return "utf-8"


def decode_head(head: bytes, encoding: Encoding, declared: OlderEncoding | None = None) -> tuple[str, FileEncoding]:
    """Return the text of a file's first bytes, and their encoding; where nobody can tell it, as the likeliest reads it.

    A header only has to be found; the rows below it are read by `Decoder`, which guesses at nothing.
    """
    decoder = Decoder(encoding, declared=declared)
    text = decoder.decode(head)
    if guess := decoder.told.guess:
        return head.decode(guess, "replace"), decoder.told
    return text, decoder.told


class Decoder:
    """Turns bytes into text, piece by piece.

    Bytes without a meaning in the encoding become `UNREADABLE`, so that only the rows that hold them are rejected.

    Args:
        encoding: from `detect_encoding`.
        survey: reads the file for what its encoding is told by, in case that it turns out to be an older one. Without
            it, the piece at which it does so has to be enough.
        declared: the older encoding that the uploader says it is in, if any.
        lossless: whether bytes without a meaning become lone surrogates instead, so that `encode` has them all.

    Attributes:
        told: the encoding, as far as it has been needed.
        mark: the byte order mark, if the file turned out to have one.
    """

    def __init__(
        self,
        encoding: Encoding,
        survey: Callable[[], EncodingSample] | None = None,
        *,
        declared: OlderEncoding | None = None,
        lossless: bool = False,
    ) -> None:
        self.told = UTF_8
        self.mark = ""
        self._encoding = encoding
        self._survey = survey
        self._declared = declared
        self._lossless = lossless
        self._wide = encoding != "utf-8"
        self._errors = ("surrogatepass" if self._wide else "surrogateescape") if lossless else "replace"
        self._older: codecs.IncrementalDecoder | None = None
        self._left = b""
        self._begun = False
        self._settled = self._wide
        self._only_cr = True

    @property
    def encoding(self) -> str:
        """Python's name for the encoding that the bytes so far were in; UTF-8 where it can't be told."""
        return self._encoding if self._wide else self.told.codec or UTF_8.codec

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """Return the text of the next piece. A character that is cut by its end is kept for the next piece.

        Args:
            data: the next bytes of the file.
            final: whether they are the last ones.
        """
        if data.isascii() and not self._left and not self._wide:
            text = data.decode("ascii")
        else:
            text = self._decode(data, final=final)
        self._only_cr = self._only_cr and "\n" not in text
        if not self._begun and text:
            self._begun = True
            self.mark = _MARK if text.startswith(_MARK) else ""
            text = text.removeprefix(_MARK)
        return text

    def encode(self, text: str) -> bytes:
        """Return the bytes that a text was read from, if all of it was read without loss."""
        if self._wide:
            return text.encode(self._encoding, self._errors)
        return text.encode(self.told.codec or "ascii", self._errors)

    def _decode(self, data: bytes, *, final: bool) -> str:
        whole = self._left + data
        if not self._settled:
            self._settle(whole, final=final)
            data = data if self._older is None else whole
        if self._older is not None:
            text = self._older.decode(data, final)
            self._left = self._older.getstate()[0]
            return text
        if final and self._wide and self._lossless:
            whole = whole[: len(whole) & ~1]  # half a character means nothing, and no surrogate can stand for it
        text, used = _DECODE[self._encoding](whole, self._errors, final)
        self._left = whole[used:]
        return text

    def _settle(self, data: bytes, *, final: bool) -> None:
        """Decide by the first piece that has more than ASCII in it; a character cut at its end is not enough."""
        try:
            text, _ = codecs.utf_8_decode(data, "strict", final)
        except UnicodeDecodeError:
            sure = not self._begun and data.startswith(codecs.BOM_UTF8)
        else:
            if text.isascii():
                return
            sure = text.startswith(_MARK) or has_sure_utf8(text.encode())
        self._settled = True
        if sure:
            return
        # It knows the letters of two dozen languages, and only files in older encodings need it.
        from ingest.reading.encoding_detection import tell_encoding

        sample = self._survey() if self._survey is not None else self._sample(data)
        self.told = tell_encoding(sample, self._declared)
        if self.told.codec != "utf-8":
            self._older = self._decoder_of(self.told)

    def _sample(self, data: bytes) -> EncodingSample:
        sample = gather_sample([data])
        return replace(sample, only_cr=sample.only_cr and self._only_cr)

    def _decoder_of(self, told: FileEncoding) -> codecs.IncrementalDecoder:
        if told.codec:
            return codecs.getincrementaldecoder(told.codec)(self._errors)
        return codecs.getincrementaldecoder("ascii")(self._errors) if self._lossless else _Agreed(told.table)


class _Agreed(codecs.IncrementalDecoder):
    """Reads a byte as the character that all possible encodings have for it."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self._table = table

    def decode(self, data: Buffer, final: bool = False) -> str:
        """Return the text of some bytes."""
        return codecs.charmap_decode(bytes(data), "strict", self._table)[0]
