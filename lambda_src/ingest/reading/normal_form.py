"""Brings texts into a normal form of Unicode, in a time that grows with their length alone. Pure.

Normalising sorts the marks behind a letter, and Python's `unicodedata` takes the square of their number for that. No
language writes more than a few; Unicode's own bound for streams is 30: https://www.unicode.org/reports/tr15/#UAX15-D3
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal

_MOST_MARKS: Final = 30
_MADE_OF_MARKS: Final = "\u0f73\u0f75\u0f81\uff9e\uff9f"
"""No marks themselves, but what they are taken apart into is."""

_TOO_MANY: Final = "x" * (_MOST_MARKS + 1)


def normal_form(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normal form; one with more than 30 marks behind a letter is no word, and stays as it is."""
    if len(text) > _MOST_MARKS and not text.isascii() and _piles_marks(text):
        return text
    return unicodedata.normalize(form, text)


def _piles_marks(text: str) -> bool:
    return _TOO_MANY in "".join(
        "x" if unicodedata.combining(character) or character in _MADE_OF_MARKS else " " for character in text
    )
