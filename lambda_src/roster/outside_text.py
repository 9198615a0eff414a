"""How texts from outside leave Rollcall: on one line, in the order in which they stand, and with nothing unseen. Pure.

Cells, headers, keys, names and messages of AWS that quote them are somebody else's text. Whatever writes them for
people (`report.notification_text`, `report.page`, `report.csv_files`, `rollcall_cli.printing`, `roster.logs`) passes
them through here itself, so that nobody has to think of it where a sentence is made.

| characters | Unicode's categories | are shown as |
|---|---|---|
| line breaks, tabs, U+2028, U+2029, U+0085; several in a row | some of Cc, Zl, Zp | one blank |
| blanks of other kinds, such as the no-break space of French numbers | Zs | they are |
| joiners U+200C and U+200D behind a character that is seen, as in Persian, Indic words and emoji | Cf | they are |
| other controls, such as U+009B | Cc | U+FFFD |
| what turns the direction of writing or formats otherwise: U+202E, soft hyphen, byte order mark | Cf | U+FFFD |
| halves of characters, private use, unassigned ones: nobody knows how they look | Cs, Co, Cn | U+FFFD |

The turning characters are in https://www.unicode.org/reports/tr9/, and what they are misused for in
https://www.unicode.org/reports/tr36/.
"""

from __future__ import annotations

import re
import shlex
import string
import unicodedata
from typing import Final

LONGEST: Final = 20_000
"""Characters of a text that are shown; a cell of a spreadsheet takes 32,767."""

_LINE_BREAKS: Final = re.compile("(?:\r\n|[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029])+")
_JOINERS: Final = frozenset("\u200c\u200d")
_REPLACED: Final = "\ufffd"
_BEHIND_NO_WORD: Final = frozenset({" ", _REPLACED, *_JOINERS})
_END: Final = "…"


def shown_text(text: str, longest: int = LONGEST) -> str:
    """Return a text from outside as it may be shown.

    Args:
        text: any.
        longest: how many characters are shown; an ellipsis stands for the others.
    """
    if len(text) > longest:
        text = text[:longest] + _END
    if text.isprintable():
        return text
    shown: list[str] = []
    for character in _LINE_BREAKS.sub(" ", text):
        # Two joiners in a row, or one behind a blank or nothing, belong to no word.
        joins = character in _JOINERS and shown and shown[-1] not in _BEHIND_NO_WORD
        shown.append(character if joins or _is_seen(character) else _REPLACED)
    return "".join(shown)


def _is_seen(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"


def shell_word(text: str) -> str:
    """Return a text as one word of a command that people copy: quoted, by its bytes where not all of it can be shown.

    `$'...'` is in Bash, zsh and POSIX.1-2024.
    """
    if shown_text(text) == text:
        return shlex.quote(text)
    plain = {*map(ord, string.ascii_letters + string.digits + "/._-:")}
    data = text.encode("utf-8", "surrogatepass")  # an argument of a command may hold halves of characters
    return "$'" + "".join(chr(byte) if byte in plain else f"\\x{byte:02x}" for byte in data) + "'"


def shown_json(document: str) -> str:
    r"""Return JSON in which each character that `shown_text` does not show is written as an escape.

    It says the same: `\u202e` in JSON is that character for whoever reads it by a program, and harmless for all others.

    Args:
        document: JSON, whose own line breaks and indentation stay.
    """
    if document.isascii() and "\x7f" not in document:
        return document  # JSON itself escapes ASCII's other controls
    return "".join(
        character if _is_seen(character) or character == "\n" else _escape(character) for character in document
    )


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
