"""Headers name columns, whoever wrote them."""

from __future__ import annotations

import pytest

from ingest.reading.columns import column_of, read_header


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("username", "username"),
        ("User Login", "username"),
        ("LOGIN", "username"),
        ("user_name", "username"),
        ("first name", "first_name"),
        ("Last-Name", "last_name"),
        ("email address", "email"),
        ("E-Mail", "email"),
        ("Secondary Email Address", "secondary_email"),
        ("mobile number", "mobile"),
        ("routing profile name", "routing_profile"),
        ("security_profile_name_1|security_profile_name_2", "security_profiles"),
        ("security profile name_1|security profile name_2|security profile name_3", "security_profiles"),
        ("Security Profiles", "security_profiles"),
        ("UserHierarchy", "user_hierarchy"),
        ("agent hierarchy", "user_hierarchy"),
        ("user_hierarchy_1|user_hierarchy_2", "user_hierarchy"),
        ("phone type (soft/desk)", "phone_type"),
        ("phone number", "desk_phone_number"),
        ("soft phone auto accept (yes/no)", "auto_accept"),
        ("ACW timeout (seconds)", "acw_seconds"),
        ("Tags", "tags"),
        ("proficiencies", "proficiencies"),
        ("Status", "status"),
        ("Secretary", None),
        ("user id", None),
        ("", None),
        ("!", None),
    ],
)
def test_a_header_names_a_column(header: str, column: str | None) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    "header",
    [
        "password",
        "Initial password",
        "PASSWD",
        "pwd",
        "Kennwort",
        "Start-Passwort",
        "client_secret",
        "Mot de passe",
        "Contraseña",
    ],
)
def test_a_password_is_found_under_many_names(header: str) -> None:
    assert column_of(header) == "password"


def test_a_directory_has_three_columns_and_one_that_only_staff_have() -> None:
    assert read_header(["login", "first name", "last name"]).is_agent_directory
    assert read_header(["first name", "password", "acw timeout"]).is_agent_directory
    assert not read_header(["login", "first name", "notes"]).is_agent_directory
    assert not read_header(["first name", "last name", "email", "status", "phone number"]).is_agent_directory
    assert not read_header(['["login"', "first name", "last name]"]).is_agent_directory


def test_passwords_are_withheld_wherever_they_stand() -> None:
    header = read_header(["pwd", "login", "x", "Password expired", "first name", "last name"])

    assert header.passwords == {0, 3}
    assert header.kept == (1, 2, 4, 5)
    assert header.initial_passwords == (0,)


def test_without_a_column_that_is_clearly_meant_every_password_column_is_read() -> None:
    assert read_header(["login", "Secret of the day", "Password (8 characters)"]).initial_passwords == (1, 2)


def test_unknown_columns_are_named() -> None:
    assert read_header(["login", "Cost Centre", "error", "pwd", "", " "]).unknown == ("Cost Centre",)


def test_columns_of_one_meaning_are_named_together() -> None:
    assert read_header(["login", "User Login", "pwd", "password", "user name"]).repeated == (
        "login",
        "User Login",
        "user name",
    )


@pytest.mark.parametrize(("name", "expected"), [("error", True), (" Error ", True), ("errors", False)])
def test_a_column_of_errors_is_recognised(name: str, expected: bool) -> None:
    assert read_header(["login", name]).has_error_column == expected


def test_the_width_leaves_nameless_columns_at_the_end_out() -> None:
    assert read_header(["", "login", "", "pwd", "", " "]).width == 4
    assert read_header([]).width == 0


def test_headers_of_our_reports_lose_their_guard() -> None:
    assert read_header(["'=login", "'-x"]).names == ("=login", "-x")
