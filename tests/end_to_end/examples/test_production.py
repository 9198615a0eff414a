"""What people depend on: state in a bucket, under a lock; protected; profiles by name; one who hears of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.examples.kept_state import WithKeptState
from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

ROWS = [
    {"user login": "ann", "first name": "Ann", "last name": "Li", "security profile name": "QualityAnalyst"},
    {"user login": "bob", "first name": "Bob", "last name": "Li", "security profile name": "CallCenterManager"},
]


@pytest.fixture
def production(examples: dict[str, WithKeptState]) -> WithKeptState:
    return examples["production"]


def test_the_state_is_in_the_bucket_and_a_lock_keeps_others_out(production: WithKeptState) -> None:
    bucket, key = production.place["bucket"], production.place["key"]
    assert "rollcall-production" in production.s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
    lock = {"ID": "1", "Operation": "OperationTypeApply", "Who": "somebody else", "Path": f"{bucket}/{key}"}
    production.s3.put_object(Bucket=bucket, Key=f"{key}.tflock", Body=json.dumps(lock).encode())
    try:
        refused = production.terraform("plan", check=False)
    finally:
        production.s3.delete_object(Bucket=bucket, Key=f"{key}.tflock")

    assert refused.returncode == 1
    assert "somebody else" in refused.stdout


def test_people_upload_and_see_what_became_of_it(production: WithKeptState, tmp_path: Path) -> None:
    uploader = client(sign_in(production, "uploader"), "s3")
    uploader.put_object(Bucket=production.outputs()["upload_bucket"], Key="agents.csv", Body=directory(ROWS))

    record = production.finished_import("agents.csv")

    assert counts(record) == {"rows": 2, "created": 1, "rejected": 1}
    assert set(production.users()) == {"ann"}
    operator = Operator(production, tmp_path, sign_in(production, "operator"))
    assert operator.json("status", "agents.csv", exit_code=1)["import_id"] == record["import_id"]
    operator.run("report", "agents.csv", "--to", "report")
    assert "CallCenterManager" in (tmp_path / "report" / "rejected.csv").read_text("utf-8-sig")
    with pytest.raises(ClientError, match="AccessDenied"):
        uploader.delete_object(Bucket=production.outputs()["upload_bucket"], Key="agents.csv")


def test_somebody_hears_of_it(production: WithKeptState) -> None:
    topic = production.outputs()["notification_topic_arn"]
    [subscription] = production.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]

    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "contact-centre@example.com")


def test_a_destroy_is_refused_before_anything_is_touched(production: WithKeptState) -> None:
    inventory = production.server.controls.inventory()

    refused = production.terraform("destroy", "-auto-approve", check=False)

    assert refused.returncode == 1
    assert "deletion_protection" in refused.stdout
    assert production.server.controls.inventory() == inventory
