"""A block whose agents changed after they were read is decided anew, and nothing of the first decision stays."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from ingest.upload_bucket import UploadEvent
from roster.plans import PlanLine
from roster.reports_bucket import report_prefix
from tests.functional.stores import Deployment

_AGENTS_ARE_READ = "after-call.dynamodb.BatchGetItem"
STAFF = b"username,first_name,last_name,password\nada,Ada,King,Initial123\nben,Ben,King,Initial123\n"


def ingest(deployment: Deployment, key: str, body: bytes) -> UploadEvent:
    event = deployment.upload(key, body)
    deployment.run_ingest(event)
    return event


def ingest_while(
    deployment: Deployment, key: str, body: bytes, change: Callable[[], object], *, reading: int = 1
) -> UploadEvent:
    """Ingest a directory whose agents somebody changes right after ingest has read them for the n-th time."""
    events = deployment.dynamodb.meta.events
    readings = itertools.count(1)

    def hook(**_: Any) -> None:
        if next(readings) == reading:
            events.unregister(_AGENTS_ARE_READ, hook)
            change()

    events.register(_AGENTS_ARE_READ, hook)
    return ingest(deployment, key, body)


def set_attributes(deployment: Deployment, username: str, **values: str) -> None:
    """Change an agent as provision or anybody else does."""
    deployment.dynamodb.update_item(
        TableName="rollcall-agents",
        Key={"username": {"S": username}},
        UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
        ExpressionAttributeNames={f"#{name}": name for name in values},
        ExpressionAttributeValues={f":{name}": {"S": value} for name, value in values.items()},
    )


def outcomes(deployment: Deployment, event: UploadEvent) -> tuple[dict[str, str], dict[str, PlanLine]]:
    """Return outcome and plan of an import's lines by username, and see that the record counts the same."""
    record = deployment.record(event)
    [plan] = deployment.stores.reports.plans(report_prefix(event.key, record["import_id"]))
    lines = {line["username"]: line for line in plan["lines"]}
    planned: dict[str, str] = {name: line["outcome"] for name, line in lines.items()}
    counts = {"provision": "pending", "unchanged": "unchanged", "rejected": "rejected"}
    for outcome, count in counts.items():
        assert record.get(count, 0) == list(planned.values()).count(outcome), (outcome, record)
    return planned, lines


def test_a_row_without_a_name_is_taken_once_the_agent_has_one(deployment: Deployment) -> None:
    ingest(deployment, "ada.csv", b"username,first_name,last_name\nada,Ada,King\n")
    names = b"username,first_name,last_name\nada,Augusta,King\nben,Ben,King\n"

    event = ingest_while(
        deployment,
        "limits.csv",
        b"username,routing_profile,acw_seconds\nada,Basic Routing Profile,30\nben,Basic Routing Profile,30\n",
        lambda: ingest(deployment, "names.csv", names),
    )

    planned, lines = outcomes(deployment, event)
    assert planned == {"ada": "provision", "ben": "provision"}
    assert "problems" not in lines["ben"]
    ben = deployment.agents()["ben"]
    assert (ben["identity"], ben["phone"]) == ({"first_name": "Ben", "last_name": "King"}, {"acw_seconds": 30})
    assert ben["awaited_by"] == deployment.record(event)["import_id"]


def test_a_desk_phone_without_a_number_is_taken_once_the_agent_has_one(deployment: Deployment) -> None:
    ingest(deployment, "staff.csv", STAFF)
    numbers = b"username,phone_type,desk_phone_number\nada,desk,+442079460001\nben,desk,+442079460000\n"

    event = ingest_while(
        deployment,
        "phones.csv",
        b"username,phone_type,acw_seconds\nada,soft,30\nben,desk,30\n",
        lambda: ingest(deployment, "numbers.csv", numbers),
    )

    planned, _ = outcomes(deployment, event)
    assert planned == {"ada": "provision", "ben": "provision"}
    assert deployment.agents()["ben"]["phone"] == {
        "type": "DESK_PHONE",
        "desk_phone_number": "+442079460000",
        "acw_seconds": 30,
    }


def test_a_refused_removal_is_nothing_to_speak_of_once_somebody_has_removed_the_agent(deployment: Deployment) -> None:
    ingest(deployment, "staff.csv", STAFF)
    deployment.settle_agents()

    def remove_ben() -> None:
        set_attributes(deployment, "ben", state="absent", status="REMOVED")
        set_attributes(deployment, "ada", status="FAILED")

    event = ingest_while(
        deployment,
        "staff.csv",
        b"username,status,acw_seconds\nada,active,30\nben,inactive,30\n",
        remove_ben,
        reading=2,  # the first one is the guard's, which decides whether the upload may remove anybody
    )

    planned, lines = outcomes(deployment, event)
    assert planned == {"ada": "provision", "ben": "unchanged"}
    assert "problems" not in lines["ben"]


def test_a_password_that_is_used_in_the_end_is_not_said_to_be_ignored(deployment: Deployment) -> None:
    ingest(deployment, "staff.csv", STAFF)
    deployment.settle_agents()

    def forget_ben() -> None:
        deployment.dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": "ben"}})
        set_attributes(deployment, "ada", status="FAILED")

    event = ingest_while(
        deployment,
        "staff.csv",
        STAFF.replace(b"ben,Ben,King,Initial123", b"ben,Ben,King,Changed123").replace(b"Ada", b"Augusta"),
        forget_ben,
    )

    planned, lines = outcomes(deployment, event)
    assert planned == {"ada": "provision", "ben": "provision"}
    assert deployment.passwords()[deployment.agents()["ben"]["password_secret"]]["ben"] == "Changed123"
    assert "warnings" not in lines["ben"]
