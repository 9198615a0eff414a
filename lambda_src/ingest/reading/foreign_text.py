r"""Finds text that was written in another encoding than the file is read in, as where files were joined. Pure.

Where ASCII is read as UTF-16, two letters make one character; where a byte is missing, the zero of each letter belongs
to the next one. Where UTF-16 is read as anything else, the zeros show.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_ASCII: Final = (0x09, 0x0A, 0x0D, *range(0x20, 0x7F))
_MARK: Final = "\ufeff"
_KANA: Final = range(0x3000, 0x3100)
"""Japanese syllables; in UTF-16 both bytes of most of them are ASCII."""


def is_foreign(text: str, *, wide: bool) -> bool:
    """Whether a text has a part in another encoding, or a byte order mark inside.

    Args:
        text: as it was read.
        wide: whether it was read as UTF-16.
    """
    if _MARK in text or "\0" in text:
        return True
    return wide and not text.isascii() and _in_utf_16().search(text) is not None


@cache
def _in_utf_16() -> re.Pattern[str]:
    """Return what no text in UTF-16 has. Compiling it takes 30 ms, which only files in UTF-16 pay for."""
    shifted = "".join(re.escape(chr(byte << 8)) for byte in _ASCII)
    codes = (high << 8 | low for high in _ASCII for low in _ASCII)
    pairs = "".join(re.escape(chr(code)) for code in codes if code not in _KANA)
    # Chinese words have such characters too, but hardly ever so many in a row.
    return re.compile(rf"[\0\ufffe]|[{shifted}]{{3}}|[{pairs}]{{6}}")
