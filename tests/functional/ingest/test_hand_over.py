"""A directory that takes longer than an invocation has is taken in by several, one after another."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, cast

import boto3
import pytest
from botocore.exceptions import ClientError

from ingest.deadline import Deadline
from ingest.handler import hand_over, uploads_of
from ingest.upload_bucket import UploadEvent
from tests.deployment_rules import BRITISH
from tests.functional.stores import Deployment

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

HEADER = "user login,first name,last name,routing profile name\n"


def rows(amount: int) -> bytes:
    return (HEADER + "".join(f"agent{number:04d},First,Last,\n" for number in range(amount))).encode()


def settled(deployment: Deployment, amount: int) -> None:
    """Put agents as an earlier import of the same rows has left them, so that the rows cost few calls."""
    for number in range(amount):
        event: dict[str, Any] = {
            "username": f"agent{number:04d}",
            "status": "ACTIVE",
            "revision": 1,
            "state": "present",
        }
        identity = {"identity": {"first_name": "First", "last_name": "Last"}, "hierarchy": "", "tags": {}}
        phone = {"phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0}, "proficiencies": []}
        profiles = {"routing_profile": BRITISH.default_routing_profile, "security_profiles": ["Agent"]}
        owner = {"source_key": "long.csv", "instance_id": BRITISH.instance_id, "user_id": f"user-{number}"}
        boto3.resource("dynamodb").Table("rollcall-agents").put_item(Item=event | identity | phone | profiles | owner)


def test_each_invocation_does_a_block_and_leaves_the_rest(deployment: Deployment) -> None:
    settled(deployment, 503)
    event = deployment.upload("long.csv", rows(503))
    results = []

    for _ in range(10):
        times = itertools.chain([1000], itertools.repeat(0))  # the time is up after the first block
        results.append(deployment.ingest().run(event, Deadline(times.__next__))["ingested"])
        if results[-1] != "open":
            break

    record = deployment.record(event)
    assert results == ["open", "open", "whole"]
    assert (record["rows"], record["unchanged"], record["pending"]) == (503, 503, 0)
    assert (record["status"], record["position"]) == ("PROVISIONING", 505)
    plans = deployment.stores.reports.plans(f"long.csv/{record['import_id']}/")
    assert sorted(line["line"] for plan in plans for line in plan["lines"]) == list(range(2, 505))


class FakeLambda:
    """Takes invocations, or refuses them with an error code."""

    def __init__(self, error_code: str = "") -> None:
        self.invocations: list[dict[str, Any]] = []
        self._error_code = error_code

    def invoke(self, **arguments: Any) -> None:
        if self._error_code:
            raise ClientError({"Error": {"Code": self._error_code, "Message": "refused"}}, "Invoke")
        self.invocations.append(arguments)


def handed_over(client: FakeLambda, upload: UploadEvent) -> None:
    hand_over(cast("LambdaClient", client), "rollcall-ingest", upload)


def test_the_hand_over_is_an_event_that_ingest_understands(deployment: Deployment) -> None:
    upload = deployment.upload("Übersicht/50 % + mehr.csv", rows(1))
    client = FakeLambda()

    handed_over(client, upload)

    [invocation] = client.invocations
    assert (invocation["FunctionName"], invocation["InvocationType"]) == ("rollcall-ingest", "Event")
    assert uploads_of(json.loads(invocation["Payload"])) == ([upload], 0)


def test_a_hand_over_that_lambda_refuses_is_raised_so_that_the_event_comes_again(deployment: Deployment) -> None:
    upload = deployment.upload("long.csv", rows(1))

    with pytest.raises(ClientError, match="ServiceException"):
        handed_over(FakeLambda("ServiceException"), upload)


def test_the_end_of_a_chain_is_left_to_upkeep(deployment: Deployment) -> None:
    upload = deployment.upload("long.csv", rows(1))

    handed_over(FakeLambda("RecursiveInvocationException"), upload)
