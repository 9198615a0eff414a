"""Phone settings: for all channels in PhoneConfig, for single ones in lists by channel, and what each replaces."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect.users.phone import CHANNEL_MEMBERS


def seconds(channel: str, limit: int) -> dict[str, Any]:
    return {"Channel": channel, "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": limit}}


CHANNELS: dict[str, list[dict[str, Any]]] = {
    "AutoAcceptConfigs": [
        {"Channel": "VOICE", "AutoAccept": True, "AgentFirstCallbackAutoAccept": False},
        {"Channel": "TASK", "AutoAccept": False},
    ],
    "AfterContactWorkConfigs": [
        {**seconds("VOICE", 30), "AgentFirstCallbackAfterContactWorkConfig": {"AfterContactWorkTimeLimit": 5}},
        seconds("CHAT", 0),
    ],
    "PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+12065550100"}],
    "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
    "VoiceEnhancementConfigs": [{"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}],
}
PHONE = {
    "PhoneType": "DESK_PHONE",
    "DeskPhoneNumber": "+12065550100",
    "AutoAccept": True,
    "AfterContactWorkTimeLimit": 7,
    "PersistentConnection": True,
}


def described(site: Any, user_id: str) -> dict[str, Any]:
    user = site("describe_user", UserId=user_id)["User"]
    return {name: user[name] for name in ("PhoneConfig", *CHANNEL_MEMBERS) if name in user}


def test_a_new_user_keeps_every_setting_by_channel(site: Any) -> None:
    user_id = site.create_user(PhoneConfig=None, **CHANNELS)
    assert described(site, user_id) == CHANNELS
    found = site("search_users")["Users"][0]
    assert {name: found[name] for name in CHANNELS} == CHANNELS
    assert "PhoneConfig" not in found


def test_a_list_by_channel_takes_its_counterparts_out_of_the_phone_config(site: Any) -> None:
    user_id = site.create_user(PhoneConfig=PHONE)
    left = dict(PHONE)
    for name, members in (
        ("VoiceEnhancementConfigs", ()),
        ("PersistentConnectionConfigs", ("PersistentConnection",)),
        ("AutoAcceptConfigs", ("AutoAccept",)),
        ("AfterContactWorkConfigs", ("AfterContactWorkTimeLimit",)),
    ):
        site("update_user_config", UserId=user_id, **{name: CHANNELS[name]})
        for member in members:
            del left[member]
        now = described(site, user_id)
        assert now["PhoneConfig"] == left
        assert now[name] == CHANNELS[name]
    site("update_user_config", UserId=user_id, PhoneNumberConfigs=CHANNELS["PhoneNumberConfigs"])
    assert described(site, user_id) == CHANNELS


def test_a_phone_config_holds_for_all_channels_and_leaves_voice_enhancement_alone(site: Any) -> None:
    user_id = site.create_user(PhoneConfig=None, **CHANNELS)
    site("update_user_phone_config", UserId=user_id, PhoneConfig=PHONE)
    assert described(site, user_id) == {
        "PhoneConfig": PHONE,
        "VoiceEnhancementConfigs": CHANNELS["VoiceEnhancementConfigs"],
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AutoAcceptConfigs", {"AutoAccept": False}),
        ("AfterContactWorkConfigs", {"AfterContactWorkTimeLimit": 0}),
        ("PhoneNumberConfigs", {"PhoneType": "SOFT_PHONE"}),
        ("PersistentConnectionConfigs", {"PersistentConnection": False}),
    ],
)
def test_a_setting_is_given_once(site: Any, name: str, value: dict[str, Any]) -> None:
    phone = value if name == "PhoneNumberConfigs" else {"PhoneType": "SOFT_PHONE", **value}
    code, text = site.refusal("create_user", **site.user(PhoneConfig=phone, **{name: CHANNELS[name]}))
    assert code == "InvalidRequestException"
    assert text == f"PhoneConfig.{next(iter(value))} and {name} exclude each other"


def test_a_phone_config_may_say_the_rest(site: Any) -> None:
    rest = {"PhoneType": "SOFT_PHONE"}
    accepting = {"AutoAcceptConfigs": CHANNELS["AutoAcceptConfigs"]}
    assert described(site, site.create_user(PhoneConfig=rest, **accepting)) == {"PhoneConfig": rest, **accepting}


@pytest.mark.parametrize(
    ("name", "items", "message"),
    [
        ("AutoAcceptConfigs", [{"Channel": "CHAT", "AutoAccept": True}] * 2, "names a channel twice"),
        (
            "AutoAcceptConfigs",
            [{"Channel": "CHAT", "AutoAccept": True, "AgentFirstCallbackAutoAccept": True}],
            "AgentFirstCallbackAutoAccept is for the channel VOICE only",
        ),
        ("AfterContactWorkConfigs", [seconds("CHAT", 2_000_001)], "at most 2000000 seconds"),
        ("PhoneNumberConfigs", [{"Channel": "CHAT", "PhoneType": "SOFT_PHONE"}], "takes the channel VOICE only"),
        ("PhoneNumberConfigs", [{"Channel": "VOICE", "PhoneType": "DESK_PHONE"}], "PhoneNumber is required"),
        ("PersistentConnectionConfigs", [{"Channel": "TASK", "PersistentConnection": True}], "VOICE only"),
        ("VoiceEnhancementConfigs", [{"Channel": "EMAIL", "VoiceEnhancementMode": "NONE"}], "VOICE only"),
    ],
)
def test_a_refused_setting_changes_nothing(site: Any, name: str, items: list[Any], message: str) -> None:
    user_id = site.create_user()
    before = site("describe_user", UserId=user_id)
    code, text = site.refusal("update_user_config", UserId=user_id, **{name: items})
    assert code == "InvalidParameterException"
    assert message in text
    assert site("describe_user", UserId=user_id) == before
