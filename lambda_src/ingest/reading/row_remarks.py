"""Tells what is odd about the cells of a row that can be read: letters, signs, encoding. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from ingest.reading.file_encoding import UNREADABLE, FileEncoding
from ingest.reading.garbled_names import before_it_was_garbled
from ingest.reading.phone_numbers import is_missing_plus
from ingest.reading.remarks import Remarks
from ingest.reading.values import clean

_REMEMBERED_NAMES: Final = 4_096
_GARBLED: Final = (
    "has a letter or a sign where names have none, as if the file were written in another encoding than it seems; "
    "unless the name is right, save the file as CSV UTF-8"
)


def warn_of_garbled_names(cells: Sequence[str], names: Iterable[int], remarks: Remarks) -> None:
    """Warn of names that look as if they were read in another encoding than they were written in.

    Args:
        cells: the row's.
        names: indexes of the names.
        remarks: gets the warnings.
    """
    for index in names:
        if not cells[index].isascii() and _seems_garbled(cells[index]):
            remarks.warn(index, _GARBLED)


def warn_of_missing_plus(index: int, text: str, numbers: Sequence[str | None], remarks: Remarks) -> None:
    """Warn of a phone number whose plus a spreadsheet dropped.

    Args:
        index: of its cell.
        text: the cell, cleaned.
        numbers: the row's phone numbers as they were read.
        remarks: gets the warning.
    """
    if any(number and is_missing_plus(text, number) for number in numbers):
        message = f"has no + before its country code, which spreadsheets drop; it was read as +{text}"
        remarks.warn(index, message)


def check_encoding(cells: Sequence[str], used: Iterable[int], encoding: FileEncoding, remarks: Remarks) -> None:
    """Reject cells whose characters can't be read, and warn of those whose encoding is not certain.

    Args:
        cells: the row's.
        used: indexes of the cells that count.
        encoding: the file's.
        remarks: gets the problems and warnings.
    """
    for index in used:
        if UNREADABLE in cells[index]:
            remarks.reject_alone(index, encoding.advice)
        elif encoding.doubtful and not cells[index].isascii():
            remarks.warn(index, encoding.warning)


@lru_cache(_REMEMBERED_NAMES)
def _seems_garbled(cell: str) -> bool:
    # Only names with letters beyond ASCII need it.
    from ingest.reading.code_pages import is_garbled

    name = clean(cell)
    return UNREADABLE not in name and is_garbled(name) and not before_it_was_garbled(name)
