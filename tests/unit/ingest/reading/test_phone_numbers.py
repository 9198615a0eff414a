"""Phone numbers become E.164, or the row says what is wrong with them."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType

from ingest.reading.phone_numbers import is_missing_plus, read_phone_number
from ingest.reading.remarks import Noted


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("+442079460000", "US", "+442079460000"),
        ("+44 20 7946 0000", "US", "+442079460000"),
        ("+44 (0)20 7946-0000", "US", "+442079460000"),
        ("020 7946 0000", "GB", "+442079460000"),
        ("2079460000", "GB", "+442079460000"),
        ("442079460000", "GB", "+442079460000"),
        ("0044 20 7946 0000", "GB", "+442079460000"),
        ("0044 20 7946 0000", "US", "+442079460000"),
        ("(206) 555-0142", "US", "+12065550142"),
        ("12065550142", "US", "+12065550142"),
        ("206-CALL-JOE", "US", "+12062255563"),
        ("030/23125042", "DE", "+493023125042"),
        ("06\u202f12\u202f34\u202f56\u202f78", "FR", "+33612345678"),
        ("06\u00a012\u200934\u200756 78", "FR", "+33612345678"),
    ],
)
def test_a_number_is_read(text: str, country: str, number: str) -> None:
    assert read_phone_number(text, country=country) == number


@pytest.mark.parametrize(
    "text", ["4.42079E+11", "4,42079E+11", "2.16E+11", "4E+11", "442079460000.0", "442079460000,00"]
)
def test_what_a_spreadsheet_made_of_a_number_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="mangled by a spreadsheet"):
        read_phone_number(text, country="GB")


@pytest.mark.parametrize(("text", "country"), [("442079460000", "US"), ("4930123456", "US"), ("12065550142", "DE")])
def test_a_foreign_number_without_plus_is_not_guessed(text: str, country: str) -> None:
    with pytest.raises(ValueError, match=rf"dropped the \+ of \+{text}"):
        read_phone_number(text, country=country)


@pytest.mark.parametrize("text", ["none", "12", "+0123", "x" * 1000, "+44 20 7946 0000 0000 0000", "=1+1", "\u0663"])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="is no phone number"):
        read_phone_number(text, country="US")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("+1212555010", "too few digits"),
        ("+121255501000", "too many digits"),
        ("+1 000 000 0000", "all zeros"),
        ("+10000000000", "all zeros"),
        ("+12061550142", "neither the area code"),
        ("+999123456", "no country has"),
        ("555-0100", "area code is missing"),
    ],
)
def test_a_number_that_can_not_exist_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"no phone number that can exist: .*{why}"):
        read_phone_number(text, country="US")


def test_a_number_that_could_exist_has_a_warning() -> None:
    for text in ("+447700900123", "07700 900123"):
        number = read_phone_number(text, country="GB")
        assert isinstance(number, Noted)
        assert number.value == "+447700900123"
        assert "check it" in number.warning


def test_valid_numbers_of_every_country_are_read_as_they_are() -> None:
    read = 0
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE):
            if number := phonenumbers.example_number_for_type(region, kind):
                text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                assert read_phone_number(text, country="US") == text
                read += 1
    assert read > 500


@given(st.from_regex(r"\+(1|44|49|39|7|33|61|81|86|800)[0-9]{6,11}", fullmatch=True))
def test_no_other_number_is_taken_without_a_word(text: str) -> None:
    """The library is asked only about numbers that the country's main plan does not have."""
    try:
        number = read_phone_number(text, country="US")
    except ValueError:
        return
    if not isinstance(number, Noted):
        assert phonenumbers.is_valid_number(phonenumbers.parse(text, None))


@pytest.mark.parametrize(
    "text",
    [
        "206-555-0142 / 206-555-0143",
        "+12065550142, +12065550143",
        "206-555-0142 or 206-555-0143",
        "2065550142\n2065550143",
    ],
)
def test_several_numbers_in_a_cell_are_said_to_be_several(text: str) -> None:
    with pytest.raises(ValueError, match="holds several numbers; keep one"):
        read_phone_number(text, country="US")


def test_an_extension_is_refused() -> None:
    with pytest.raises(ValueError, match="has an extension"):
        read_phone_number("020 7946 0000 ext 12", country="GB")


def test_a_missing_plus_is_noticed() -> None:
    assert is_missing_plus("442079460000", "+442079460000")
    assert not is_missing_plus("020 7946 0000", "+442079460000")
