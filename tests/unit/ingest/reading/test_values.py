"""Cells mean what they say, or the message says what to do."""

from __future__ import annotations

from functools import partial

import pytest

from ingest.reading import values

read_tags = partial(values.read_tags, reserved="rollcall:import")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" \u00a0ada\u200b ", "ada"),
        ("\ufeffada", "ada"),
        ("'=ada", "=ada"),
        ("' =ada", "=ada"),
        ("'-1x", "-1x"),
        ("'t Hooft", "'t Hooft"),
        ("'+49 30", "'+49 30"),
        ('="0815"', "0815"),
        ('\'="0815"', "0815"),
        ('="', '="'),
        ("Zoe\u0308", "Zoë"),
        ("\u00a0", ""),
        ("\u202a+12065550142\u202c", "+12065550142"),
    ],
)
def test_cells_are_cleaned(cell: str, text: str) -> None:
    assert values.clean(cell) == text


@pytest.mark.parametrize("text", ["yes", "Y", "TRUE", "1", "ja", "WAHR", "VRAI", "oui", "Sí"])
def test_yes(text: str) -> None:
    assert values.read_yes_no(text) is True


@pytest.mark.parametrize("text", ["no", "N", "False", "0", "Nein", "FALSCH", "FAUX", "non"])
def test_no(text: str) -> None:
    assert values.read_yes_no(text) is False


@pytest.mark.parametrize(
    ("text", "answer"),
    [("s\u00ec", True), ("On", True), ("Ein", True), ("Aus", False), ("uit", False), ("Désactivé", False)],
)
def test_on_and_off(text: str, answer: bool) -> None:
    assert values.read_yes_no(text) is answer


def test_neither() -> None:
    with pytest.raises(ValueError, match="neither yes nor no"):
        values.read_yes_no("maybe")


@pytest.mark.parametrize(
    ("text", "seconds"), [("0", 0), ("30", 30), ("30.0", 30), ("30,00", 30), ("2000000", 2_000_000)]
)
def test_seconds(text: str, seconds: int) -> None:
    assert values.read_acw_seconds(text) == seconds


@pytest.mark.parametrize("text", ["-1", "2000001", "30.5", "1.000", "1,000", "1e3", "٣", "³", "9" * 5000, "30s"])
def test_no_seconds(text: str) -> None:
    with pytest.raises(ValueError, match="no whole number of seconds"):
        values.read_acw_seconds(text)


@pytest.mark.parametrize(
    ("text", "kind"), [("soft", "SOFT_PHONE"), ("Desk", "DESK_PHONE"), ("DESK_PHONE", "DESK_PHONE")]
)
def test_phone_types(text: str, kind: str) -> None:
    assert values.read_phone_type(text) == kind


def test_no_phone_type() -> None:
    with pytest.raises(ValueError, match="neither soft nor desk"):
        values.read_phone_type("mobile")


def test_security_profiles_are_sorted_and_each_once() -> None:
    assert values.read_security_profiles("QualityAnalyst | Agent||Agent") == ["Agent", "QualityAnalyst"]
    with pytest.raises(ValueError, match="names 11 profiles"):
        values.read_security_profiles("|".join(map(str, range(11))))
    with pytest.raises(ValueError, match="128 characters"):
        values.read_security_profiles("x" * 128)


@pytest.mark.parametrize(
    "text", ["Agent;QualityAnalyst", "QualityAnalyst, Agent", "Agent\r\nQualityAnalyst", "Agent,|QualityAnalyst"]
)
def test_security_profiles_are_separated_by_whatever_can_be_in_no_name(text: str) -> None:
    assert values.read_security_profiles(text) == ["Agent", "QualityAnalyst"]


@pytest.mark.parametrize("text", ["Agent; Büro", "Agent, (night)"])
def test_what_can_be_no_security_profile_is_said_where_a_separator_may_be_part_of_it(text: str) -> None:
    with pytest.raises(ValueError, match="can't be a security profile"):
        values.read_security_profiles(text)


def test_a_single_security_profile_is_left_for_amazon_connect_to_judge() -> None:
    assert values.read_security_profiles("Büro (night)") == ["Büro (night)"]


@pytest.mark.parametrize(
    ("text", "path"), [("A/B/C", "A/B/C"), ("A | B ||", "A/B"), ("A", "A"), ("/", ""), ("/A/B", "A/B")]
)
def test_hierarchy(text: str, path: str) -> None:
    assert values.read_hierarchy(text) == path


@pytest.mark.parametrize(
    ("text", "says"),
    [("A//B", "empty level"), ("//A", "empty level"), ("|A", "empty level"), ("1/2/3/4/5/6", "6 levels")],
)
def test_no_hierarchy(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        values.read_hierarchy(text)


def test_routing_profile() -> None:
    assert values.read_routing_profile("Basic Routing Profile") == "Basic Routing Profile"
    with pytest.raises(ValueError, match="128 characters"):
        values.read_routing_profile("x" * 128)


@pytest.mark.parametrize(
    "text",
    [
        *("#N/A", "#N/D", "#NV", "#NAME?", "#REF!", "#DIV/0!", "#WERT!", "#VALEUR!"),
        *("#\u00a1VALOR!", "#\u00bfNOMBRE?", "########", "Err:508"),
    ],
)
def test_what_a_failed_formula_shows_is_no_value(text: str) -> None:
    for read in (values.read_routing_profile, values.read_security_profiles, values.read_hierarchy):
        with pytest.raises(ValueError, match="a formula failed"):
            read(text)


@pytest.mark.parametrize("text", ["#1", "# Sales", "#N/Accounts", "Err", "#sales"])
def test_a_name_may_begin_with_a_sign(text: str) -> None:
    assert values.read_routing_profile(text) == text


def test_tags() -> None:
    assert read_tags("team = it; shift=;straße=größe @1") == {"team": "it", "shift": "", "straße": "größe @1"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("team", "is no key=value"),
        ("=x", "is no key=value"),
        ("a=1;a=2", "appears twice"),
        ("AWS:x=1", "is reserved"),
        ("rollcall:import=1", "is reserved"),
        ("a=(b)", "can't be a tag"),
        ("a=b\nc", "can't be a tag"),
        ("a" * 129 + "=b", "can't be a tag"),
        (";".join(f"k{number}=v" for number in range(50)), "has 50 tags"),
        ("a=b;" * 2000, "has 8000 characters"),
    ],
)
def test_no_tags(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_tags(text)


def test_proficiencies() -> None:
    assert values.read_proficiencies("language: de :5;language:aa:1;") == [
        {"attribute": "language", "value": "aa", "level": 1},
        {"attribute": "language", "value": "de", "level": 5},
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("language:de", "no attribute:value:level"),
        ("language:de:6", "no attribute:value:level"),
        (":de:1", "no attribute:value:level"),
        ("a:b:1;a:b:2", "appears twice"),
        ("a" * 101 + ":b:1", "too long"),
        (";".join(f"a:{number}:1" for number in range(11)), "has 11 proficiencies"),
    ],
)
def test_no_proficiencies(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        values.read_proficiencies(text)


@pytest.mark.parametrize(
    ("text", "state"), [("active", "present"), ("INACTIVE", "absent"), ("Removed", "absent"), ("terminated", "absent")]
)
def test_states(text: str, state: str) -> None:
    assert values.read_state(text) == state


def test_no_state() -> None:
    with pytest.raises(ValueError, match="is no status"):
        values.read_state("on leave")
