"""`drift` names what differs, and nothing that does not."""

from __future__ import annotations

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = "username,first_name,last_name,email,security_profiles,user_hierarchy,tags,proficiencies\n"


@pytest.fixture
def staffed(centre: Centre) -> Centre:
    centre.make_groups("Support")
    centre.make_attribute("Language", "German", "French")
    rows = [
        f"{name},Ada,King,{name}@example.com,Agent,Support,floor=2,Language:German:4" for name in ("ada", "bob", "cy")
    ]
    centre.ingest("agents.csv", *rows, header=HEADER)
    assert centre.wake("ada", "bob", "cy") == []
    return centre


def test_no_drift(staffed: Centre, rollcall: CommandLine) -> None:
    """What others added to tags and proficiencies is theirs, and Admins are nobody's business."""
    user = staffed.users()["ada"]
    staffed.connect.tag_resource(resourceArn=user["Arn"], tags={"theirs": "1"})
    staffed.connect.associate_user_proficiencies(
        InstanceId=staffed.instance_id,
        UserId=user["Id"],
        UserProficiencies=[{"AttributeName": "Language", "AttributeValue": "French", "Level": 1.0}],
    )
    staffed.create_user("root", "Admin")

    result = rollcall.run("drift", "--json")

    assert result.exit_code == 0
    assert result.json == {
        "drift": False,
        "missing": [],
        "unknown": [{"username": "root", "refused_profiles": ["Admin"]}],
        "different": [],
        "profile_moves": {},
        "not_compared": [],
    }


def test_every_kind_of_drift(staffed: Centre, rollcall: CommandLine) -> None:
    users = staffed.users()
    place = {"InstanceId": staffed.instance_id, "UserId": users["ada"]["Id"]}
    staffed.connect.update_user_hierarchy(**place)
    staffed.connect.update_user_phone_config(**place, PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True})
    staffed.connect.update_user_identity_info(
        **place, IdentityInfo={"FirstName": "Eve", "LastName": "King", "Email": "ada@example.com"}
    )
    staffed.connect.untag_resource(resourceArn=users["ada"]["Arn"], tagKeys=["floor"])
    staffed.connect.update_user_proficiencies(
        **place, UserProficiencies=[{"AttributeName": "Language", "AttributeValue": "German", "Level": 1.0}]
    )
    staffed.connect.delete_user(InstanceId=staffed.instance_id, UserId=users["bob"]["Id"])
    staffed.create_user("stranger")
    staffed.put_agent("dee", status="FAILED", state="present")

    result = rollcall.run("drift", "--json")

    assert result.exit_code == 1
    assert result.json["missing"] == ["bob"]
    assert result.json["unknown"] == [{"username": "stranger", "refused_profiles": []}]
    assert result.json["not_compared"] == ["dee"]
    different = {(entry["username"], entry["facet"]) for entry in result.json["different"]}
    assert different == {("ada", facet) for facet in ("hierarchy", "phone", "identity", "tags", "proficiencies")}
    shown = rollcall.run("drift")
    assert ["missing", "bob", "", "active", "no such user"] in shown.lines
    assert ["different", "ada", "hierarchy", "Support", ""] in shown.lines


def test_what_an_adopted_user_has_besides_is_no_drift(staffed: Centre, rollcall: CommandLine) -> None:
    """The file said nothing about its address and its desk phone; it kept both."""
    phone = {
        "PhoneType": "DESK_PHONE",
        "DeskPhoneNumber": "+442079460002",
        "AutoAccept": True,
        "AfterContactWorkTimeLimit": 5,
    }
    place = {"InstanceId": staffed.instance_id, "UserId": staffed.create_user("eve")}
    staffed.connect.update_user_phone_config(**place, PhoneConfig=phone)
    address = {"FirstName": "By", "LastName": "Hand", "Email": "eve@example.com"}
    staffed.connect.update_user_identity_info(**place, IdentityInfo=address)
    staffed.ingest("eve.csv", "eve,Eve,Own,9", header="username,first_name,last_name,acw_seconds\n")
    assert staffed.wake("eve") == []
    assert staffed.users()["eve"]["PhoneConfig"] == phone | {"AfterContactWorkTimeLimit": 9}
    assert staffed.users()["eve"]["IdentityInfo"]["Email"] == "eve@example.com"

    assert rollcall.run("drift", "--json").json["different"] == []

    staffed.connect.update_user_phone_config(**place, PhoneConfig=phone)
    staffed.connect.update_user_identity_info(**place, IdentityInfo=address)
    different = {entry["facet"]: entry for entry in rollcall.run("drift", "--json").json["different"]}
    assert sorted(different) == ["identity", "phone"]
    assert different["identity"]["table"] == {"first_name": "Eve", "last_name": "Own"}
    assert different["identity"]["connect"] == {"first_name": "By", "last_name": "Hand"}


def test_what_a_file_emptied_and_somebody_filled_is_drift(staffed: Centre, rollcall: CommandLine) -> None:
    user_id = staffed.create_user("eve", tags={"floor": "3"})
    place = {"InstanceId": staffed.instance_id, "UserId": user_id}
    address = {"FirstName": "By", "LastName": "Hand", "Email": "eve@example.com"}
    staffed.connect.update_user_identity_info(**place, IdentityInfo=address)
    staffed.ingest("eve.csv", "eve,Eve,Own,,Agent,,,", header=HEADER)
    assert staffed.wake("eve") == []
    assert rollcall.run("drift", "--json").json["different"] == []

    staffed.connect.update_user_identity_info(**place, IdentityInfo=address | {"FirstName": "Eve", "LastName": "Own"})
    staffed.connect.tag_resource(resourceArn=staffed.users()["eve"]["Arn"], tags={"floor": "3"})
    staffed.connect.associate_user_proficiencies(
        **place, UserProficiencies=[{"AttributeName": "Language", "AttributeValue": "French", "Level": 1.0}]
    )

    different = {entry["facet"]: entry for entry in rollcall.run("drift", "--json").json["different"]}
    assert sorted(different) == ["identity", "proficiencies", "tags"]
    assert different["identity"]["table"] == {"first_name": "Eve", "last_name": "Own"}
    assert different["identity"]["connect"]["email"] == "eve@example.com"
    assert different["tags"]["connect"] == {"floor": "3"}


def test_a_removal_that_waits_or_was_refused_is_not_compared(staffed: Centre, rollcall: CommandLine) -> None:
    """Its user is no stranger. Where the removal is done, a user of that name is one."""
    staffed.create_user("waits")
    staffed.create_user("again")
    staffed.put_agent("waits", state="absent", status="PENDING")
    staffed.put_agent("again", state="absent", status="REMOVED")

    found = rollcall.run("drift", "--json").json

    assert found["not_compared"] == ["waits"]
    assert found["unknown"] == [{"username": "again", "refused_profiles": []}]


def test_an_item_of_the_wrong_shape_differs(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.put_agent(**(staffed.agent("ada") | {"phone": "desk", "tags": "floor=2"}))

    different = rollcall.run("drift", "--json").json["different"]

    assert {(entry["username"], entry["facet"]) for entry in different} == {("ada", "phone"), ("ada", "tags")}


OWN = "username,first_name,last_name,voice_enhancement,acw_seconds_chat,quick_connect\n"


def test_settings_by_channel_and_quick_connects_that_a_file_set_are_compared(
    staffed: Centre, rollcall: CommandLine
) -> None:
    staffed.ingest("own.csv", "eve,Eve,Own,voice isolation,7,yes", "fay,Fay,Own,none,0,no", header=OWN)
    assert staffed.wake("eve", "fay") == []
    assert rollcall.run("drift", "--json").json["different"] == []

    place = {"InstanceId": staffed.instance_id, "UserId": staffed.agent("eve")["user_id"]}
    off = [{"Channel": "VOICE", "VoiceEnhancementMode": "NONE"}]
    chats = [{"Channel": "CHAT", "AutoAccept": True}, {"Channel": "VOICE", "AutoAccept": False}]
    staffed.connect.update_user_config(**place, VoiceEnhancementConfigs=off, AutoAcceptConfigs=chats)
    staffed.lead_quick_connect("Eve Own (eve)", staffed.agent("ada")["user_id"])

    different = {entry["facet"]: entry for entry in rollcall.run("drift", "--json").json["different"]}

    assert sorted(different) == ["phone", "quick_connect"]
    assert different["phone"]["connect"]["voice_enhancement"] == "NONE"
    assert "auto_accept_chat" not in different["phone"]["connect"]  # no file said anything of it
    assert (different["quick_connect"]["table"], different["quick_connect"]["connect"]) == (True, False)
