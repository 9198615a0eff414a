"""`drift` names what differs, and nothing that does not."""

from __future__ import annotations

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.scripts.cli.command_line import CommandLine

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
