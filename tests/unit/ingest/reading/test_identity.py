"""Logins, names and addresses are those that Amazon Connect takes."""

from __future__ import annotations

import pytest

from ingest.reading import identity


@pytest.mark.parametrize("login", ["ada", "ada.lovelace", "ada@example.com", "x" * 100, "1e5", "jürgen", "42"])
def test_a_login_is_taken(login: str) -> None:
    assert identity.read_username(login, saml=False) == login


@pytest.mark.parametrize(
    ("login", "says"),
    [
        ("x" * 101, "101 characters"),
        ("ada lovelace", "contains a space"),
        ("ada\u200b", "can't be seen"),
        ("ada\nx", "can't be seen"),
        ("ada@example", "no whole e-mail address"),
        ("@ada", "no whole e-mail address"),
        ("2.16E+11", "mangled by a spreadsheet"),
        ("#NAME?", "a formula failed"),
        ("#########", "too narrow"),
        ("mailto:ada@example.com", "no whole e-mail address"),
        ("ada,Ada,King", "a quote or a separator"),
        ("ada;Ada", "a quote or a separator"),
        ('"ada"', "a quote or a separator"),
    ],
)
def test_a_login_is_refused(login: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        identity.read_username(login, saml=False)


@pytest.mark.parametrize("login", ["CORP\\ada", "ada@example.com", "x" * 64])
def test_saml_has_logins_of_its_own(login: str) -> None:
    assert identity.read_username(login, saml=True) == login


@pytest.mark.parametrize("login", ["x" * 65, "jürgen", "a b", "a/b", "a+b@example.com"])
def test_saml_refuses_logins(login: str) -> None:
    with pytest.raises(ValueError, match="with SAML"):
        identity.read_username(login, saml=True)


def test_names_lose_line_breaks_and_keep_joiners() -> None:
    assert identity.read_first_name("Ada\r\nMaria\u00a0K.") == "Ada Maria K."
    assert identity.read_first_name("نیم\u200cروز") == "نیم\u200cروز"


@pytest.mark.parametrize(
    ("name", "says"), [("x" * 256, "256 characters"), ("A\x00da", "can't be seen"), ("#N/A", "formula")]
)
def test_a_first_name_is_refused(name: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        identity.read_first_name(name)


@pytest.mark.parametrize(("saml", "limit"), [(False, 256), (True, 300)])
def test_last_names_are_longer_and_with_saml_still_longer(saml: bool, limit: int) -> None:
    assert identity.read_last_name("x" * limit, saml=saml)
    with pytest.raises(ValueError, match=f"{limit + 1} characters, Amazon Connect takes up to {limit}"):
        identity.read_last_name("x" * (limit + 1), saml=saml)


@pytest.mark.parametrize("address", ["ada@example.com", "a.b+c@sub.example.co.uk", "ü@exämple.de"])
def test_an_address_is_taken(address: str) -> None:
    assert identity.read_email(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "ada",
        "ada@",
        "ada@example",
        "a b@example.com",
        "Ada <a@example.com>",
        "mailto:a@example.com",
        "x" * 250 + "@e.com",
    ],
)
def test_an_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="no e-mail address"):
        identity.read_email(address)
