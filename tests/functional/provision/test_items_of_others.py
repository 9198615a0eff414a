"""Others write the agents table too: what they write wrongly costs their agent a reason, and nobody else anything."""

from __future__ import annotations

from typing import Any

import pytest

from roster.items import from_wire
from tests.functional.provision.centre import Centre
from tests.functional.upkeep.workshop import HOUR, Workshop, never

HEADER = "username,first_name,last_name,email\n"
ROWS = ("ada,Ada,King,ada@example.com", "ben,Ben,King,ben@example.com")

MALFORMED = [
    ("revision", {"S": "3"}),
    ("revision", {"L": []}),
    ("attempts", {"S": "0"}),
    ("requeued", {"S": "0"}),
    ("awaited_by", {"L": []}),
    ("awaited_by", {"N": "7"}),
    ("source", {"M": {"key": {"S": "agents.csv"}}}),
    ("updated_at", {"N": "7"}),
    ("updated_at", {"S": "2026-11-22T11:00:00"}),
    *((name, {"NULL": True}) for name in ("status", "revision", "attempts", "awaited_by", "updated_at", "tags")),
]


def put(centre: Centre, **attributes: dict[str, Any]) -> None:
    item = {
        "username": {"S": "ada"},
        "identity": {"M": {"first_name": {"S": "Ada"}, "last_name": {"S": "Byron"}}},
        **attributes,
    }
    centre.deployment.dynamodb.put_item(TableName="rollcall-agents", Item=item)


@pytest.mark.parametrize(("attribute", "value"), MALFORMED)
def test_such_an_item_is_provisioned_or_told_what_it_must_be(centre: Centre, attribute: str, value: Any) -> None:
    put(centre, **{attribute: value})

    assert centre.wake("ada") == []

    agent = centre.agent("ada")
    named = attribute in {"source", "tags"}
    assert (agent["status"], agent["attempts"]) == ("FAILED" if named else "ACTIVE", 1)
    assert (f"`{attribute}` must be" in agent.get("status_reason", "")) == named
    assert centre.usernames() == ([] if named else ["ada"])


@pytest.mark.parametrize(("attribute", "value"), MALFORMED)
def test_a_directory_takes_such_an_item_over(centre: Centre, attribute: str, value: Any) -> None:
    put(centre, **{attribute: value})

    record = centre.ingest("agents.csv", *ROWS, header=HEADER)
    assert centre.wake("ada", "ben") == []

    assert centre.counts(record) == {"rows": 2, "created": 2}
    assert centre.agent("ada")["revision"] in {1, 2}


@pytest.mark.parametrize(("attribute", "value"), MALFORMED)
def test_upkeep_gets_past_such_an_item(centre: Centre, attribute: str, value: Any) -> None:
    record = centre.ingest("agents.csv", *ROWS, header=HEADER)
    image = centre.raw_agent("ada")
    put(centre, **(image | {attribute: value}))
    workshop = Workshop(centre.deployment, None, "")
    workshop.later(hours=1)

    found = workshop.imports.resume_all(HOUR, set(), never)
    oldest = workshop.oldest_pending.since(never)
    workshop.pending.requeue_waiting_since(workshop.now, never)

    woken = {name for name, item in centre.deployment.agents().items() if item.get("requeued")}
    assert found.resumed == [record["import_id"]]
    assert woken == {"ada", "ben"}
    assert oldest is not None
    assert from_wire(centre.raw_agent("ada"))["status"] == "PENDING"


def test_a_deletion_that_upkeep_counted_already_counts_no_more(centre: Centre) -> None:
    """Its stream record comes late, when the line before it was long or stood still."""
    record = centre.ingest("agents.csv", *ROWS, header=HEADER)
    removal = centre.delete_agent("ada")
    workshop = Workshop(centre.deployment, None, "")
    workshop.later(hours=1)
    workshop.imports.resume_all(HOUR, set(), never)
    assert centre.import_record(record)["pending"] == 1

    assert centre.deliver([removal]) == []

    assert centre.counts(record) == {"rows": 2, "pending": 1}
    assert centre.wake("ben") == []
    assert centre.counts(record) == {"rows": 2, "created": 1}
    assert (centre.import_record(record)["superseded"], centre.import_record(record)["pending"]) == (1, 0)


def test_what_is_deleted_after_that_is_counted_by_upkeep(centre: Centre) -> None:
    record = centre.ingest("agents.csv", *ROWS, header=HEADER)
    centre.delete_agent("ada")
    workshop = Workshop(centre.deployment, None, "")
    workshop.later(hours=1)
    workshop.imports.resume_all(HOUR, set(), never)

    assert centre.deliver([centre.delete_agent("ben")]) == []
    workshop.later(hours=1)
    workshop.imports.resume_all(HOUR, set(), never)

    assert (centre.import_record(record)["superseded"], centre.import_record(record)["pending"]) == (2, 0)
