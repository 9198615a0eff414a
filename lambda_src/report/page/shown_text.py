"""How texts from outside are shown: on one line, and in the order in which they stand. Pure.

Every text of the page goes through here, in its markup (`safe_html`) and in its data (`safe_json`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LINE_BREAKS: Final = re.compile("(?:\r\n|[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029])+")

# The joiners U+200C and U+200D belong to words of some languages and to emoji.
_JOINERS: Final = frozenset("\u200c\u200d")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs"})
"""Categories of controls, of characters that format or turn what stands around them, and of halves of characters."""


def shown_text(text: str) -> str:
    """Return a text as it is shown: a blank for line breaks and tabs, U+FFFD for what can't be seen.

    Unicode has the turning characters among its format characters: https://www.unicode.org/reports/tr9/
    """
    if text.isprintable():
        return text
    return "".join("\ufffd" if _is_hidden(character) else character for character in _LINE_BREAKS.sub(" ", text))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in _HIDDEN and character not in _JOINERS
