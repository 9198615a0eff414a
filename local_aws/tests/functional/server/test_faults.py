"""Faults of a running server: errors, late answers and broken connections, in every protocol."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError

from local_aws.client import LocalAws
from local_aws.tests.functional.support import World


def test_a_fault_replaces_a_call_or_follows_it(local: World, server: LocalAws) -> None:
    stream = local.stream()
    server.controls.fail_next("dynamodb", "PutItem", "InternalServerError", times=1)
    server.controls.fail_next("dynamodb", "PutItem", "InternalServerError", times=1, after=True)
    client: Any = local.client("dynamodb")
    for n in (1, 2):
        with pytest.raises(client.exceptions.InternalServerError):
            local.put(stream.table, "a", n)
    local.put(stream.table, "a", 3)
    found = client.scan(TableName=stream.table)["Items"]
    assert sorted(item["n"]["N"] for item in found) == ["2", "3"]


@pytest.mark.parametrize(
    ("service", "operation", "call"),
    [
        ("s3", "ListBuckets", "list_buckets"),
        ("iam", "ListRoles", "list_roles"),
        ("sqs", "ListQueues", "list_queues"),
        ("lambda", "ListFunctions", "list_functions"),
        ("secretsmanager", "ListSecrets", "list_secrets"),
        ("connect", "ListInstances", "list_instances"),
        ("sts", "GetCallerIdentity", "get_caller_identity"),
    ],
)
def test_every_protocol_shows_the_fault_and_counts(
    local: World, server: LocalAws, service: str, operation: str, call: str
) -> None:
    server.controls.reset_calls()
    server.controls.fail_next(service, operation, "SomeCode", status=418, message="so & so")
    client = local.client(service)
    with pytest.raises(ClientError) as caught:
        getattr(client, call)()
    assert caught.value.response["Error"] == caught.value.response["Error"] | {"Code": "SomeCode", "Message": "so & so"}
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 418
    getattr(client, call)()
    assert server.controls.calls()[service] == {operation: 2}


@pytest.mark.parametrize(
    ("code", "after", "takes_effect"),
    [("", False, True), ("GatewayTimeout", True, True), ("GatewayTimeout", False, False)],
)
def test_an_answer_later_than_the_client_waits_is_a_timeout(
    local: World, server: LocalAws, code: str, after: bool, takes_effect: bool
) -> None:
    table = local.stream().table
    server.controls.fail_next("dynamodb", "PutItem", code, status=504, after=after, delay_seconds=30)

    with pytest.raises(ReadTimeoutError):
        local.impatient_client("dynamodb", 1).put_item(TableName=table, Item={"k": {"S": "a"}, "n": {"N": "1"}})

    assert len(local.client("dynamodb").scan(TableName=table)["Items"]) == takes_effect


def test_an_answer_that_the_client_waits_for_is_the_calls_own(local: World, server: LocalAws) -> None:
    server.controls.fail_next("sts", "GetCallerIdentity", "", delay_seconds=0.3)
    started = time.monotonic()

    answer = local.client("sts").get_caller_identity()

    assert answer["Arn"].endswith("user/deployer")
    assert time.monotonic() - started >= 0.3


def test_an_answer_to_the_sdk_for_go_lets_it_send_the_request_first(server: LocalAws) -> None:
    agent = "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 aws-sdk-go-v2/1.36.3"
    request = urllib.request.Request(server.endpoint, b"Action=None", {"User-Agent": agent})  # noqa: S310 (loopback)
    started = time.monotonic()

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)  # noqa: S310

    refused.value.close()
    assert time.monotonic() - started >= 0.02


def test_a_small_answer_is_sent_at_once(server: LocalAws) -> None:
    """The kernel would hold its second packet back for 40 ms, until the client has acknowledged the first."""
    connection = http.client.HTTPConnection(server.endpoint.removeprefix("http://"), timeout=10)
    seconds = []
    for _ in range(20):
        started = time.monotonic()
        connection.request("GET", "/_local/faults")
        connection.getresponse().read()
        seconds.append(time.monotonic() - started)
    connection.close()
    assert min(seconds) < 0.03


@pytest.mark.parametrize(("service", "call"), [("sts", "get_caller_identity"), ("connect", "list_instances")])
def test_a_connection_can_be_broken_off(local: World, server: LocalAws, service: str, call: str) -> None:
    server.controls.fail_next(service, "*", "ConnectionReset", status=0)
    with pytest.raises(HTTPClientError):
        getattr(local.client(service), call)()
    getattr(local.client(service), call)()


def test_connects_faults_have_connects_statuses_and_its_log(local: World, server: LocalAws) -> None:
    server.controls.connect_reset()
    server.controls.fail_next("connect", "ListInstances", "TooManyRequestsException")
    with pytest.raises(ClientError) as caught:
        local.client("connect").list_instances()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert [entry["error"] for entry in server.controls.connect_log()] == ["TooManyRequestsException"]
    assert server.controls.connect_calls() == server.controls.calls()["connect"] == {"ListInstances": 1}


def test_a_fault_carries_cancellation_reasons(local: World, server: LocalAws) -> None:
    reasons = {"CancellationReasons": [{"Code": "TransactionConflict"}]}
    code = "TransactionCanceledException"
    server.controls.fail_next("dynamodb", "TransactWriteItems", code, status=400, details=reasons)
    client: Any = local.client("dynamodb")
    item = {"Put": {"TableName": "any", "Item": {"k": {"S": "a"}}}}
    with pytest.raises(client.exceptions.TransactionCanceledException) as caught:
        client.transact_write_items(TransactItems=[item])
    assert caught.value.response["CancellationReasons"] == reasons["CancellationReasons"]


def test_faults_can_be_dropped(local: World, server: LocalAws) -> None:
    server.controls.fail_next("dynamodb", "*", "InternalServerError", times=100)
    client = local.client("dynamodb")
    with pytest.raises(ClientError):
        client.list_tables()
    assert [(fault["operation"], fault["times"]) for fault in server.controls.waiting_faults()] == [("*", 99)]
    server.controls.clear_faults()
    client.list_tables()
    assert server.controls.waiting_faults() == []
