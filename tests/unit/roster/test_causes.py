"""Remarks that differ in what they quote alone have one cause."""

from __future__ import annotations

import pytest

from ingest.reading.phone_numbers import read_phone_number
from ingest.reading.remarks import Noted
from provision.connect.name_hints import missing
from roster.causes import cause_of


def phone_message(text: str, country: str = "US") -> str:
    try:
        number = read_phone_number(text, country=country)
    except ValueError as error:
        return str(error)
    assert isinstance(number, Noted), number
    return number.warning


def test_numbers_of_another_country_have_one_cause_and_what_to_set() -> None:
    numbers = [f"030 {number}" for number in range(1234, 1254)] + ["0171/2345678", "089 1234567-0", "Zentrale"]

    messages = [phone_message(number) for number in numbers]

    assert len({cause_of("Handy", message) for message in messages}) == 1
    for message in messages:
        assert "default_phone_country" in message
        assert "--phone-country" in message
        assert "another country than US" in message


def test_a_number_that_names_its_country_has_a_cause_of_its_own() -> None:
    assert "default_phone_country" not in phone_message("+49 30")
    assert cause_of("Handy", phone_message("+49 30")) != cause_of("Handy", phone_message("030 1"))


@pytest.mark.parametrize(
    ("column", "one", "other", "same"),
    [
        ("acw", "'a' is no whole number", "'b b' is no whole number", True),
        ("acw", "'O'Brien' is no whole number", "'d'Arc' is no whole number", True),
        ("acw", "'a' is no whole number", "'a' is too long", False),
        ("tags", "has 51 tags, up to 50", "has 60 tags, up to 50", True),
        ("", "'ada' stands on line 3 already; keep one", "'bob' stands on line 14 already; keep one", True),
        ("", "'3' can't be read", "'4' can't be read", False),
        ("", "Connect refused 'a'", "Connect refused 'b'", False),
        ("routing", missing("routing profile", "Sales", ()), missing("routing profile", "Sails", ()), False),
        ("routing", missing("routing profile", "Sales", ()), missing("routing profile", "Sales", ()), True),
    ],
)
def test_what_has_one_cause(column: str, one: str, other: str, same: bool) -> None:
    assert (cause_of(column, one) == cause_of(column, other)) is same
    assert cause_of(column, one) != cause_of(f"{column}2", one)
