"""Finds the sheet of a workbook that has an agent directory, or another table of people or passwords. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from ingest.reading.columns import Header
from ingest.reading.dialect import LAST_LINE, Dialect, Record, SheetPlace
from ingest.reading.readings import find_in_readings
from ingest.reading.workbook.book import Book, Sheet, open_book
from ingest.reading.workbook.sheet_rows import SheetRows

_MOST_CHARACTERS: Final = 1_000_000
"""Of the rows that a sheet is judged by."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sheet with cells, and the header of its table if it is one of people or passwords."""

    sheet: Sheet
    header: Header | None


def find_in_workbook(stream: BinaryIO, key: str = "", column_names: Mapping[str, str] | None = None) -> Header | None:
    """Find the header of the first sheet that people see and that has an agent directory.

    Args:
        stream: the workbook.
        key: the file's name, which may say that it lists people.
        column_names: the deployment's own headers → columns.

    Returns:
        Where no such sheet has a directory, the header of a table with passwords or of people on any sheet; None if
        there is none either.

    Raises:
        UnreadableError: the workbook can't be read, or exceeds a limit.
    """
    with open_book(stream) as book:
        found = [_judge(book, sheet, key, column_names) for sheet in book.sheets]
    judged = [one for one in found if one is not None]
    chosen = _choose(judged)
    if chosen is None or chosen.header is None:
        return None
    header, rest = chosen.header, [one for one in judged if one is not chosen]
    place = SheetPlace(
        chosen.sheet.name,
        others=tuple(one.sheet.name for one in rest if not one.sheet.hidden),
        hidden=tuple(one.sheet.name for one in rest if one.sheet.hidden),
        passwords_elsewhere=any(one.header is not None and one.header.passwords for one in rest),
    )
    shape = "hidden" if chosen.sheet.hidden else header.shape
    return replace(header, dialect=replace(header.dialect, sheet=place), shape=shape)


def _choose(judged: Sequence[_Judged]) -> _Judged | None:
    tables = [one for one in judged if one.header is not None]
    return (
        _first(one for one in tables if one.header and one.header.is_agent_directory and not one.sheet.hidden)
        or _first(one for one in tables if one.header and one.header.passwords)
        or _first(one for one in tables if not one.sheet.hidden)
        or _first(tables)
    )


def _first(judged: Iterable[_Judged]) -> _Judged | None:
    return next(iter(judged), None)


def _judge(book: Book, sheet: Sheet, key: str, column_names: Mapping[str, str] | None) -> _Judged | None:
    """Judge a sheet by its first rows; None if it is empty."""
    records = _first_records(book, sheet)
    if not records:
        return None
    dialect = Dialect(separator="", sheet=SheetPlace(sheet.name))
    alone = [record.cells[0] for record in records if record.cells and not any(record.cells[1:])]
    # A table whose rows were pasted into one cell each is told by its text.
    text = "\n".join(alone) if len(alone) == sum(1 for record in records if record.cells) else ""
    return _Judged(sheet, find_in_readings([(dialect, records)], text, key, column_names))


def _first_records(book: Book, sheet: Sheet) -> list[Record]:
    """Return the first rows, all as wide as the widest; rows without cells, which have none, are among them."""
    rows: list[tuple[int, list[str]]] = []
    room = _MOST_CHARACTERS
    with closing(SheetRows(book, sheet)) as source:
        for row in source:
            room -= sum(map(len, row.cells))
            if row.number > LAST_LINE or (room < 0 and rows):
                break
            rows += [(number, []) for number in range(rows[-1][0] + 1 if rows else 1, row.number)]
            rows.append((row.number, row.cells))
    width = max((len(cells) for _, cells in rows), default=0)
    return [Record((*cells, *[""] * (width - len(cells))) if cells else (), number, number) for number, cells in rows]
