"""Others write the tables and the bucket too: an import that can't be read does not hold up the reports behind it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import pytest

from report.handler import lambda_handler
from roster.items import to_wire
from tests.functional.report.one_import import (
    KEY,
    PREFIX,
    SEQUENCER,
    Context,
    planned,
    put_import,
    put_outcome,
    put_plan,
    read,
    status,
)
from tests.functional.stores import Deployment

WELL = "well.csv"


def wake_both() -> list[dict[str, str]]:
    """Deliver the malformed import's record, and a well one's behind it."""
    records = [
        {
            "eventName": "MODIFY",
            "dynamodb": {"Keys": {"key": {"S": key}, "sequencer": {"S": SEQUENCER}}, "SequenceNumber": number},
        }
        for key, number in ((KEY, "7"), (WELL, "8"))
    ]
    return lambda_handler({"Records": records}, Context())["batchItemFailures"]  # type: ignore[arg-type]


def record_with(**attributes: Any) -> Callable[[Deployment], None]:
    return lambda deployment: put_import(deployment, **attributes)


def plan_of(body: bytes) -> Callable[[Deployment], None]:
    def damage(deployment: Deployment) -> None:
        put_import(deployment)
        deployment.s3.put_object(Bucket="rollcall-reports", Key=f"{PREFIX}plan/0000000002.jsonl.gz", Body=body)

    return damage


def outcome_with(**attributes: Any) -> Callable[[Deployment], None]:
    def damage(deployment: Deployment) -> None:
        put_import(deployment)
        put_outcome(deployment, 2, "ada", "created", **attributes)

    return damage


def without(name: str) -> Callable[[Deployment], None]:
    def damage(deployment: Deployment) -> None:
        put_import(deployment)
        deployment.dynamodb.update_item(
            TableName="rollcall-files",
            Key=to_wire({"key": KEY, "sequencer": SEQUENCER}),
            UpdateExpression="REMOVE #name",
            ExpressionAttributeNames={"#name": name},
        )

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        record_with(uploaded_at="soon"),
        record_with(uploaded_at="2026-11-22T11:59:00"),
        record_with(started_at=7),
        record_with(position="all"),
        record_with(import_id=7),
        record_with(size="big"),
        record_with(rows="many"),
        record_with(failed=["x"]),
        *map(without, ("uploaded_at", "started_at", "position", "import_id", "version_id", "bucket")),
        plan_of(b"no gzip"),
        plan_of(gzip.compress(b"{")),
        plan_of(gzip.compress(b"[]\n{}\n")),
        plan_of(gzip.compress(b'{"columns": []}\n{"line": "x"}\n')),
        plan_of(b""),
    ],
)
def test_it_is_passed_over_and_counted(
    deployment: Deployment, damage: Callable[[Deployment], None], capsys: pytest.CaptureFixture[str]
) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_outcome(deployment, 2, "ada", "created")
    damage(deployment)
    put_import(deployment, key=WELL, import_id="0" * 32, rows=0)

    assert wake_both() == []

    record = deployment.stores.files.read(WELL, SEQUENCER)
    assert record is not None
    assert record["status"] == "FINISHED"
    assert status(deployment) == "PROVISIONING"
    assert '"UnreadableItems"' in capsys.readouterr().out


@pytest.mark.parametrize("damage", [without("kind"), without("status"), without("pending")])
def test_what_is_no_import_any_more_is_left_alone(deployment: Deployment, damage: Callable[[Deployment], None]) -> None:
    damage(deployment)
    put_import(deployment, key=WELL, import_id="0" * 32, rows=0)

    assert wake_both() == []

    record = deployment.stores.files.read(WELL, SEQUENCER)
    assert record is not None
    assert record["status"] == "FINISHED"


def test_a_malformed_outcome_is_reported_as_it_stands(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"))
    outcome_with(reason={"a": 1}, user_id=7)(deployment)
    put_import(deployment, key=WELL, import_id="0" * 32, rows=0)

    assert wake_both() == []

    assert status(deployment) in {"FINISHED", "PROVISIONING"}
    record = deployment.stores.files.read(WELL, SEQUENCER)
    assert record is not None
    assert record["status"] == "FINISHED"
    if status(deployment) == "FINISHED":
        assert "ada" in read(deployment, "outcome.csv")
