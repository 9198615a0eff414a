"""Users that exist already: recognised, adopted, changed, removed, or left alone."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.provision.centre import Centre, FakeTime
from tests.functional.provision.wire import watch

IDENTITY = {"first_name": "Ada", "last_name": "Lovelace"}
ROW = "ada,Ada,Lovelace,ada@example.com,,,Agent"


def test_a_user_of_the_name_is_adopted(centre: Centre) -> None:
    user_id = centre.create_user("ada", "QualityAnalyst", tags={"floor": "2"})
    record = centre.ingest("agents.csv", ROW)

    with watch() as wire:
        assert centre.wake("ada") == []

    agent, user = centre.agent("ada"), centre.users()["ada"]
    assert user["Id"] == agent["user_id"] == user_id
    assert user["IdentityInfo"] == {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"}
    assert user["SecurityProfileIds"] == [centre.profile_ids()["Agent"]]
    assert user["Tags"] == {"floor": "2"}
    assert agent["status"] == "ACTIVE"
    assert "keeps its password" in agent["status_reason"]
    # The password that waited for the agent is not the user's.
    assert "password_secret" not in agent
    assert centre.outcomes(record) == {2: ("ada", "adopted")}
    assert centre.counts(record) == {"rows": 1, "adopted": 1}
    # What the user had right already costs nothing.
    changes = [call for call in wire.calls if call.startswith("connect.Update")]
    assert changes == ["connect.UpdateUserIdentityInfo", "connect.UpdateUserSecurityProfiles"]


def test_facets_that_the_item_lacks_are_left_alone_in_adoption(centre: Centre) -> None:
    centre.create_user("ada", "QualityAnalyst")
    centre.put_agent("ada", identity=IDENTITY)

    centre.wake("ada")

    assert centre.users()["ada"]["SecurityProfileIds"] == [centre.profile_ids()["QualityAnalyst"]]
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_file_without_columns_for_them_leaves_an_adopted_users_facets_alone(centre: Centre) -> None:
    """And so does every later change by that file."""
    groups = centre.make_groups("Support")
    user_id = centre.create_user("ada", "QualityAnalyst")
    place = {"InstanceId": centre.instance_id, "UserId": user_id}
    by_hand = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+4930123456", "AutoAccept": True}
    centre.connect.update_user_phone_config(PhoneConfig=by_hand | {"AfterContactWorkTimeLimit": 7}, **place)
    centre.connect.update_user_hierarchy(HierarchyGroupId=groups[0], **place)
    identity = {"FirstName": "By", "LastName": "Hand", "Email": "by@hand.example", "Mobile": "+4915112345678"}
    centre.connect.update_user_identity_info(IdentityInfo=identity, **place)
    header = "username,first name,last name,acw seconds\n"

    for last_name, seconds in (("Lovelace", 30), ("King", 40)):
        centre.ingest("agents.csv", f"ada,Ada,{last_name},{seconds}", header=header)
        assert centre.wake("ada") == []

        user = centre.users()["ada"]
        assert user["IdentityInfo"] == identity | {"FirstName": "Ada", "LastName": last_name}
        assert {name: user["PhoneConfig"][name] for name in by_hand} == by_hand
        assert user["PhoneConfig"]["AfterContactWorkTimeLimit"] == seconds
        assert user["SecurityProfileIds"] == [centre.profile_ids()["QualityAnalyst"]]
        assert user["HierarchyGroupId"] == groups[0]
        assert centre.agent("ada")["applied"].keys() == {"identity", "phone"}


def test_a_phone_in_part_gets_defaults_with_a_new_user_only(centre: Centre) -> None:
    centre.put_agent("ada", identity=IDENTITY, phone={"acw_seconds": 30})
    centre.wake("ada")
    full = {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 30}
    assert centre.agent("ada")["applied"]["phone"] == full

    change(centre, "ada", phone={"auto_accept": True})
    assert centre.wake("ada") == []

    assert centre.agent("ada")["applied"]["phone"] == full | {"auto_accept": True}
    assert centre.users()["ada"]["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30


@pytest.mark.parametrize("name", ["a", "ada", "a.very.long.name@of-a-company.example.com"])
def test_names_of_any_length_are_found(centre: Centre, name: str) -> None:
    user_id = centre.create_user(name)
    for other in (f"{name}x", name.upper()):
        centre.create_user(other)
    centre.put_agent(name, identity=IDENTITY)

    assert centre.wake(name) == []

    assert centre.agent(name)["user_id"] == user_id


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("known", [True, False])
def test_an_administrator_is_never_touched(centre: Centre, state: str, known: bool) -> None:
    user_id = centre.create_user("boss", "Admin", "Agent")
    before = centre.users()
    knowledge = {"user_id": user_id, "instance_id": centre.instance_id} if known else {}
    item = {"state": state, "identity": IDENTITY, "security_profiles": ["Agent"], "status": "PENDING"}
    centre.put_agent("boss", **item, **knowledge)

    assert centre.wake("boss") == []

    assert centre.users() == before
    assert centre.agent("boss")["status"] == "FAILED"
    assert "holds the security profile 'Admin'" in centre.agent("boss")["status_reason"]


def test_a_profile_outside_the_allowed_ones_protects_its_user(centre: Centre) -> None:
    centre.create_user("ada", "QualityAnalyst")
    centre.put_agent("ada", identity=IDENTITY)

    verdict = centre.provisioner(allowed_security_profiles=("Agent",)).provision("ada")

    assert verdict is not None
    assert verdict.outcome == "failed"
    assert centre.users()["ada"]["IdentityInfo"]["FirstName"] == "By"


@pytest.mark.parametrize("known_by", ["import", "secret"])
def test_a_user_that_a_dead_try_left_is_ours(centre: Centre, known_by: str) -> None:
    """Also when the agent was imported again since: its secret still names the import that created the user."""
    first = centre.ingest("agents.csv", ROW)
    centre.create_user("ada", tags={"rollcall:import": first["import_id"]})
    record = first if known_by == "import" else centre.ingest("agents.csv", ROW)

    assert centre.wake("ada") == []

    assert centre.outcomes(record) == {2: ("ada", "created")}
    assert centre.users()["ada"]["IdentityInfo"]["FirstName"] == "Ada"
    assert centre.agent("ada")["password_secret"] == f"rollcall/passwords/{first['import_id']}/2"


def test_a_duplicate_that_no_search_shows_yet_is_tried_again(centre: Centre) -> None:
    record = centre.ingest("agents.csv", ROW)
    controls().search_lag_seconds = 3600
    centre.create_user("ada", tags={"rollcall:import": record["import_id"]})

    with pytest.raises(RetryableError, match="does not show it yet"):
        centre.provisioner().provision("ada")

    assert centre.counts(record) == {"rows": 1, "pending": 1}


def change(centre: Centre, username: str, **wanted: Any) -> None:
    """Put a wanted state as others do: no revision, PENDING."""
    centre.put_agent(**(centre.agent(username) | wanted | {"status": "PENDING"}))


def test_only_changed_facets_are_told(centre: Centre) -> None:
    north = centre.make_groups("Support", "North")[-1]
    centre.make_routing_profile("Night shift")
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    change(centre, "ada", routing_profile="Night shift", hierarchy="Support/North")

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
    change(
        centre,
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


def test_nothing_to_tell_is_unchanged(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    change(centre, "ada")

    verdict = centre.provisioner().provision("ada")

    assert verdict is not None
    assert verdict.outcome == "unchanged"


def test_a_user_that_is_gone_is_created_anew(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    before = centre.agent("ada")
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=before["user_id"])
    change(centre, "ada")

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


STATUS_HEADER = "username,first_name,last_name,security_profiles,status\n"


def test_an_inactive_row_removes_the_user_and_its_quick_connects(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,Ada,Lovelace,Agent,active", "ben,Ben,King,Agent,active", header=STATUS_HEADER)
    centre.wake("ada", "ben")
    for name in ("ada", "ben"):
        centre.make_quick_connect(f"call {name}", centre.agent(name)["user_id"])
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,Agent,inactive", header=STATUS_HEADER)

    assert centre.wake("ada") == []

    agent = centre.agent("ada")
    assert list(centre.users()) == ["ben"]
    assert centre.quick_connects() == ["call ben"]
    assert agent["status"] == "REMOVED"
    assert not {"user_id", "instance_id", "applied", "password_secret"} & agent.keys()
    assert agent["expires_at"] > 1_700_000_000
    assert centre.counts(record) == {"rows": 1, "removed": 1}


def test_removal_is_done_when_the_user_is_gone(centre: Centre) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,Agent,inactive", header=STATUS_HEADER)

    assert centre.wake("ada") == []

    assert centre.agent("ada")["status"] == "REMOVED"
    assert centre.counts(record) == {"rows": 1, "removed": 1}


def test_a_removed_agent_comes_back_with_a_new_password(centre: Centre) -> None:
    row = "ada,Ada,Lovelace,Agent,"
    first = centre.ingest("agents.csv", row + "active", header=STATUS_HEADER)
    centre.wake("ada")
    centre.ingest("agents.csv", row + "inactive", header=STATUS_HEADER)
    centre.wake("ada")
    record = centre.ingest("agents.csv", row + "active", header=STATUS_HEADER)

    assert centre.wake("ada") == []

    agent = centre.agent("ada")
    assert agent["user_id"] == centre.users()["ada"]["Id"]
    assert agent["password_secret"] == f"rollcall/passwords/{record['import_id']}/2"
    assert first["import_id"] != record["import_id"]
    assert "expires_at" not in agent
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_a_user_made_for_an_agent_that_was_deleted_meanwhile_is_removed(centre: Centre) -> None:
    centre.put_agent("ada", identity=IDENTITY)

    def delete_item(**_: Any) -> None:
        centre.deployment.dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": "ada"}})

    with watch() as wire:
        wire.on("connect.CreateUser", delete_item)
        assert centre.provisioner().provision("ada") is None

    assert centre.users() == {}
    with pytest.raises(KeyError):
        centre.agent("ada")


def test_deleting_an_agents_item_removes_its_user(centre: Centre) -> None:
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    removal = centre.delete_agent("ada")

    by_ttl = removal | {"userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}}
    assert centre.deliver([by_ttl]) == []
    assert list(centre.users()) == ["ada"]
    assert centre.deliver([removal]) == []
    assert centre.users() == {}
    assert centre.deliver([removal]) == []


def test_an_import_goes_on_without_an_agent_whose_item_was_deleted(centre: Centre) -> None:
    record = centre.ingest("agents.csv", ROW, "ben,Ben,King,ben@example.com,,,Agent")
    removal = centre.delete_agent("ada")

    by_ttl = removal | {"userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}}
    assert centre.deliver([by_ttl]) == []
    assert centre.counts(record) == {"rows": 2, "pending": 2}
    for _ in range(2):
        assert centre.deliver([removal]) == []

    assert centre.wake("ben") == []
    assert centre.counts(record) == {"rows": 2, "created": 1, "failed": 1}
    assert centre.outcomes(record) == {2: ("ada", "failed"), 3: ("ben", "created")}
    assert centre.usernames() == ["ben"]


def test_a_deleted_item_that_came_back_is_counted_once(centre: Centre) -> None:
    """By another upload, or restored as it was: then it still has its turn."""
    first = centre.ingest("agents.csv", ROW)
    image = centre.agent("ada")
    removal = centre.delete_agent("ada")
    centre.put_agent(**image)
    assert centre.deliver([removal]) == []
    assert centre.counts(first) == {"rows": 1, "created": 1}

    centre.put_agent(**image)
    second_removal = centre.delete_agent("ada")
    other = centre.ingest("others.csv", ROW)
    assert centre.deliver([second_removal]) == []
    assert centre.counts(first) == {"rows": 1, "created": 1}
    assert centre.import_record(other)["pending"] == 0


def test_deleting_while_another_upload_waits_counts_out_the_first_alone(centre: Centre) -> None:
    first = centre.ingest("agents.csv", ROW)
    removal = centre.delete_agent("ada")
    second = centre.ingest("others.csv", ROW)

    assert centre.deliver([removal]) == []

    assert centre.counts(first) == {"rows": 1, "failed": 1}
    assert centre.counts(second) == {"rows": 1, "created": 1}


def test_every_deletion_in_a_batch_counts(centre: Centre) -> None:
    """The first leads to the user, the second to the import that waits."""
    centre.ingest("agents.csv", ROW)
    centre.wake("ada")
    first = centre.delete_agent("ada")
    second_import = centre.ingest("others.csv", ROW)
    second = centre.delete_agent("ada")
    third_import = centre.ingest("more.csv", ROW)
    third = centre.delete_agent("ada")

    assert centre.deliver([first, second, third]) == []

    assert centre.users() == {}
    assert centre.counts(second_import) == {"rows": 1, "failed": 1}
    assert centre.counts(third_import) == {"rows": 1, "failed": 1}


def test_the_record_of_a_deleted_agents_import_may_be_gone(centre: Centre) -> None:
    record = centre.ingest("agents.csv", ROW)
    removal = centre.delete_agent("ada")
    key = {"key": {"S": record["key"]}, "sequencer": {"S": record["sequencer"]}}
    centre.deployment.dynamodb.delete_item(TableName="rollcall-files", Key=key)

    assert centre.deliver([removal]) == []

    assert centre.deployment.items("files") == []
    assert centre.outcomes(record) == {}


def test_deleting_the_item_of_an_administrator_removes_nobody(centre: Centre) -> None:
    user_id = centre.create_user("boss", "Admin")
    image = {"username": {"S": "boss"}, "user_id": {"S": user_id}, "instance_id": {"S": centre.instance_id}}
    removal = {"eventName": "REMOVE", "dynamodb": centre.record_for("boss")["dynamodb"] | {"OldImage": image}}

    assert centre.deliver([removal]) == []

    assert list(centre.users()) == ["boss"]
