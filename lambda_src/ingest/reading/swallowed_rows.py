"""Finds the rows that lie in a cell whose quote is not closed, so that each of them is told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.csv_reader import CsvReader
from ingest.reading.row import Row
from ingest.reading.row_width import RowWidth

_LINE_END: Final = re.compile("\r\n?|\n")


def swallowed_rows(header: Header, line: int, cells: Sequence[str]) -> Iterator[Row]:
    """Yield the rows that a row has swallowed, each rejected.

    Their cells are shown where they are as many as the header has, and never in a file with passwords.

    Args:
        header: the table's header.
        line: where the row begins that swallowed them.
        cells: its cells.
    """
    row_width = RowWidth(header)
    separator = header.dialect.separator
    message = f"lies in a cell of line {line}, because a quote is not closed there; mend that line"
    at = line
    for index, cell in enumerate(cells):
        lines = _LINE_END.split(cell)
        for offset, text in enumerate(lines[1:], start=1):
            separators = text.count(separator)
            # The quote that closes the cell is the first one of a later row, whose other cells were told apart again.
            following = len(cells) - 1 - index if offset == len(lines) - 1 else 0
            if separators + following >= row_width.half_row:
                shown = () if following else _shown(header, row_width, text)
                yield Row(at + offset, cells=shown, problems=({"column": "", "message": message},))
        at += len(lines) - 1


def _shown(header: Header, row_width: RowWidth, text: str) -> Sequence[str]:
    if header.may_hold_passwords:
        return ()
    cells = next(iter(CsvReader([text], header.dialect.separator)), [])
    return row_width.kept(cells) if len(cells) == row_width.width else ()
