"""Takes out of cells what no person typed. Pure.

That is: characters that can't be seen, HTML's names for letters, hexadecimal digits for them, and letters that came of
reading UTF-8 as something else.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.reading.garbled_names import before_it_was_garbled
from ingest.reading.remarks import Noted, noted

FILLERS: Final = frozenset(
    {"n/a", "n.a.", "null", "(null)", "<null>", "[null]", "none", "(none)", "undefined", "\\n", ".", "-", "--"}
    | {"---", "\u2013", "\u2014"}
)
"""What exports and people write into a cell that says nothing, in small letters."""

LONGEST_FILLER: Final = max(map(len, FILLERS))

# Soft hyphen, zero-width space, word joiner, byte order mark, and all that turns the direction of writing. The joiners
# U+200C and U+200D belong to words of some languages.
_UNSEEN: Final = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ENTITY: Final = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")
_HEXADECIMAL_START: Final = "X'"
_HEXADECIMAL: Final = re.compile(r"X'((?:[0-9a-fA-F]{2})+)'")
_NO_TEXT: Final = frozenset("<>\ufffd")


def is_filler(text: str) -> bool:
    """Whether a cell holds what stands for no value."""
    return len(text) <= LONGEST_FILLER and text.casefold() in FILLERS


def mend(text: str) -> str | Noted:
    """Return a text as a person would have typed it; with a warning if it was written otherwise.

    Raises:
        ValueError: what an entity stands for is not certain, or is no text.
    """
    if text.isascii() and "&" not in text and not text.startswith(_HEXADECIMAL_START):
        return text
    value: str | Noted = text
    if letters := _from_hexadecimal(text):
        value = noted(letters, f"was written in hexadecimal, as csvde does, and was read as '{letters}'")
        text = letters
    if right := before_it_was_garbled(text):
        warning = (
            f"'{text}' was read in another encoding than it was written in before it came here; it was read as "
            f"'{right}'. Export the file anew, as CSV UTF-8"
        )
        value = noted(right, warning, value)
        text = right
    if _UNSEEN.search(text):
        text = " ".join(_UNSEEN.sub("", text).split())
        value = noted(text, "had characters in it that can't be seen; they were taken out", value)
    if "&" in text and (decoded := _ENTITY.sub(_decode, text)) != text:
        if _ENTITY.sub(_decode, decoded) != decoded:
            raise ValueError(f"'{text}' holds HTML entities within HTML entities; type it as it reads")
        text = " ".join(decoded.split())
        value = noted(text, f"held HTML entities and was read as '{text}'", value)
    return value


def _from_hexadecimal(text: str) -> str | None:
    """Return the text that csvde has written as the digits of its UTF-8: X'c396'; None if it is something else."""
    match = _HEXADECIMAL.fullmatch(text)
    try:
        return bytes.fromhex(match[1]).decode() if match else None
    except ValueError:
        return None


def _decode(match: re.Match[str]) -> str:
    import html  # its table has two thousand names, and hardly any cell holds one

    character = html.unescape(match[0])
    if character == match[0]:
        return character  # nothing that HTML knows
    if _NO_TEXT.intersection(character) or not (character.isprintable() or character.isspace()):
        raise ValueError(f"holds the HTML entity {match[0]}, which stands for no letter; type it as it reads")
    return character
