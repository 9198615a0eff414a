"""Logins, names and addresses are those that Amazon Connect takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading import identity
from ingest.reading.remarks import Noted


@pytest.mark.parametrize("login", ["ada", "ada.lovelace", "ada@example.com", "x" * 100, "1e5", "a_b-c.d", "42"])
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
        ("mara+desk", r"contains \+ but"),
        ("m'ell/wood!'", "contains ' / ! but"),
        ("jürgen", "contains ü but"),
        ("мара", "choose another login"),
        ("CORP\\ada", "contains"),
        ("a+b@example.com", r"contains \+ but"),
    ],
)
def test_a_login_is_refused(login: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        identity.read_username(login, saml=False)


@pytest.mark.parametrize("login", ["CORP\\ada", "ada@example.com", "x" * 64])
def test_saml_has_logins_of_its_own(login: str) -> None:
    assert identity.read_username(login, saml=True) == login


@given(st.from_regex(identity.SIMPLE_USERNAME, fullmatch=True), st.booleans())
def test_a_simple_login_breaks_no_rule(login: str, saml: bool) -> None:
    assert identity.read_username(login, saml=saml) == login
    assert len(login) <= identity.DOCUMENTED_USERNAME


@pytest.mark.parametrize("login", ["x" * 65, "jürgen", "a b", "a/b", "a+b@example.com"])
def test_saml_refuses_logins(login: str) -> None:
    with pytest.raises(ValueError, match="with SAML"):
        identity.read_username(login, saml=True)


def test_names_lose_line_breaks_and_keep_joiners() -> None:
    assert identity.read_first_name("Ada\r\nMaria\u00a0K.") == "Ada Maria K."
    assert identity.read_first_name("نیم\u200cروز") == "نیم\u200cروز"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("Ma\u00adra", "Mara", "can't be seen; they were taken out"),
        ("\u202eMara", "Mara", "can't be seen"),
        ("Zo&euml;", "Zoë", "read as 'Zoë'"),
        ("O&#39;Brien", "O'Brien", "HTML entities"),
        ("M\u200ey&nbsp;Name", "My Name", "taken out; held HTML"),
        ("'Ann'", "Ann", "stood in quotes"),
        ("Null", "Null", "taken for a name"),
    ],
)
def test_what_nobody_typed_is_taken_out_of_names_with_a_warning(name: str, value: str, says: str) -> None:
    read = identity.read_first_name(name)
    assert isinstance(read, Noted)
    assert read.value == value
    assert says in read.warning


@pytest.mark.parametrize("name", ["'t Hooft", "O'Brien", "R&D", "A&B;", 'Ann "Z" Lee', "李", "J.", "nan", "Nan"])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert identity.read_first_name(name) == name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("x" * 256, "256 characters"),
        ("A\x00da", "can't be seen"),
        ("#N/A", "formula"),
        *((filler, "what exports write into an empty cell") for filler in ("N/A", "null", "NULL", "-", "\\N", "none")),
        ("?", "no letter"),
        ("12", "no letter"),
        (r"Zoe \Z\" Ann", "backslash"),
        ("A&lt;b", "stands for no letter"),
        ("A&#0;", "stands for no letter"),
        ("M&amp;uuml;ller", "HTML entities within"),
    ],
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
