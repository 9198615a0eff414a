"""Phone numbers become E.164, or the row says what is wrong with them."""

from __future__ import annotations

import pytest

from ingest.reading.phone_numbers import is_missing_plus, read_phone_number


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


def test_an_extension_is_refused() -> None:
    with pytest.raises(ValueError, match="has an extension"):
        read_phone_number("020 7946 0000 ext 12", country="GB")


def test_a_missing_plus_is_noticed() -> None:
    assert is_missing_plus("442079460000", "+442079460000")
    assert not is_missing_plus("020 7946 0000", "+442079460000")
