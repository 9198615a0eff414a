"""Writes cells and rows that are safe to open in a spreadsheet, and takes the protection off again. Pure.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a formula can start programs
or send the sheet's content away. Such a cell gets an apostrophe before it, which spreadsheets read as "this is
text". Where a spreadsheet separates cells by another character than the file does, a cell may fall apart, and each of
its pieces begins a cell: `x;=1` in a file with commas is `=1` for a German Excel, quoted or not. So an apostrophe
stands behind every separator that a formula follows, too.

Ingest takes these apostrophes off again, so a mended file means what its first version meant. An apostrophe that stood
there already gets another one before it, so every text comes back as it was.

A phone number such as `+49 30 123456` stays as it is: digits, blanks and `().-/` compute at worst to another number,
and whoever reads the file expects to find the number that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_GUARD: Final = "'"
_SEPARATORS: Final = ",;|\t\r\n"
_SIGNS: Final = "=+@\\-\uff1d\uff0b\uff0d\uff20"
# Whatever a spreadsheet may pass over before a sign: blanks of all kinds, controls, and what can't be seen.
_UNSEEN: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_BLANK: Final = rf"(?:[^\S\t\r\n]|[{_UNSEEN}])"
_NUMBER: Final = rf"{_GUARD}*[+-]?[0-9][0-9 ().\-/]*\Z"
# The apostrophes before a sign belong to what is guarded, so that the first one is always ours.
_FIRST: Final = rf"(?=(?:{_GUARD}|{_BLANK})*[{_SIGNS}\t\r\n])(?!{_NUMBER})"
_INNER: Final = rf"(?={_GUARD}*{_BLANK}*[{_SIGNS}])(?!{_NUMBER})"
_STARTS: Final = re.compile(rf"\A{_FIRST}|(?<=[{_SEPARATORS}]){_INNER}")
# People may have put blanks before the guard of a cell.
_GUARDED: Final = re.compile(rf"\A({_BLANK}*){_GUARD}{_FIRST}|(?<=[{_SEPARATORS}]){_GUARD}{_INNER}")
_QUOTED: Final = re.compile(rf'[{_SEPARATORS}"]|\A{_BLANK}|{_BLANK}\Z')


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, nor any part of it, whatever separates its cells.

    The rule follows OWASP's page on CSV injection, which also names the full-width signs (U+FF0B and so on):
    https://owasp.org/www-community/attacks/CSV_Injection
    """
    return _STARTS.sub(_GUARD, text)


def original_cell(text: str) -> str:
    """Return what a cell held before `safe_cell`, which is the cell itself unless it was protected."""
    at = text.find(_GUARD)
    # One alone behind a letter, as in O'Neil, guards nothing. Most are such, and the pattern takes ten times longer.
    if at < 0 or (at > 0 and text[at - 1].isalnum() and text.find(_GUARD, at + 1) < 0):
        return text
    return _GUARDED.sub(r"\1", text)


def csv_row(cells: Iterable[object], separator: str = ",") -> str:
    """Return a row of CSV with its line end. Its cells are safe, and quoted where any separator could split them.

    `csv.writer` quotes a cell for the separator of its own file alone.

    Args:
        cells: of the row; what is no text is written as `str` has it.
        separator: between the cells, one of `,`, `;`, `|` and the tab.
    """
    return (separator.join(_field(safe_cell(str(cell))) for cell in cells) or '""') + "\r\n"


def _field(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell
