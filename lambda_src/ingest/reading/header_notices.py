"""Says what to know about a directory's header as a whole: columns that were probably meant to be read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ingest.reading.columns import DIRECTORY_COLUMNS, Header
from ingest.reading.dialect import SheetPlace
from ingest.reading.known_headers import may_be_login
from ingest.reading.near_headers import nearest_header

_MOST: Final = 100
"""Columns that are looked at."""

_SHEETS_NAMED: Final = 10

WORKBOOK_IS_REPLACED: Final = (
    "If the workbook holds passwords, a new one takes its place in the bucket that has the texts of this table without "
    "them; formats, formulas and all other sheets are not in it."
)


def header_notices(header: Header) -> Iterator[str]:
    """Yield a sentence or two for each column that is ignored and was probably meant to be read, and for sheets."""
    if header.dialect.sheet is not None:
        yield from _sheet_notices(header, header.dialect.sheet)
    wanted = DIRECTORY_COLUMNS - header.columns.keys()
    unknown = header.unknown[:_MOST]
    for name in unknown:
        if near := nearest_header(name, wanted):
            yield (
                f"Nothing was read from the column '{name.strip()}'; did you mean '{near[0]}'? Until it is renamed, "
                "agents keep what they have, and new ones get the default."
            )
    if "username" not in header.columns:
        for name in unknown:
            if may_be_login(name):
                yield (
                    f"The e-mail addresses were taken for the logins, and nothing was read from the column "
                    f"'{name.strip()}'. If it holds the logins, name it 'username': agents who have those logins would "
                    "else be made a second time."
                )


def _sheet_notices(header: Header, sheet: SheetPlace) -> Iterator[str]:
    if sheet.others or sheet.hidden:
        parts = [f"The sheet '{sheet.name}' was read."]
        if sheet.others:
            parts.append(f"Nothing was read from the sheets {_named(sheet.others)}.")
        if sheet.hidden:
            parts.append(f"Nothing was read from the hidden sheets {_named(sheet.hidden)}.")
        yield " ".join(parts)
    if header.holds_passwords:
        yield WORKBOOK_IS_REPLACED


def _named(sheets: tuple[str, ...]) -> str:
    more = len(sheets) - _SHEETS_NAMED
    return ", ".join(f"'{name}'" for name in sheets[:_SHEETS_NAMED]) + (f" and {more} more" if more > 0 else "")
