"""Failed agents go back to pending, and every count with them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from roster.agents_table import AgentsTable
from roster.errors import StaleReadError
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable
from roster.requeue_failed_agents import Requeued, RequeueFailedAgents
from roster.transactions import MAX_COUNTED_AGENTS
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import watch
from tests.functional.stores import NOW

HEADER = "username,first_name,last_name,email,routing_profile\n"


def rows(*names: str, profile: str = "Night Shift") -> list[str]:
    return [f"{name},Ada,King,{name}@example.com,{profile}" for name in names]


def requeue(centre: Centre) -> RequeueFailedAgents:
    dynamodb = boto3.client("dynamodb", region_name="eu-central-1")  # made late enough to be watched
    return RequeueFailedAgents(
        dynamodb,
        agents=AgentsTable(dynamodb, "rollcall-agents"),
        outcomes=OutcomesTable(dynamodb, "rollcall-outcomes"),
        files=FilesTable(dynamodb, "rollcall-files"),
        clock=lambda: NOW,
    )


def finished(centre: Centre, key: str, *names: str) -> dict[str, Any]:
    """An import whose agents all failed, for want of a routing profile."""
    record = centre.ingest(key, *rows(*names), header=HEADER)
    assert centre.wake(*names) == []
    assert centre.wake_report(record) == []
    return centre.import_record(record)


def test_failed_agents_and_their_import_are_pending_again(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada", "bob")
    assert (record["status"], record["failed"]) == ("FINISHED", 2)

    done = requeue(centre).requeue(["ada", "bob", "nobody"])

    now = centre.import_record(record)
    assert (sorted(done.agents), done.imports) == (["ada", "bob"], {record["import_id"]: 2})
    assert (now["status"], now["pending"], now["failed"], now["unfinished"]) == ("PROVISIONING", 2, 0, "yes")
    assert "finished_at" not in now
    agent = centre.agent("ada")
    assert (agent["status"], agent["awaited_by"], agent["attempts"]) == ("PENDING", record["import_id"], 0)
    assert agent["revision"] == 2
    assert "status_reason" not in agent
    assert centre.outcomes(record) == {}


def test_what_was_mended_meanwhile_succeeds_and_the_import_finishes_again(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada", "bob")
    centre.make_routing_profile("Night Shift")
    centre.new_container()

    requeue(centre).requeue(["ada"])
    assert centre.wake("ada") == []
    assert centre.wake_report(record) == []

    now = centre.import_record(record)
    assert now["status"] == "FINISHED"
    assert centre.counts(record) == {"rows": 2, "created": 1, "failed": 1}
    assert centre.outcomes(record) == {2: ("ada", "created"), 3: ("bob", "failed")}


def test_again_it_changes_nothing(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada")
    requeue(centre).requeue(["ada"])
    before = centre.deployment.items("agents"), centre.import_record(record)

    assert requeue(centre).requeue(["ada"]) == Requeued()

    assert (centre.deployment.items("agents"), centre.import_record(record)) == before


def test_a_superseded_retry_leaves_no_outcome_behind(centre: Centre) -> None:
    first = finished(centre, "a.csv", "ada")
    requeue(centre).requeue(["ada"])

    centre.ingest("b.csv", *rows("ada", profile="Basic Routing Profile"), header=HEADER)

    now = centre.import_record(first)
    assert (now["pending"], now["failed"], now["superseded"]) == (0, 0, 1)
    assert centre.outcomes(first) == {}


def test_a_running_import_goes_on_being_ingested(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada")
    files = centre.deployment.stores.files
    files.apply(files.update(record["key"], record["sequencer"]).set({"status": "INGESTING", "unfinished": "yes"}))

    requeue(centre).requeue(["ada"])

    now = centre.import_record(record)
    assert (now["status"], now["position"], now["pending"], now["failed"]) == ("INGESTING", 3, 1, 0)


def test_an_agent_of_no_import_is_pending_alone(centre: Centre) -> None:
    centre.put_agent("ada", routing_profile="No such one", identity={"first_name": "A", "last_name": "B"})
    centre.wake("ada")
    assert centre.agent("ada")["status"] == "FAILED"

    done = requeue(centre).requeue(["ada"])

    assert (done.agents, done.imports) == (["ada"], {})
    assert centre.agent("ada")["status"] == "PENDING"
    assert "awaited_by" not in centre.agent("ada")


def test_an_import_that_counts_the_agent_otherwise_keeps_its_counts(centre: Centre) -> None:
    """Created by the import, then broken by somebody who writes the table himself."""
    record = centre.ingest("a.csv", *rows("ada", profile="Basic Routing Profile"), header=HEADER)
    centre.wake("ada")
    item = centre.agent("ada")
    centre.put_agent(**item | {"routing_profile": "No such one", "status": "PENDING"})
    centre.wake("ada")
    assert centre.agent("ada")["status"] == "FAILED"

    done = requeue(centre).requeue(["ada"])

    assert (done.agents, done.imports) == (["ada"], {})
    assert centre.counts(record) == {"rows": 1, "created": 1}
    assert centre.outcomes(record) == {2: ("ada", "created")}


def test_an_import_whose_record_has_expired_is_not_missed(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada")
    key = {"key": {"S": record["key"]}, "sequencer": {"S": record["sequencer"]}}
    centre.deployment.dynamodb.delete_item(TableName="rollcall-files", Key=key)

    assert requeue(centre).requeue(["ada"]).agents == ["ada"]

    assert centre.agent("ada")["status"] == "PENDING"
    assert "awaited_by" not in centre.agent("ada")


def test_an_agent_that_changes_after_it_was_read_is_passed_by(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada", "bob")

    with watch() as wire:
        wire.on("dynamodb.BatchGetItem", lambda **_: centre.put_agent(**centre.agent("ada") | {"status": "ACTIVE"}))
        retried = requeue(centre).requeue(["ada", "bob"])

    assert retried.agents == ["bob"]
    assert centre.counts(record) == {"rows": 2, "pending": 1, "failed": 1}


def test_an_import_that_moves_on_after_it_was_read_is_read_again(centre: Centre) -> None:
    record = finished(centre, "a.csv", "ada", "bob")
    files = centre.deployment.stores.files
    moved = files.update(record["key"], record["sequencer"]).set({"status": "PROVISIONING"})

    with watch() as wire:
        wire.on("dynamodb.GetItem", lambda **_: files.apply(moved))
        retried = requeue(centre).requeue(["ada", "bob"])

    assert wire.count("dynamodb.BatchGetItem") == 2
    assert sorted(retried.agents) == ["ada", "bob"]
    assert centre.counts(record) == {"rows": 2, "pending": 2}


def test_more_agents_than_a_transaction_takes(centre: Centre) -> None:
    names = [f"agent{number:03d}" for number in range(MAX_COUNTED_AGENTS + 5)]
    record = finished(centre, "a.csv", *names)

    done = requeue(centre).requeue(names)

    assert done.imports == {record["import_id"]: len(names)}
    assert centre.counts(record) == {"rows": len(names), "pending": len(names)}


def test_a_run_of_before_can_not_conclude_the_new_try(centre: Centre) -> None:
    """A second delivery read the agent before it failed, and finds it pending when it writes."""
    record = centre.ingest("a.csv", *rows("ada"), header=HEADER)
    agents = centre.deployment.stores.agents
    read = agents.read("ada")
    assert read is not None
    centre.wake("ada")

    requeue(centre).requeue(["ada"])

    with pytest.raises(StaleReadError):
        agents.apply(agents.update("ada", read=read).set({"status": "FAILED"}))
    assert centre.counts(record) == {"rows": 1, "pending": 1}
