r"""Opens lines of text as records of cells: by the rules of `csv.reader`, and by two that tools write by instead. Pure.

All that reads tables reads them through here, so that every part of ingest sees the same cells.

| in the file | what it says |
|---|---|
| `x, "Lovelace, Ada"` | blanks between a separator and a quote belong to no cell |
| `"Ada \"Countess\" King"` | a quote behind a backslash belongs to the cell; by CSV's rules it is written twice |

A cell is only read so where it stands whole on its record's first line and makes no sense there by CSV's own rules.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

_NO_LIMIT: Final = 2**31 - 1
"""Of a cell's characters. What a row may take is bounded where the text is read, and says so in its own words."""

_QUOTE: Final = '"'
_ESCAPED: Final = '\\"'

Quotes = Literal["fit", "stray", "broken"]
"""`fit`: each has its partner, around a cell or within one (`Ann "Annie" King`). `stray`: one within an unquoted cell
has none (`12" screen`). `broken`: a quoted cell does not end where its quote does, so something was lost or won."""


class CsvReader:
    """Reads records.

    Args:
        lines: of text, each with its line end.
        separator: between the cells.

    Attributes:
        line_num: the line on which the last record ended, counting from 1.
        quotes: what the quotes of the last record are like.
    """

    def __init__(self, lines: Iterable[str], separator: str) -> None:
        csv.field_size_limit(_NO_LIMIT)
        self.line_num = 0
        self.quotes: Quotes = "fit"
        self._separator = separator
        self._begins = True
        self._quoted: list[str] = []
        self._reader = csv.reader(self._as_csv(lines), delimiter=separator)

    def __iter__(self) -> Iterator[list[str]]:
        for cells in self._reader:
            self.quotes = self._judge_quotes() if self._quoted else "fit"
            yield cells
            self._begins = True

    def _judge_quotes(self) -> Quotes:
        marks, text = _marks(self._separator), "".join(self._quoted)
        if marks.fitting.fullmatch(text):
            return "fit"
        return "stray" if marks.stray.fullmatch(text) else "broken"

    def _as_csv(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.line_num += 1
            if self._begins:
                self._begins = False
                self._quoted.clear()
                if _QUOTE in line:
                    line = as_csv(line, self._separator)
                    self._quoted.append(line)
            else:
                self._quoted.append(line)
            yield line


def as_csv(line: str, separator: str) -> str:
    """Return the first line of a record as CSV has it; each cell begins and ends where it does in the line."""
    marks = _marks(separator)
    if not marks.odd.search(line):
        return line
    parts: list[str] = []
    at = 0
    while True:
        blanks = marks.blanks.match(line, at)
        if blanks:
            parts.append(_QUOTE + blanks[0])  # what is read is trimmed, so they may go inside
            at = blanks.end()
        if match := marks.cell.match(line, at):
            text = match[0]
        elif match := marks.escaped.match(line, at):
            text = match[0].replace(_ESCAPED, _QUOTE * 2)
        else:
            # A cell that goes on in the next line, or is beyond mending.
            return "".join(parts) + (line[at + 1 :] if blanks else line[at:])
        parts.append(text[1:] if blanks else text)
        at = match.end()
        if not line.startswith(separator, at):
            return "".join(parts) + line[at:]
        parts.append(separator)
        at += len(separator)


class _Marks(NamedTuple):
    """How to tell the cells of a line.

    Attributes:
        odd: what a line has that may need a change.
        blanks: those before a quote.
        cell: one that CSV's rules make sense of.
        escaped: one with backslashes before its quotes.
        fitting: a record whose quotes fit.
        stray: one whose quoted cells fit.
    """

    odd: re.Pattern[str]
    blanks: re.Pattern[str]
    cell: re.Pattern[str]
    escaped: re.Pattern[str]
    fitting: re.Pattern[str]
    stray: re.Pattern[str]


@cache
def _marks(separator: str) -> _Marks:
    blank = "[ \u00a0]" if separator == "\t" else "[ \t\u00a0]"
    inside = rf"[^{re.escape(separator)}\r\n]"
    end = rf"(?=[{re.escape(separator)}\r\n]|\Z)"
    quoted = rf'"[^"]*(?:""[^"]*)*"{blank}*{end}'
    plain = rf'[^{re.escape(separator)}"\r\n]'
    fitting = rf'(?>{quoted}|(?:{plain}+(?:"{plain}*"{plain}*)*)?)'
    stray = rf"(?>{quoted}|(?:{plain}{inside}*)?)"
    return _Marks(
        odd=re.compile(rf'\\"|{blank}"'),
        blanks=re.compile(rf'{blank}+(?=")'),
        cell=re.compile(rf'"(?:[^"]|"")*"{end}|(?!"){inside}*'),
        escaped=re.compile(rf'"(?:[^"\\]|\\.|"")*" *{end}'),
        fitting=_record(fitting, separator),
        stray=_record(stray, separator),
    )


def _record(cell: str, separator: str) -> re.Pattern[str]:
    return re.compile(rf"{cell}(?:{re.escape(separator)}{cell})*(?:\r\n?|\n)?")
