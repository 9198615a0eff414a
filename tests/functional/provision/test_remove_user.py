"""Users go with their agents, and every deletion is counted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functional.provision.centre import IDENTITY, ROW, Centre
from tests.functional.provision.wire import watch

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


def test_each_quick_connect_is_described_once_and_the_one_that_goes_once_more(centre: Centre) -> None:
    """Removals of many users would otherwise describe all quick connects for each of them."""
    names = [f"agent{number}" for number in range(5)]
    ids = [centre.create_user(name) for name in names]
    centre.make_quick_connect("call the boss", centre.create_user("boss"))
    provisioner = centre.provisioner()
    for name, user_id in zip(names, ids, strict=True):
        centre.make_quick_connect(f"call {name}", user_id)
        centre.put_agent(name, state="absent", user_id=user_id, instance_id=centre.instance_id)

    with watch() as wire:
        for name in names:
            provisioner.provision(name)

    assert centre.quick_connects() == ["call the boss"]
    assert wire.count("connect.ListQuickConnects") == 5
    assert wire.count("connect.DescribeQuickConnect") == 1 + 2 * len(names)


def test_a_quick_connect_that_leads_to_another_user_now_goes_with_that_one(centre: Centre) -> None:
    for name in ("ada", "ben", "cyd"):
        centre.put_agent(name, state="absent", user_id=centre.create_user(name), instance_id=centre.instance_id)
    users = {name: user["Id"] for name, user in centre.users().items()}
    centre.make_quick_connect("call the desk", users["ada"])
    provisioner = centre.provisioner()
    provisioner.provision("ben")

    centre.lead_quick_connect("call the desk", users["cyd"])
    centre.make_quick_connect("call ada", users["ada"])
    provisioner.provision("ada")
    assert centre.quick_connects() == ["call the desk"]
    provisioner.provision("cyd")
    assert centre.quick_connects() == []


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


def test_what_others_wrote_into_a_deleted_item_stops_nobody(centre: Centre) -> None:
    """AWS Lambda writes binary attributes in base 64."""
    centre.ingest("agents.csv", ROW, "ben,Ben,King,ben@example.com,,,Agent")
    centre.wake("ada", "ben")
    removals = [centre.delete_agent("ada"), centre.delete_agent("ben")]
    own = {"photo": {"B": "iVBORw=="}, "keys": {"BS": ["AA=="]}, "import_id": {"B": "AA=="}, "tags": {"B": "AA=="}}
    removals[0]["dynamodb"]["OldImage"] |= own

    assert centre.deliver(removals) == []

    assert centre.users() == {}


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
