"""Reads phone numbers as E.164, and tells what a spreadsheet made of them. Pure.

Numbers that are written as E.164, as Connect's console wants them, need none of the phone number library. Loading it
takes a tenth of a second, so only a file that holds another one pays for it.
"""

from __future__ import annotations

import re
from typing import Final

_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_MANGLED: Final = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+|\d+[.,]0+")


def read_phone_number(text: str, *, country: str) -> str:
    """Read a phone number; a national one is taken to be of the country.

    Args:
        text: a trimmed cell that is not empty.
        country: ISO 3166, two letters.

    Returns:
        The number as E.164.

    Raises:
        ValueError: the cell holds no number, one that a spreadsheet mangled, or one with an extension.
    """
    if _E164.fullmatch(text):
        return text
    if _MANGLED.fullmatch(text):
        raise ValueError(
            f"'{text}' was mangled by a spreadsheet, and its digits may be lost; format the column as text and type "
            "the number again, such as +442079460000"
        )
    from ingest.reading.numbering_plans import read_by_plan

    return read_by_plan(text, country=country)


def is_missing_plus(text: str, number: str) -> bool:
    """Whether a number was understood although the `+` before its country code is missing."""
    return number == "+" + text
