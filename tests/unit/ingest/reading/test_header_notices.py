"""Columns that are ignored and were probably meant to be read are told about the file as a whole."""

from __future__ import annotations

import pytest

from ingest.reading.columns import read_header
from ingest.reading.header_notices import header_notices


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Routing Profil", "routing profile"),
        ("Routng Profile", "routing profile"),
        ("Hierarchy", "user hierarchy"),
        ("Security Profil", "security profile"),
        ("Phone typ", "phone type"),
        ("Auto accpet", "auto accept"),
    ],
)
def test_a_header_that_is_nearly_known_is_told(name: str, meant: str) -> None:
    [notice] = header_notices(read_header(["login", "first name", "last name", name]))

    assert f"'{name}'; did you mean '{meant}'?" in notice


@pytest.mark.parametrize(
    "name", ["Routing Profile", "Cost Centre", "State", "Salary", "Title", "Home Phone", "Tax", "Mail2", "Middle Name"]
)
def test_a_header_that_is_known_or_far_from_all_is_not(name: str) -> None:
    assert list(header_notices(read_header(["login", "first name", "last name", "email", name]))) == []


def test_a_column_that_may_hold_the_logins_is_told_where_the_addresses_are_taken() -> None:
    [notice] = header_notices(read_header(["User ID", "First name", "E-mail", "Routing profile"]))
    assert "'User ID'" in notice
    assert list(header_notices(read_header(["User ID", "Login", "E-mail", "Routing profile"]))) == []
