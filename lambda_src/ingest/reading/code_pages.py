"""Tells the older encodings of one byte a character apart, by how well their letters fit into words. Pure.

Excel writes "CSV" in Windows-1252 on Windows and in Mac Roman on a Mac, and "CSV (MS-DOS)" in code page 850. Every byte
means something in all of them, but in the wrong one words have a capital letter or a sign in their middle.
"""

from __future__ import annotations

import re
from typing import Final, Literal

OldEncoding = Literal["cp1252", "mac-roman", "cp850"]

_OTHERS: Final[tuple[OldEncoding, ...]] = ("mac-roman", "cp850")
_ALL: Final[tuple[OldEncoding, ...]] = ("cp1252", *_OTHERS)
_CHARACTERS: Final = sorted(
    {character for page in _ALL for character in bytes(range(128, 256)).decode(page, "replace")}
)
_UPPER: Final = "".join(filter(str.isupper, _CHARACTERS))
_LOWER: Final = "".join(character for character in _CHARACTERS if character.islower() and character not in "ßªº")
_INSIDE_WORDS: Final = "\u2018\u2019\u2013\u00b4\u00b7\u00a0\u00ad"  # apostrophes, a dash, a raised dot, blanks
_SIGNS: Final = re.escape(
    "".join(character for character in _CHARACTERS if not character.isalpha() and character not in _INSIDE_WORDS)
)
_LETTERS_OF_MAC_ROMAN: Final = re.compile(rb"[\x80-\x9f]")
_LETTERS_OF_CP1252: Final = re.compile(rb"[\xc0-\xff]")
_LETTER: Final = r"[^\W\d_]"
_MISFIT: Final = re.compile(
    # A byte without meaning; the florin sign, which Python takes for a letter; an opening quotation mark or the like
    # behind a letter; signs between letters.
    f"\ufffd|ƒ|(?<={_LETTER})[\u201a\u201e\u00a1\u00bf\u02c6\u02dc\u2030]|(?<={_LETTER})[{_SIGNS}]+(?={_LETTER})"
    # A capital letter behind a small one, or between a capital and a small one; a small letter between capitals.
    f"|(?<=[a-z])[{_UPPER}]|(?<=[A-Z])[{_UPPER}](?=[a-z])|(?<=[A-Z])[{_LOWER}](?=[A-Z])"
)
_COMMON: Final = re.compile("[äöüßéèáíóúñçàêëïôåøæÄÖÜÉÅØ]")
"""The frequent letters with accents of Western Europe; they decide where two code pages have as few misfits."""

_SIGN_IN_A_NAME: Final = re.compile(f"[{_SIGNS}]")
_QUOTES: Final = re.compile("[\u201a\u201c-\u201e\u2039\u203a\u00ab\u00bb]")


def tell_code_page(data: bytes, *, only_cr: bool = False) -> OldEncoding:
    """Return the code page that a text is in, Windows-1252 unless another one fits better.

    Args:
        data: the text.
        only_cr: whether its lines end with CR alone, as those of Excel's "CSV (Macintosh)" do. There the number of
            letters is enough, as those with accents lie in other places than in Windows-1252.
    """
    if only_cr and len(_LETTERS_OF_MAC_ROMAN.findall(data)) > len(_LETTERS_OF_CP1252.findall(data)):
        return "mac-roman"
    texts = {page: data.decode(page, "replace") for page in _ALL}
    misfits = {page: len(_MISFIT.findall(text)) for page, text in texts.items()}
    best = min(_OTHERS, key=lambda page: (misfits[page], -len(_COMMON.findall(texts[page]))))
    return best if misfits[best] < misfits["cp1252"] else "cp1252"


def is_garbled(name: str) -> bool:
    """Whether a person's name seems to have been read, here or before, in another encoding than it was written in."""
    return not name.isascii() and bool(_MISFIT.search(name) or _SIGN_IN_A_NAME.search(_QUOTES.sub("", name)))
