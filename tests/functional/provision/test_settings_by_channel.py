"""Settings by channel reach Connect where a file has them, and stay as they are where it has not."""

from __future__ import annotations

from typing import Any

from local_aws.connect import controls
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import watch

HEADER = (
    "username,first_name,last_name,acw_seconds,persistent_connection,voice_enhancement,auto_accept_chat,"
    "acw_seconds_task\n"
)
ROW = "ada,Ada,King,30,yes,voice isolation,yes,10"
PLAIN_HEADER = "username,first_name,last_name,acw_seconds\n"


def limits(user: dict[str, Any]) -> dict[str, int]:
    return {
        entry["Channel"]: entry["AfterContactWorkConfig"]["AfterContactWorkTimeLimit"]
        for entry in user["AfterContactWorkConfigs"]
    }


def accepts(user: dict[str, Any]) -> dict[str, bool]:
    return {entry["Channel"]: entry["AutoAccept"] for entry in user["AutoAcceptConfigs"]}


def test_a_new_user_has_them_from_the_beginning(centre: Centre) -> None:
    record = centre.ingest("agents.csv", ROW, header=HEADER)

    with watch() as wire:
        assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert limits(user) == {"VOICE": 30, "CHAT": 30, "TASK": 10, "EMAIL": 30}
    assert accepts(user) == {"VOICE": False, "CHAT": True}
    assert user["PersistentConnectionConfigs"] == [{"Channel": "VOICE", "PersistentConnection": True}]
    assert user["VoiceEnhancementConfigs"] == [{"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}]
    assert wire.count("connect.CreateUser") == 1
    assert not [call for call in wire.calls if call.startswith("connect.Update")]
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_a_persistent_connection_alone_is_part_of_the_phone_config(centre: Centre) -> None:
    header = "username,first_name,last_name,persistent_connection\n"
    centre.ingest("agents.csv", "ada,Ada,King,yes", header=header)
    assert centre.wake("ada") == []
    assert centre.users()["ada"]["PhoneConfig"]["PersistentConnection"] is True

    centre.ingest("agents.csv", "ada,Ada,King,", header=header)
    with watch() as wire:
        assert centre.wake("ada") == []
    assert centre.users()["ada"]["PhoneConfig"]["PersistentConnection"] is False
    assert wire.count("connect.UpdateUserPhoneConfig") == 1


def test_an_unchanged_row_costs_no_call(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    centre.wake("ada")
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    assert centre.counts(record) == {"rows": 1, "unchanged": 1}

    centre.change("ada")
    with watch() as wire:
        assert centre.wake("ada") == []
    assert not [call for call in wire.calls if call.startswith(("connect.Update", "connect.List", "connect.Create"))]


def test_one_setting_changes_and_nothing_else(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    centre.wake("ada")
    before = centre.users()["ada"]
    record = centre.ingest("agents.csv", ROW.replace("voice isolation", "off"), header=HEADER)

    with watch() as wire:
        assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert user["VoiceEnhancementConfigs"] == [{"Channel": "VOICE", "VoiceEnhancementMode": "NONE"}]
    same = {name: user[name] for name in before if name.endswith("Configs") and name != "VoiceEnhancementConfigs"}
    assert same == {name: before[name] for name in same}
    assert wire.count("connect.UpdateUserConfig") == 1
    assert centre.counts(record) == {"rows": 1, "updated": 1}


def test_a_file_without_the_columns_leaves_alone_what_others_set(centre: Centre) -> None:
    """Before and after the user was given settings by channel in the console."""
    centre.ingest("agents.csv", "ada,Ada,King,30", header=PLAIN_HEADER)
    centre.wake("ada")
    place = {"InstanceId": centre.instance_id, "UserId": centre.agent("ada")["user_id"]}
    config = centre.users()["ada"]["PhoneConfig"]
    centre.connect.update_user_phone_config(**place, PhoneConfig=config | {"PersistentConnection": True})

    centre.ingest("agents.csv", "ada,Ada,King,40", header=PLAIN_HEADER)
    assert centre.wake("ada") == []
    assert centre.users()["ada"]["PhoneConfig"] == config | {
        "AfterContactWorkTimeLimit": 40,
        "PersistentConnection": True,
    }

    centre.connect.update_user_config(
        **place,
        AutoAcceptConfigs=[{"Channel": "VOICE", "AutoAccept": False}, {"Channel": "CHAT", "AutoAccept": True}],
        AfterContactWorkConfigs=[
            {"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 40}},
            {"Channel": "CHAT", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 9}},
        ],
        PhoneNumberConfigs=[{"Channel": "VOICE", "PhoneType": "SOFT_PHONE"}],
    )
    centre.ingest("agents.csv", "ada,Ada,King,50", header=PLAIN_HEADER)
    assert centre.wake("ada") == []
    user = centre.users()["ada"]
    assert limits(user) == {"VOICE": 50, "CHAT": 9}
    assert accepts(user) == {"VOICE": False, "CHAT": True}


def test_what_a_file_once_set_stays_when_a_later_one_lacks_the_column(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    centre.wake("ada")

    centre.ingest("agents.csv", "ada,Ada,King,60", header=PLAIN_HEADER)
    assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert limits(user) == {"VOICE": 60, "CHAT": 30, "TASK": 10, "EMAIL": 30}
    assert user["VoiceEnhancementConfigs"] == [{"Channel": "VOICE", "VoiceEnhancementMode": "VOICE_ISOLATION"}]
    assert centre.agent("ada")["phone"]["acw_seconds_task"] == 10


def test_a_user_that_has_them_already_is_adopted_without_a_call_about_them(centre: Centre) -> None:
    user_id = centre.create_user("ada")
    centre.connect.update_user_config(
        InstanceId=centre.instance_id,
        UserId=user_id,
        AutoAcceptConfigs=[{"Channel": "VOICE", "AutoAccept": False}, {"Channel": "EMAIL", "AutoAccept": True}],
        PhoneNumberConfigs=[{"Channel": "VOICE", "PhoneType": "SOFT_PHONE"}],
        AfterContactWorkConfigs=[{"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 0}}],
    )
    header = "username,first_name,last_name,auto_accept_email,voice_enhancement\n"
    centre.ingest("agents.csv", "ada,Ada,King,yes,none", header=header)

    with watch() as wire:
        assert centre.wake("ada") == []

    assert [call for call in wire.calls if call.startswith("connect.Update")] == ["connect.UpdateUserIdentityInfo"]


def test_a_try_that_broke_off_ends_the_same(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,Ada,King,30", header=PLAIN_HEADER)
    centre.wake("ada")
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    controls().fail_next("UpdateUserConfig", "InternalServiceException", times=3)

    assert centre.wake("ada") == []

    assert limits(centre.users()["ada"]) == {"VOICE": 30, "CHAT": 30, "TASK": 10, "EMAIL": 30}
    assert centre.counts(record) == {"rows": 1, "updated": 1}
