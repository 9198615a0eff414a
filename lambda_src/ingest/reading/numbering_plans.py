"""Reads phone numbers by the numbering plans of the world's countries. Pure."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, ValidationResult

from ingest.reading.remarks import Noted
from roster.causes import PHONE_COUNTRY

_DIGITS: Final = re.compile(r"\d{7,15}", re.ASCII)
_INTERNATIONAL: Final = re.compile(r"00(?=[1-9])")
_BETWEEN_NUMBERS: Final = re.compile(r"\s*(?:[/;,|&\r\n]|\b(?:or|and|oder|und|ou|et|o|y|e|of|en)\b)\s*", re.IGNORECASE)
_BLANKS: Final = re.compile(r"[^\S\r\n]+")  # where many stood in a row, each would be tried as the first one
_MOST_NUMBERS: Final = 20
"""Parts of a cell that are looked at for a second number."""

_LONGEST_CODE: Final = 3
_NORTH_AMERICA: Final = 1
# In North America neither the area code nor what follows it begins with 0 or 1.
_NORTH_AMERICAN: Final = re.compile(r"[2-9]\d\d[2-9]\d{6}")
_KINDS: Final = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
)
_WHY: Final = {
    ValidationResult.TOO_SHORT: "it has too few digits",
    ValidationResult.TOO_LONG: "it has too many digits",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "its area code is missing",
}


def read_international(text: str) -> str | Noted:
    """Read a number that is written as E.164.

    Raises:
        ValueError: there can be no such number.
    """
    for length in range(1, _LONGEST_CODE + 1):
        valid = _valid_numbers(text[1 : 1 + length])
        if valid is not None:
            if valid.fullmatch(text, 1 + length):
                return text  # without a look at the other regions of the country code; so it is with nearly all
            break
    return _checked(text, _parse(text, None), f"'{text}'")


def read_by_plan(text: str, *, country: str) -> str | Noted:
    """Read a phone number that is not written as E.164; see `ingest.reading.phone_numbers.read_phone_number`."""
    parts = _BETWEEN_NUMBERS.split(_BLANKS.sub(" ", text), _MOST_NUMBERS)
    if len(parts) > 1 and sum(_is_valid(part, country) for part in parts) > 1:
        raise ValueError(f"'{text}' holds several numbers; keep one")
    number = _parse(text, country)
    if number is None or not phonenumbers.is_valid_number(number):
        number = _other_reading(text, country) or number
    if number is not None and number.extension:
        raise ValueError(f"'{text}' has an extension, which Amazon Connect can't dial; write a direct number")
    if number is None:
        raise ValueError(
            f"'{text}' is no phone number; write it with its country code, such as +442079460000, "
            f"or as a national number of {country}{PHONE_COUNTRY.format(country=country)}"
        )
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    # One that has a + names its country itself, however it is grouped.
    advice = "" if text.startswith("+") else PHONE_COUNTRY.format(country=country)
    return _checked(e164, number, f"'{text}', read as {e164},", advice)


def _checked(e164: str, number: PhoneNumber | None, what: str, advice: str = "") -> str | Noted:
    """Return a number, with a warning if no plan has it.

    Args:
        e164: as it is returned.
        number: the same; None if no country has its country code.
        what: the number in a message.
        advice: ends the message.

    Raises:
        ValueError: there can be no such number.
    """
    why = "no country has its country code" if number is None else _why_impossible(number)
    if number is None or why:
        raise ValueError(
            f"{what} is no phone number that can exist: {why}; write it whole, such as +442079460000{advice}"
        )
    if phonenumbers.is_valid_number(number):
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Noted(e164, f"{what} is in no range of numbers that is known to be in use; check it{advice}")


def _why_impossible(number: PhoneNumber) -> str:
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != ValidationResult.IS_POSSIBLE:
        return _WHY.get(reason, "it has another number of digits")
    digits = phonenumbers.national_significant_number(number)
    if not digits.strip("0"):
        return "it is all zeros"
    if number.country_code == _NORTH_AMERICA and not _NORTH_AMERICAN.fullmatch(digits):
        return "in North America neither the area code nor what follows it begins with 0 or 1"
    return ""


@cache
def _valid_numbers(code: str) -> re.Pattern[str] | None:
    """Return what the numbers of a country code's main region look like; None if there is no such code."""
    region = phonenumbers.region_code_for_country_code(int(code))
    metadata = PhoneMetadata.metadata_for_region(region, None) if len(region) == 2 else None
    if metadata is None:
        return None
    kinds = [getattr(metadata, kind) for kind in _KINDS]
    patterns = {kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern}
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)))


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
            f"Format the column as text and write +{text}{PHONE_COUNTRY.format(country=country)}"
        )
    return None


def _valid(text: str) -> PhoneNumber | None:
    number = _parse(text, None)
    return number if number is not None and phonenumbers.is_valid_number(number) else None


def _is_valid(text: str, country: str) -> bool:
    number = _parse(text, country)
    return number is not None and phonenumbers.is_valid_number(number)


def _parse(text: str, country: str | None) -> PhoneNumber | None:
    try:
        # The library does not know all kinds of blanks by which digits are grouped, such as French's narrow one.
        return phonenumbers.parse(" ".join(text.split()), country)
    except phonenumbers.NumberParseException:
        return None
