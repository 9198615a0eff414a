"""Tells which encoding bytes are in, and decodes them piece by piece. Pure.

A file says by its first bytes whether it is UTF-16. Everything else is taken as UTF-8 until a byte proves that
wrong. That can be far down, at the first name with an accent, and all before it reads the same in the older
encodings. So the decision is made there, and a file never has to be held whole.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import Final, Literal

from ingest.reading.code_pages import OldEncoding, tell_code_page

Encoding = Literal["utf-8", "utf-16-le", "utf-16-be"]

UNREADABLE: Final = "\ufffd"
"""Stands in the text in place of bytes that have no meaning in the encoding."""

_MARKS: Final[tuple[tuple[bytes, Encoding], ...]] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARK: Final = "\ufeff"
_READABLE: Final = re.compile(f"[^\\x00-\\x7f{UNREADABLE}]")
_CHANCE: Final = 10
_SAMPLE_BYTES: Final = 200
_MOSTLY: Final = 0.7
_LETTERS_OF_MAC_ROMAN: Final = re.compile(rb"[\x80-\x9f]")
_LETTERS_OF_CP1252: Final = re.compile(rb"[\xc0-\xff]")

Decode = Callable[[bytes, str, bool], tuple[str, int]]
_DECODE: Final[dict[str, Decode]] = {
    "utf-8": codecs.utf_8_decode,
    "utf-16-le": codecs.utf_16_le_decode,
    "utf-16-be": codecs.utf_16_be_decode,
    "cp1252": lambda data, errors, _final: (data.decode("cp1252", errors), len(data)),
    "mac-roman": lambda data, errors, _final: (data.decode("mac-roman", errors), len(data)),
    "cp850": lambda data, errors, _final: (data.decode("cp850", errors), len(data)),
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


def decode_head(head: bytes, encoding: Encoding) -> str:
    """Return the text of a file's first bytes."""
    return Decoder(encoding).decode(head)


class Decoder:
    """Turns bytes into text, piece by piece.

    Bytes without a meaning in the encoding become `UNREADABLE`, so that only the rows that hold them are rejected.

    Args:
        encoding: from `detect_encoding`.
    """

    def __init__(self, encoding: Encoding) -> None:
        self._encoding: Encoding | OldEncoding = encoding
        self._left = b""
        self._begun = False
        self._settled = encoding != "utf-8"
        self._only_cr = True

    @property
    def encoding(self) -> str:
        """Python's name for the encoding that the bytes so far were in."""
        return self._encoding

    def decode(self, data: bytes, *, final: bool = False) -> str:
        """Return the text of the next piece. A character that is cut by its end is kept for the next piece.

        Args:
            data: the next bytes of the file.
            final: whether they are the last ones.
        """
        if data.isascii() and not self._left and self._encoding not in {"utf-16-le", "utf-16-be"}:
            text = data.decode("ascii")
        else:
            text = self._decode(self._left + data, final=final)
        self._only_cr = self._only_cr and "\n" not in text
        if not self._begun and text:
            self._begun = True
            text = text.removeprefix(_MARK)
        return text

    def _decode(self, data: bytes, *, final: bool) -> str:
        if not self._settled:
            self._settle(data, final=final)
        decode = _DECODE[self._encoding]
        text, used = decode(data, "replace", final)
        self._left = data[used:]
        return text

    def _settle(self, data: bytes, *, final: bool) -> None:
        """Decide by the first piece that has more than ASCII in it; a character cut at its end is not enough."""
        try:
            text, _ = codecs.utf_8_decode(data, "strict", final)
        except UnicodeDecodeError:
            self._settled = True
            text, _ = codecs.utf_8_decode(data, "replace", final)
            # Text in an older encoding hardly ever holds a valid UTF-8 sequence, and the few that it holds are chance.
            if text.count(UNREADABLE) > _CHANCE * len(_READABLE.findall(text)):
                self._encoding = self._old_encoding(data)
        else:
            self._settled = not text.isascii()

    def _old_encoding(self, data: bytes) -> OldEncoding:
        """Tell the older encodings apart; Excel's "CSV (Macintosh)" is Mac Roman with CR alone as line end.

        There the number of letters is enough, as those with accents lie in other places than in Windows-1252.
        """
        only_cr = self._only_cr and b"\n" not in data
        mac_letters, windows_letters = len(_LETTERS_OF_MAC_ROMAN.findall(data)), len(_LETTERS_OF_CP1252.findall(data))
        return "mac-roman" if only_cr and mac_letters > windows_letters else tell_code_page(data)
