"""Finds names that were read in a wrong encoding before they came here, and saved so. Pure.

The file itself is in order then, so nothing but the name shows it: "MÃ¼ller" is what Windows-1252 makes of the UTF-8 of
"Müller", and "M?ller" what is left where an encoding had no ü.
"""

from __future__ import annotations

import re
from typing import Final

_WRONG: Final = ("cp1252", "mac-roman", "cp850", "cp1251", "cp1250")
"""What UTF-8 is taken for by mistake: the encoding of the system."""

_SHORTEST: Final = 3
_ALONE: Final = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
"""A letter beyond ASCII between two in it; a letter that was garbled has become several beyond ASCII."""

_KEPT: Final = re.compile(r"[\x80-\x9f]")
_LOST: Final = re.compile(r"[^\W\d_]\?[^\W\d_]|^\?[^\W\d_]")


def before_it_was_garbled(name: str) -> str | None:
    """Return what a name was before its UTF-8 was read as something else; None if it was not.

    Hardly any name becomes valid UTF-8 by chance when it is written in one of these encodings, let alone one whose
    letters are all of one script.
    """
    if name.isascii() or len(name) < _SHORTEST or _ALONE.search(name):
        return None
    for codec in _WRONG:
        try:
            before = _bytes_of(name, codec).decode()
        except ValueError:
            continue
        # Few names come so far, and it loads what tells older encodings apart.
        from ingest.reading.word_fit import kind_of

        # An apostrophe and an accent may be one letter in UTF-8 by chance, but of Armenian.
        if len({kind_of(character) for character in before if character.isalpha() or not character.isascii()}) == 1:
            return before
    return None


def has_lost_letter(name: str) -> bool:
    """Whether a question mark stands in a name's place for a letter."""
    return _LOST.search(name) is not None


def _bytes_of(name: str, codec: str) -> bytes:
    """Return the bytes of a name; those that an encoding has no character for were kept as they were."""
    if not _KEPT.search(name):
        return name.encode(codec)
    return b"".join(
        bytes([ord(character)]) if _KEPT.match(character) else character.encode(codec) for character in name
    )
