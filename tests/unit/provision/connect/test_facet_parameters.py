"""Facets in Connect's parameters."""

from __future__ import annotations

from typing import Any

import pytest

from provision.connect.facet_parameters import (
    changed_facets,
    complete_facets,
    identity_parameters,
    overwrites,
    proficiency_parameters,
    user_has,
)
from provision.connect.phone_settings import phone_parameters
from roster.agent import Facets, Identity


def test_saml_users_have_no_e_mail() -> None:
    identity: Identity = {"first_name": "Ada", "last_name": "King", "email": "a@b.c", "mobile": "+4915"}

    assert identity_parameters(identity, saml=True) == {
        "IdentityInfo": {"FirstName": "Ada", "LastName": "King", "Mobile": "+4915"}
    }
    assert identity_parameters(identity, saml=False)["IdentityInfo"]["Email"] == "a@b.c"


def test_a_phone_without_a_number_sends_none() -> None:
    assert phone_parameters({"type": "SOFT_PHONE", "auto_accept": True, "acw_seconds": 0}) == {
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": True, "AfterContactWorkTimeLimit": 0}
    }


def test_levels_are_numbers_that_boto3_takes() -> None:
    (term,) = proficiency_parameters([{"attribute": "Language", "value": "German", "level": 4}])

    assert term == {"AttributeName": "Language", "AttributeValue": "German", "Level": 4.0}
    assert isinstance(term["Level"], float)


PHONE = {"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0}
DESK = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+49", "AutoAccept": True, "AfterContactWorkTimeLimit": 7}
IN_PART: dict[str, Any] = {
    "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": False}],
    "AfterContactWorkConfigs": [{"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 0}}],
}
BY_CHANNEL: dict[str, Any] = {
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+49"}],
    "AutoAcceptConfigs": [{"Channel": "CHAT", "AutoAccept": False}, {"Channel": "VOICE", "AutoAccept": True}],
    "AfterContactWorkConfigs": [
        {"Channel": "CHAT", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 60}},
        {"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 7}},
    ],
}


@pytest.mark.parametrize(
    ("facet", "user", "parameters", "same"),
    [
        ("security_profiles", {"SecurityProfileIds": ["b", "a"]}, {"SecurityProfileIds": ["a", "b"]}, True),
        ("security_profiles", {"SecurityProfileIds": ["b"]}, {"SecurityProfileIds": ["a", "b"]}, False),
        ("phone", {"PhoneConfig": PHONE | {"PersistentConnection": True}}, {"PhoneConfig": PHONE}, True),
        ("phone", {"PhoneConfig": PHONE | {"DeskPhoneNumber": ""}}, {"PhoneConfig": PHONE}, True),
        ("phone", {"PhoneConfig": PHONE | {"DeskPhoneNumber": "+49"}}, {"PhoneConfig": PHONE}, False),
        ("phone", {}, {"PhoneConfig": PHONE}, False),
        ("phone", BY_CHANNEL, {"PhoneConfig": DESK}, True),
        ("phone", BY_CHANNEL, {"PhoneConfig": DESK | {"AfterContactWorkTimeLimit": 60}}, False),
        ("phone", {"PhoneConfig": {"PhoneType": "SOFT_PHONE"}} | IN_PART, {"PhoneConfig": PHONE}, True),
        ("identity", {"IdentityInfo": {"FirstName": "A", "Email": ""}}, {"IdentityInfo": {"FirstName": "A"}}, True),
        ("identity", {"IdentityInfo": {"FirstName": "A", "Email": "x"}}, {"IdentityInfo": {"FirstName": "A"}}, False),
        ("hierarchy", {}, {}, True),
        ("hierarchy", {"HierarchyGroupId": "g"}, {}, False),
        ("routing_profile", {"RoutingProfileId": "r"}, {"RoutingProfileId": "r"}, True),
    ],
)
def test_a_user_that_is_right_already_is_seen(
    facet: str, user: dict[str, Any], parameters: dict[str, Any], same: bool
) -> None:
    assert user_has(user, facet, parameters) is same


def test_changes_are_what_was_not_told_yet() -> None:
    applied = {"routing_profile": "Day", "tags": {"a": "b"}, "hierarchy": "X"}

    assert changed_facets({"routing_profile": "Night", "hierarchy": "X", "tags": {"a": "c"}}, applied) == [
        "routing_profile",
        "tags",
    ]


HELD = {
    "PhoneConfig": {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+49", "AutoAccept": True},
    "IdentityInfo": {"FirstName": "By", "LastName": "Hand", "Email": "by@hand", "Mobile": "+1"},
}


def test_what_nobody_wanted_to_change_is_kept() -> None:
    wanted: Facets = {"phone": {"acw_seconds": 9}, "identity": {"last_name": "King"}}  # type: ignore[typeddict-item]

    assert complete_facets(wanted, HELD, {}) == {
        "phone": {"type": "DESK_PHONE", "desk_phone_number": "+49", "auto_accept": True, "acw_seconds": 9},
        "identity": {"first_name": "By", "last_name": "King", "email": "by@hand", "mobile": "+1"},
    }
    assert complete_facets({"hierarchy": "X"}, HELD, {}) == {"hierarchy": "X"}


def test_what_connect_keeps_by_channel_is_kept_too() -> None:
    wanted: Facets = {"phone": {"acw_seconds": 9}}  # type: ignore[typeddict-item]

    full = complete_facets(wanted, BY_CHANNEL, {})

    assert full["phone"] == {"type": "DESK_PHONE", "desk_phone_number": "+49", "auto_accept": True, "acw_seconds": 9}


def test_what_was_told_before_and_is_not_wanted_any_more_goes() -> None:
    applied = {"identity": {"first_name": "By", "last_name": "Hand", "email": "by@hand"}}

    full = complete_facets({"identity": {"first_name": "By", "last_name": "Hand"}}, HELD, applied)

    assert full["identity"] == {"first_name": "By", "last_name": "Hand", "mobile": "+1"}


def test_a_phone_that_is_wanted_in_part_is_compared_in_part() -> None:
    applied = {"phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 9}}

    assert changed_facets({"phone": {"acw_seconds": 9}}, applied) == []  # type: ignore[typeddict-item]
    assert changed_facets({"phone": {"acw_seconds": 0}}, applied) == ["phone"]  # type: ignore[typeddict-item]
    assert changed_facets({"phone": {"acw_seconds": 9}}, {}) == ["phone"]  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("facet", "value", "applied", "back"),
    [
        ("identity", {"first_name": "Ada", "email": "a@b.c"}, {"first_name": "Ada"}, False),
        ("identity", {"first_name": "Ada"}, {"first_name": "Ada", "email": "a@b.c"}, True),
        ("identity", {"first_name": "Ada"}, {"first_name": "Eda"}, True),
        ("phone", {"type": "SOFT_PHONE", "acw_seconds": 0}, {"type": "SOFT_PHONE"}, False),
        ("phone", {"type": "SOFT_PHONE", "acw_seconds": 0}, {"type": "SOFT_PHONE", "acw_seconds": 7}, True),
        ("routing_profile", "Sales", "Support", True),
        ("hierarchy", "Berlin", None, True),
    ],
)
def test_what_takes_back_what_was_told(facet: str, value: Any, applied: Any, back: bool) -> None:
    assert overwrites(facet, value, applied) is back
