"""What a user shall have, and how it is compared with what it has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.agent import FACETS
from roster.connect_instance import as_described
from roster.drift import Difference, DriftRules, differences, facets_to_have

RULES = DriftRules(saml=False, own_tag="rollcall:import", allowed_security_profiles=None)
PHONE = {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0}
HAS: dict[str, Any] = {
    "identity": {"first_name": "Ada", "last_name": "King", "email": "ada@example.com"},
    "phone": PHONE | {"persistent_connection": False, "voice_enhancement": "NONE", "auto_accept_chat": False},
    "routing_profile": "Basic Routing Profile",
    "security_profiles": ["Agent"],
    "hierarchy": "Support",
    "tags": {"floor": "2", "rollcall:import": "1", "aws:cloudformation": "x", "theirs": "y"},
}
ITEM: dict[str, Any] = {
    "identity": {"first_name": "Ada", "last_name": "King", "email": "ada@example.com"},
    "security_profiles": ["Agent"],
    "tags": {"floor": "2"},
    "applied": {"phone": PHONE, "routing_profile": "Basic Routing Profile", "hierarchy": "Support", "tags": {}},
}

MEMBERS = ("first_name", "type", "desk_phone_number", "attribute", "value", "level", "floor", *FACETS)


def test_what_is_as_it_shall_be_does_not_differ() -> None:
    assert differences(ITEM, HAS, RULES) == []


@pytest.mark.parametrize(
    ("facet", "wanted", "actual"),
    [
        ("identity", ITEM["identity"], ITEM["identity"] | {"last_name": "Byron"}),
        ("phone", PHONE, PHONE | {"desk_phone_number": "+442079460002"}),
        ("routing_profile", "Basic Routing Profile", "Nights"),
        ("security_profiles", ["Agent"], ["Agent", "QualityAnalyst"]),
        ("hierarchy", "Support", ""),
        ("tags", {"floor": "2"}, {}),
    ],
)
def test_each_facet_is_told_with_both_values(facet: str, wanted: Any, actual: Any) -> None:
    assert differences(ITEM, HAS | {facet: actual}, RULES) == [Difference(facet, wanted, actual)]


def test_a_facet_that_was_not_read_is_not_compared() -> None:
    assert differences(ITEM | {"hierarchy": "Other"}, {"tags": HAS["tags"]}, RULES) == []


def test_of_an_identity_what_was_read_is_compared() -> None:
    has = HAS | {"identity": {"first_name": "Ada", "last_name": "King"}}
    names = frozenset({"first_name", "last_name"})

    assert differences(ITEM, has, RULES, identity_members=names) == []
    assert [one.facet for one in differences(ITEM, has, RULES)] == ["identity"]


def test_users_of_saml_have_no_address() -> None:
    rules = DriftRules(saml=True, own_tag="rollcall:import", allowed_security_profiles=None)

    assert differences(ITEM, HAS | {"identity": {"first_name": "Ada", "last_name": "King"}}, rules) == []


@pytest.mark.parametrize("facet", ["tags", "proficiencies"])
def test_what_a_file_emptied_stays_empty_and_what_none_named_is_nobodys_business(facet: str) -> None:
    empty: Any = {} if facet == "tags" else []
    has: Any = {"theirs": "1"} if facet == "tags" else [{"attribute": "Language", "value": "German", "level": 1}]

    assert [one.facet for one in differences({facet: empty}, {facet: has}, RULES)] == [facet]
    assert differences({"applied": {facet: empty}}, {facet: has}, RULES) == []
    assert facet not in facets_to_have({"applied": {facet: empty}})
    assert facets_to_have({facet: empty}) == {facet: empty}


def test_a_phone_of_which_connect_was_told_no_number_shall_have_none() -> None:
    assert facets_to_have({"applied": {"phone": PHONE}})["phone"] == PHONE | {"desk_phone_number": ""}
    desk = {"type": "DESK_PHONE", "desk_phone_number": "+442079460002"}
    assert facets_to_have({"phone": {"acw_seconds": 9}, "applied": {"phone": PHONE | desk}})["phone"] == {
        **PHONE,
        **desk,
        "acw_seconds": 9,
    }


def test_a_noted_quick_connect_is_no_wish() -> None:
    assert facets_to_have({"applied": {"quick_connect": {"id": "1", "name": "Ada (ada)"}}}) == {}


@pytest.mark.parametrize("broken", ["desk", 7, [1], {"type": 7}])
def test_an_item_of_the_wrong_shape_differs(broken: Any) -> None:
    item = {"phone": broken, "tags": broken, "identity": broken, "applied": broken, "security_profiles": broken}

    found = {one.facet for one in differences(item, HAS, RULES)}

    assert {"phone", "security_profiles"} <= found


def test_a_search_tells_after_contact_work_in_milliseconds() -> None:
    found = {"Id": "1", "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 30_000}}

    assert as_described(found)["PhoneConfig"] == {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 30}
    assert found["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30_000  # type: ignore[index]
    assert as_described({"Id": "1"}) == {"Id": "1"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(MEMBERS), inner, max_size=2),
    max_leaves=6,
)


@given(item=st.dictionaries(st.sampled_from([*FACETS, "applied"]), VALUES, max_size=4))
def test_any_item_can_be_compared(item: dict[str, Any]) -> None:
    """Others write the table, and one item must not keep upkeep from the others."""
    found = differences(item, HAS | {"proficiencies": [], "quick_connect": False}, RULES)

    assert {one.facet for one in found} <= set(FACETS)
