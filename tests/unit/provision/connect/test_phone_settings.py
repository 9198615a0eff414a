"""Phones in Connect's two forms: a PhoneConfig, or lists by channel."""

from __future__ import annotations

from typing import Any

import pytest

from provision.connect.phone_settings import (
    has_phone,
    is_by_channel,
    made_settings,
    phone_parameters,
)
from roster.connect_users import phone_of, whole_phone_of

SOFT: dict[str, Any] = {"type": "SOFT_PHONE", "auto_accept": True, "acw_seconds": 30}
CONFIG = {"PhoneType": "SOFT_PHONE", "AutoAccept": True, "AfterContactWorkTimeLimit": 30}


def limit(seconds: int) -> dict[str, Any]:
    return {"AfterContactWorkTimeLimit": seconds}


BY_CHANNEL: dict[str, Any] = {
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "SOFT_PHONE"}],
    "AutoAcceptConfigs": [
        {"Channel": "VOICE", "AutoAccept": False, "AgentFirstCallbackAutoAccept": True},
        {"Channel": "TASK", "AutoAccept": True},
    ],
    "AfterContactWorkConfigs": [
        {
            "Channel": "VOICE",
            "AfterContactWorkConfig": limit(5),
            "AgentFirstCallbackAfterContactWorkConfig": limit(6),
        },
        {"Channel": "EMAIL", "AfterContactWorkConfig": limit(7)},
    ],
    "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}],
}


def without_callbacks(user: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [
            {key: value for key, value in entry.items() if not key.startswith("AgentFirstCallback")} for entry in listed
        ]
        for name, listed in user.items()
    }


def parameters(phone: dict[str, Any], user: dict[str, Any] | None = None) -> dict[str, Any]:
    return phone_parameters(phone, user)  # type: ignore[arg-type]


def entries(found: dict[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """Return channel → entry; that no channel stands twice is checked on the way."""
    by_channel = {entry["Channel"]: entry for entry in found[name]}
    assert len(by_channel) == len(found[name])
    return by_channel


def test_what_a_phone_config_can_say_is_said_by_one() -> None:
    assert parameters(SOFT) == {"PhoneConfig": CONFIG}
    assert parameters(SOFT | {"persistent_connection": False}) == {
        "PhoneConfig": CONFIG | {"PersistentConnection": False}
    }


@pytest.mark.parametrize("stated", [None, True, False])
def test_a_persistent_connection_stays_unless_the_file_has_it(stated: bool | None) -> None:
    user = {"PhoneConfig": CONFIG | {"PersistentConnection": True}}
    phone = SOFT if stated is None else SOFT | {"persistent_connection": stated}

    assert parameters(phone, user)["PhoneConfig"]["PersistentConnection"] is (stated is not False)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("voice_enhancement", "VOICE_ISOLATION"),
        ("auto_accept_chat", False),
        ("acw_seconds_email", 0),
    ],
)
def test_what_only_the_lists_can_say_is_said_by_lists_alone(member: str, value: Any) -> None:
    found = parameters(SOFT | {member: value})

    assert "PhoneConfig" not in found
    assert is_by_channel(found)
    assert phone_of(found)[member] == value
    assert {name: phone_of(found)[name] for name in SOFT} == SOFT


def test_one_limit_for_all_channels_stays_one_but_for_the_channels_with_their_own() -> None:
    found = parameters(SOFT | {"acw_seconds_chat": 5}, {"PhoneConfig": CONFIG | {"PersistentConnection": True}})

    limits = {
        channel: entry["AfterContactWorkConfig"] for channel, entry in entries(found, "AfterContactWorkConfigs").items()
    }
    assert limits == {"VOICE": limit(30), "CHAT": limit(5), "TASK": limit(30), "EMAIL": limit(30)}
    assert found["PersistentConnectionConfigs"] == [{"Channel": "VOICE", "PersistentConnection": True}]
    assert entries(found, "AutoAcceptConfigs").keys() == {"VOICE"}


def test_channels_of_which_nothing_is_wanted_keep_what_they_have() -> None:
    found = parameters(SOFT | {"auto_accept_chat": True, "voice_enhancement": "NONE"}, BY_CHANNEL)

    accepts, works = entries(found, "AutoAcceptConfigs"), entries(found, "AfterContactWorkConfigs")
    assert accepts == {
        "VOICE": {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True},
        "TASK": {"Channel": "TASK", "AutoAccept": True},
        "CHAT": {"Channel": "CHAT", "AutoAccept": True},
    }
    assert works.keys() == {"VOICE", "EMAIL"}
    assert works["VOICE"]["AfterContactWorkConfig"] == limit(30)
    assert works["VOICE"]["AgentFirstCallbackAfterContactWorkConfig"] == limit(6)
    assert works["EMAIL"]["AfterContactWorkConfig"] == limit(7)
    assert found["VoiceEnhancementConfigs"] == [{"Channel": "VOICE", "VoiceEnhancementMode": "NONE"}]
    assert "PersistentConnectionConfigs" not in found


def test_a_user_with_lists_gets_lists_and_keeps_its_other_settings() -> None:
    """A PhoneConfig would set one limit for all channels, and forget the callbacks."""
    found = parameters(SOFT, BY_CHANNEL)

    assert "PhoneConfig" not in found
    assert found["VoiceEnhancementConfigs"] == BY_CHANNEL["VoiceEnhancementConfigs"]
    assert entries(found, "AutoAcceptConfigs")["TASK"]["AutoAccept"] is True


def test_a_desk_phone_that_becomes_a_soft_phone_loses_its_number() -> None:
    user = {"PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+491"}]}

    assert parameters(SOFT, user)["PhoneNumberConfigs"] == [{"Channel": "VOICE", "PhoneType": "SOFT_PHONE"}]
    desk = SOFT | {"type": "DESK_PHONE", "desk_phone_number": "+492"}
    assert phone_of(parameters(desk, user))["desk_phone_number"] == "+492"


def test_a_setting_in_both_forms_is_that_of_the_list() -> None:
    """A desk phone that the lists made a soft phone has no number left."""
    before = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+12065550100", "AutoAccept": True}
    user = BY_CHANNEL | {"PhoneConfig": before | {"AfterContactWorkTimeLimit": 30, "PersistentConnection": True}}

    assert phone_of(user) == phone_of(BY_CHANNEL) | {"persistent_connection": True}
    assert has_phone(user, parameters({"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 5}, user))


def test_settings_that_nobody_made_have_the_values_that_connect_acts_by() -> None:
    whole = whole_phone_of({"PhoneConfig": CONFIG})

    assert (whole["acw_seconds_chat"], whole["auto_accept_chat"], whole["voice_enhancement"]) == (30, False, "NONE")
    assert whole_phone_of(BY_CHANNEL)["acw_seconds_chat"] == 0
    assert made_settings({"PhoneConfig": CONFIG}) == set()
    settings = {"voice_enhancement", "auto_accept_task"}
    limits = {"acw_seconds_chat", "acw_seconds_task", "acw_seconds_email"}
    assert made_settings(without_callbacks(BY_CHANNEL)) == settings | limits


@pytest.mark.parametrize(("calls", "chats", "made"), [(60, 0, True), (0, 30, True), (0, 0, False)])
def test_no_limit_is_made_where_calls_have_one(calls: int, chats: int, made: bool) -> None:
    """In another instance a user without the column would get the limit of calls for chats."""
    limits = {"VOICE": calls, "CHAT": chats, "TASK": calls, "EMAIL": calls}
    lists = [{"Channel": channel, "AfterContactWorkConfig": limit(seconds)} for channel, seconds in limits.items()]

    assert ("acw_seconds_chat" in made_settings({"AfterContactWorkConfigs": lists})) is made


@pytest.mark.parametrize(
    ("user", "phone", "same"),
    [
        ({"PhoneConfig": CONFIG}, SOFT | {"voice_enhancement": "NONE", "persistent_connection": False}, True),
        ({"PhoneConfig": CONFIG}, SOFT | {"acw_seconds_task": 30}, True),
        ({"PhoneConfig": CONFIG}, SOFT | {"acw_seconds_task": 0}, False),
        ({"PhoneConfig": CONFIG}, SOFT | {"voice_enhancement": "VOICE_ISOLATION"}, False),
        (BY_CHANNEL, {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 5, "auto_accept_task": True}, True),
        (BY_CHANNEL, {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 5, "auto_accept_task": False}, False),
    ],
)
def test_a_user_that_has_it_already_is_seen_in_either_form(
    user: dict[str, Any], phone: dict[str, Any], same: bool
) -> None:
    assert has_phone(user, parameters(phone, user)) is same
