"""What an agent wants otherwise is told to Connect, and nothing else."""

from __future__ import annotations

import pytest

from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.provision.centre import IDENTITY, ROW, Centre, FakeTime
from tests.functional.provision.wire import watch


def test_only_changed_facets_are_told(centre: Centre) -> None:
    north = centre.make_groups("Support", "North")[-1]
    centre.make_routing_profile("Night shift")
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    centre.change("ada", routing_profile="Night shift", hierarchy="Support/North")

    with watch() as wire:
        assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert user["HierarchyGroupId"] == north
    assert user["RoutingProfileId"] == centre.routing_id("Night shift")
    assert [call for call in wire.calls if call.startswith("connect.Update")] == [
        "connect.UpdateUserRoutingProfile",
        "connect.UpdateUserHierarchy",
    ]
    assert wire.count("connect.CreateUser") == 0
    assert centre.agent("ada")["applied"]["hierarchy"] == "Support/North"


def test_everything_can_change_and_be_cleared(centre: Centre) -> None:
    centre.make_groups("Support")
    centre.make_attribute("Language", "German", "Latin", "Greek")
    skills = [("German", 3), ("Latin", 2)]
    centre.put_agent(
        "ada",
        identity=IDENTITY | {"email": "ada@example.com"},
        hierarchy="Support",
        tags={"floor": "2", "team": "a"},
        proficiencies=[{"attribute": "Language", "value": value, "level": level} for value, level in skills],
    )
    centre.wake("ada")
    centre.change(
        "ada",
        identity={"first_name": "Augusta", "last_name": "King"},
        phone={"type": "DESK_PHONE", "desk_phone_number": "+4930123456", "auto_accept": True, "acw_seconds": 5},
        security_profiles=["QualityAnalyst"],
        hierarchy="",
        tags={"floor": "3"},
        proficiencies=[
            {"attribute": "Language", "value": "German", "level": 5},
            {"attribute": "Language", "value": "Greek", "level": 1},
        ],
    )

    assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert user["IdentityInfo"] == {"FirstName": "Augusta", "LastName": "King"}
    assert user["PhoneConfig"]["DeskPhoneNumber"] == "+4930123456"
    assert user["SecurityProfileIds"] == [centre.profile_ids()["QualityAnalyst"]]
    assert "HierarchyGroupId" not in user
    assert user["Tags"] == {"floor": "3", "rollcall:import": "direct"}
    assert centre.proficiencies(user["Id"]) == {("Language", "German"): 5.0, ("Language", "Greek"): 1.0}


def test_a_half_applied_change_finishes_what_is_missing(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    record = centre.ingest("agents.csv", "ada,Augusta,King,ada@example.com,,,Agent|QualityAnalyst")
    controls().fail_next("UpdateUserSecurityProfiles", "InternalServiceException", times=50)
    with pytest.raises(RetryableError):
        centre.provisioner().provision("ada")
    assert centre.agent("ada")["applied"]["identity"]["first_name"] == "Augusta"
    controls().reset()

    with watch() as wire:
        assert centre.provisioner().provision("ada") is not None

    assert [call for call in wire.calls if call.startswith("connect.Update")] == ["connect.UpdateUserSecurityProfiles"]
    assert centre.counts(record) == {"rows": 1, "updated": 1}


def test_a_half_made_user_is_still_created_not_updated(centre: Centre) -> None:
    centre.make_attribute("Language", "German")
    header = "username,first_name,last_name,proficiencies\n"
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,Language:German:4", header=header)
    controls().fail_next("AssociateUserProficiencies", "InternalServiceException", times=50)
    with pytest.raises(RetryableError):
        centre.provisioner().provision("ada")
    controls().reset()

    assert centre.wake("ada") == []

    assert centre.outcomes(record) == {2: ("ada", "created")}
    assert centre.proficiencies(centre.agent("ada")["user_id"]) == {("Language", "German"): 4.0}


def test_a_user_whose_creation_failed_half_way_is_created_by_the_next_upload(centre: Centre) -> None:
    """So it counts as one whose initial password has to be handed out."""
    header = "username,first_name,last_name,proficiencies\n"
    first = centre.ingest("agents.csv", "ada,Ada,Lovelace,Language:German:4", header=header)
    centre.wake("ada")
    assert centre.outcomes(first) == {2: ("ada", "failed")}
    centre.make_attribute("Language", "German")
    second = centre.ingest("agents.csv", "ada,Ada,Lovelace,Language:German:4", header=header)

    assert centre.wake("ada") == []

    assert centre.outcomes(second) == {2: ("ada", "created")}
    assert "begun" not in centre.agent("ada")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Langauge:German:4",
            "no predefined attribute 'Langauge' (is 'Language' meant?); create it in the console under Predefined "
            "attributes (there are 'Floor', 'Language', ",
        ),
        (
            "Language:Germn:4",
            "no value of the predefined attribute 'Language' called 'Germn' (is 'German' meant?); add it in the "
            "console under Predefined attributes (there are 'French', 'German')",
        ),
    ],
)
@pytest.mark.parametrize("known", [True, False], ids=["a user of ours", "a new one"])
def test_a_proficiency_that_the_instance_lacks_fails_with_what_there_is(
    centre: Centre, asked: str, told: str, known: bool
) -> None:
    centre.make_attribute("Language", "German", "French")
    centre.make_attribute("Floor", "1")
    header = "username,first_name,last_name,proficiencies\n"
    if known:
        centre.ingest("agents.csv", "ada,Ada,Lovelace,Language:German:4", header=header)
        assert centre.wake("ada") == []

    centre.ingest("agents.csv", f"ada,Ada,Lovelace,{asked}", header=header)
    assert centre.wake("ada") == []

    assert centre.agent("ada")["status"] == "FAILED"
    assert told in centre.agent("ada")["status_reason"]


def test_nothing_to_tell_is_unchanged(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    centre.change("ada")

    result = centre.provisioner().provision("ada")

    assert result is not None
    assert result.outcome == "unchanged"


def test_a_user_that_is_gone_is_created_anew(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    before = centre.agent("ada")
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=before["user_id"])
    centre.settle("ada")
    centre.change("ada")

    assert centre.wake("ada") == []

    assert centre.agent("ada")["user_id"] == centre.users()["ada"]["Id"] != before["user_id"]
    assert centre.agent("ada")["password_secret"] == before["password_secret"]


def test_a_profile_made_anew_under_its_name_is_found(centre: Centre) -> None:
    old = centre.make_routing_profile("Night shift")
    time = FakeTime()
    provisioner = centre.container(time).provisioner
    centre.put_agent("ada", identity=IDENTITY, routing_profile="Night shift")
    centre.put_agent("ben", identity=IDENTITY, routing_profile="Night shift")
    provisioner.provision("ada")
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=centre.agent("ada")["user_id"])
    centre.connect.delete_routing_profile(InstanceId=centre.instance_id, RoutingProfileId=old)
    new = centre.make_routing_profile("Night shift")
    time.now += 60

    provisioner.provision("ben")

    assert centre.users()["ben"]["RoutingProfileId"] == new
