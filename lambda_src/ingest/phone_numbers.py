"""Reads phone numbers as E.164, and tells what a spreadsheet made of them. Pure."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

_E164: Final = re.compile(r"\+[1-9]\d{1,14}", re.ASCII)
_DIGITS: Final = re.compile(r"\d{7,15}", re.ASCII)
_INTERNATIONAL: Final = re.compile(r"00(?=[1-9])")
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


def is_missing_plus(text: str, number: str) -> bool:
    """Whether a number was understood although the `+` before its country code is missing."""
    return number == "+" + text


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
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
