"""Reads phone numbers by the numbering plans of the world's countries. Pure."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

_DIGITS: Final = re.compile(r"\d{7,15}", re.ASCII)
_INTERNATIONAL: Final = re.compile(r"00(?=[1-9])")


def read_by_plan(text: str, *, country: str) -> str:
    """Read a phone number that is not written as E.164; see `ingest.reading.phone_numbers.read_phone_number`."""
    number = _parse(text, country)
    if number is None or not phonenumbers.is_valid_number(number):
        number = _other_reading(text, country) or number
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(
            f"'{text}' is no phone number; write it with its country code, such as +442079460000, "
            f"or as a national number of {country}"
        )
    if number.extension:
        raise ValueError(f"'{text}' has an extension, which Amazon Connect can't dial; write a direct number")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _other_reading(text: str, country: str) -> PhoneNumber | None:
    """Read what is no valid number of the country as an international one.

    Raises:
        ValueError: it would be one with a `+`, which spreadsheets drop. Whose number it is can only be guessed.
    """
    if _INTERNATIONAL.match(text):
        return _valid("+" + text[2:])
    if _DIGITS.fullmatch(text) and _valid("+" + text):
        raise ValueError(
            f"'{text}' is no number of {country}; a spreadsheet seems to have dropped the + of +{text}. "
            f"Format the column as text and write +{text}"
        )
    return None


def _valid(text: str) -> PhoneNumber | None:
    number = _parse(text, None)
    return number if number is not None and phonenumbers.is_valid_number(number) else None


def _parse(text: str, country: str | None) -> PhoneNumber | None:
    try:
        # The library does not know all kinds of blanks by which digits are grouped, such as French's narrow one.
        return phonenumbers.parse(" ".join(text.split()), country)
    except phonenumbers.NumberParseException:
        return None
