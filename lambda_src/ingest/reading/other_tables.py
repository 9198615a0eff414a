"""Finds tables that are no directories and must not be passed over in silence. Pure.

Those are tables with passwords, of which nothing may be stored as data, and tables that look like a list of people: so
whoever uploaded one hears that nobody was read from it, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.reading.columns import Header, read_header
from ingest.reading.damaged_tables import find_damaged
from ingest.reading.dialect import LAST_HEADER_LINE, Dialect, Record
from ingest.reading.header_likeness import column_cells, is_address, is_header, look_secret, mostly, obeys_password_rule
from ingest.reading.made_headers import made_header
from ingest.reading.password_rule import looks_like_password
from ingest.reading.password_words import speaks_of_passwords, speaks_plainly
from ingest.reading.staff_words import ENOUGH, named_like_people, weight_of

LAST_LINE: Final = 50
"""How far down a header is looked for."""

_LONGEST_HEADER: Final = 60
_NO_NAME: Final = re.compile(r"[\W\d_]*")
_ENTRA: Final = "version:v1"
"""How the first line of a template of Microsoft Entra begins; it may have a single column."""

_CELLS_OF_ANY_TABLE: Final = re.compile(r"[,;\t|^~]|\s{2,}")

Reading = tuple[Dialect, Sequence[Record]]
Found = tuple[Header, Sequence[Record]]


def find_table(
    readings: Sequence[Reading], text: str, key: str, column_names: Mapping[str, str] | None = None
) -> Found | None:
    """Find a table with passwords or of people among a file's first records.

    Args:
        readings: the records, once for each separator.
        text: the file's beginning.
        key: the file's name.
        column_names: the deployment's own headers → columns.

    Returns:
        Its header, which may be a made one where the file has none, and the records of its reading; None if there is
        no such table.
    """
    named = named_like_people(key)
    return (
        _find_turned(readings)
        or _find_header(readings, column_names, named=named)
        or _find_unseparated(readings, text)
        or (find_damaged(readings, text) if readings[0][0].sheet is None else None)
        or _find_without_header(readings, named=named)
    )


def _find_header(readings: Sequence[Reading], column_names: Mapping[str, str] | None, *, named: bool) -> Found | None:
    found: list[tuple[int, Header, Sequence[Record]]] = []
    for dialect, records in readings:
        # Of a file that says what it is about, little is asked, but of the first line that can be a header.
        first = _first_of_cells(records) if named or _is_entra(records) else None
        for index, record in enumerate(records):
            if record.first_line <= LAST_LINE and any(map(str.strip, record.cells)):
                header = read_header(record.cells, dialect, record.last_line, column_names)
                weight = weight_of(header)
                enough = 1 if index == first else ENOUGH
                if _has_passwords(header, records, index) or (
                    weight >= enough and _lists_people(header, records, index, alone=index == first)
                ):
                    found.append((weight, _at_its_place(header, record), records))
    if not found:
        return None
    _, header, records = max(found, key=lambda one: (one[0], one[1].width, -one[1].last_line))
    return header, records


def _first_of_cells(records: Sequence[Record]) -> int | None:
    """Return the index of the first record with several cells; of the second one, where all have a single one."""
    wide = (index for index, record in enumerate(records) if _filled(record.cells) > 1)
    return next(wide, 1 if len(records) > 1 else None)


def _is_entra(records: Sequence[Record]) -> bool:
    return bool(records) and bool(records[0].cells) and records[0].cells[0].strip().startswith(_ENTRA)


def _at_its_place(header: Header, record: Record) -> Header:
    if record.first_line <= LAST_HEADER_LINE:
        return header
    return replace(header, shape="below", first_line=record.first_line)


def _has_passwords(header: Header, records: Sequence[Record], index: int) -> bool:
    """Whether a record is the header of a table with passwords, rather than part of a text that speaks of them.

    The first line of a file is believed more easily than a later one, which may be anything's data.
    """
    # A cell such as "Secret123" is a password rather than a header for some.
    named = [
        column
        for column in header.passwords
        if len(header.names[column]) <= _LONGEST_HEADER and not looks_like_password(header.names[column].strip())
    ]
    below = _below(records, index)
    if not named or header.width < 2 or not is_header(header.names, named) or not below or len(below[0]) == 1:
        return False
    if not any(speaks_plainly(header.names[column]) for column in named):
        # Words such as "pass" and "pin" mean other things as well.
        return bool(header.columns) or look_secret(below, named)
    above = [record.cells for record in records[:index] if any(record.cells)]
    if not above:
        return True
    if any(name.strip() and _NO_NAME.fullmatch(name) for name in header.names):
        return False
    stands_apart = not any(records[index - 1].cells) or all(_filled(header.names) > _filled(cells) for cells in above)
    return stands_apart or look_secret(below, named)


def _lists_people(header: Header, records: Sequence[Record], index: int, *, alone: bool) -> bool:
    """Whether a record is the header of a list of people; `alone`: it may have a single column."""
    below = _below(records, index)
    if not below or not is_header(header.names, header.columns.values()):
        return False
    if header.width > 1:
        return any(len(cells) > 1 for cells in below[:3])
    return alone and mostly(is_address, [cells[0] for cells in below if cells])


def _below(records: Sequence[Record], index: int) -> list[tuple[str, ...]]:
    return [record.cells for record in records[index + 1 :] if any(record.cells)]


def _find_turned(readings: Iterable[Reading]) -> Found | None:
    """Find a table that is turned by a quarter: its headers stand below each other."""
    for dialect, records in readings:
        rows = [record.cells for record in records[:LAST_LINE] if any(record.cells)]
        names = [cells[0] for cells in rows]
        header = read_header(names, dialect)
        known = {0, 1, 2}.intersection(header.columns.values())
        if len(known) > 1 and weight_of(header) >= ENOUGH and all(len(cells) > 1 for cells in rows):
            secret = any(map(speaks_of_passwords, names))
            return made_header(
                dialect, rows, "turned", names, secret=range(1, max(map(len, rows))) if secret else ()
            ), ()
    return None


def _find_unseparated(readings: Sequence[Reading], text: str) -> Found | None:
    """Find a table whose cells nothing separates that Rollcall knows, or that is quoted line by line."""
    dialect, records = readings[0]
    lines = [line.strip().strip('"') for line in text.splitlines()[:LAST_LINE]]
    lines = [line for line in lines if line]
    for number, line in enumerate(lines[:-1]):
        names = _CELLS_OF_ANY_TABLE.split(line)
        if (
            len(names) < 2
            or not is_header((line,), ())
            or len(_CELLS_OF_ANY_TABLE.split(lines[number + 1])) != len(names)
        ):
            continue
        header = read_header(names, dialect)
        if weight_of(header) >= ENOUGH and is_header(names, header.columns.values()):
            rows = [record.cells for record in records]
            secret = any(map(speaks_of_passwords, names))
            whole = range(max(map(len, rows))) if secret else ()
            return made_header(dialect, rows, "unseparated", names, secret=whole), ()
    return None


def _find_without_header(readings: Iterable[Reading], *, named: bool) -> Found | None:
    """Find a list of people without a header, or with one in none of the languages that are known."""
    best: tuple[int, Found] | None = None
    for dialect, records in readings:
        rows = [record.cells for record in records if any(map(str.strip, record.cells))]
        width = max((len(cells) for cells in rows), default=0)
        body = rows[1:] or rows
        addresses = [index for index in range(width) if mostly(is_address, column_cells(body, index))]
        secrets = [index for index in range(width) if obeys_password_rule(column_cells(body, index))]
        even = width > 2 and len(rows) > 1 and len(set(map(len, rows))) == 1
        if (named and (addresses or (even and secrets) or (even and len(rows[0]) > 2))) or (addresses and secrets):
            # A first row that may be somebody's is not shown as a header.
            has_header = (
                bool(addresses)
                and not any(looks_like_password(cell.strip()) for cell in rows[0])
                and is_header(rows[0], range(len(rows[0])))
            )
            header = (
                read_header(rows[0], dialect, next(r.last_line for r in records if r.cells is rows[0]))
                if has_header
                else made_header(dialect, rows, "missing", ())
            )
            if best is None or width > best[0]:
                best = width, (header, records)
    return None if best is None else best[1]


def _filled(cells: Iterable[str]) -> int:
    return sum(1 for cell in cells if cell.strip())
