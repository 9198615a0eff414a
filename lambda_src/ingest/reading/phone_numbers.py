"""Reads phone numbers as E.164, and tells what a spreadsheet made of them. Pure.

Loading the phone number library takes a tenth of a second, so only a file with a phone number pays for it.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from types import ModuleType
from typing import Final

from ingest.reading.remarks import Noted

_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
is_e164: Final = _E164.fullmatch
"""Whether a text is written as E.164."""

_MANGLED: Final = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+|\d+[.,]0+")


def read_phone_number(text: str, *, country: str) -> str | Noted:
    """Read a phone number; a national one is taken to be of the country.

    Args:
        text: a trimmed cell that is not empty.
        country: ISO 3166, two letters.

    Returns:
        The number as E.164; with a warning if it could exist and no range of numbers in use has it.

    Raises:
        ValueError: the cell holds no number, one that can't exist or that a spreadsheet mangled, several, or one with
            an extension.
    """
    if is_e164(text):
        return read_e164(text)
    if _MANGLED.fullmatch(text):
        raise ValueError(
            f"'{text}' was mangled by a spreadsheet, and its digits may be lost; format the column as text and type "
            "the number again, such as +442079460000"
        )
    number: str | Noted = _numbering_plans().read_by_plan(text, country=country)
    return number


def read_e164(text: str) -> str | Noted:
    """Read a phone number that is written as E.164; see `read_phone_number`."""
    number: str | Noted = _numbering_plans().read_international(text)
    return number


@cache
def _numbering_plans() -> ModuleType:
    return importlib.import_module("ingest.reading.numbering_plans")


def is_missing_plus(text: str, number: str) -> bool:
    """Whether a number was understood although the `+` before its country code is missing."""
    return number == "+" + text
