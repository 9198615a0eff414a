"""Makes cells safe to open in a spreadsheet, and takes the protection off again. Pure.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a formula can start programs
or send the sheet's content away. Such a cell gets an apostrophe before it, which spreadsheets read as "this is
text". Ingest takes an apostrophe before one of these characters off again, so a mended file means what its first
version meant. A phone number such as `+49 30 123456` stays as it is: digits, blanks and `().-/` compute at worst
to another number, and whoever reads the file expects to find the number that was typed.
"""

from __future__ import annotations

import re
from typing import Final

_RISKY: Final = re.compile("^ *[\t\r\n=+@\uff1d\uff0b\uff0d\uff20-]")
_NUMBER: Final = re.compile(r"^[+-]?[0-9][0-9 ().\-/]*$")
_GUARD: Final = "'"


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    The rule follows OWASP's page on CSV injection, which also names the full-width signs (U+FF0B and so on), and counts
    leading blanks as nothing.
    """
    if _RISKY.match(text) and not _NUMBER.match(text):
        return _GUARD + text
    return text


def original_cell(text: str) -> str:
    """Return what a cell held before `safe_cell`, which is the cell itself unless it was protected."""
    if text.startswith(_GUARD) and safe_cell(text[1:]) == text:
        return text[1:]
    return text
