"""Mappings of queues, beside ministack alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from local_aws.tests.functional.support import wait_for

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

ACTIONS = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")

# Notes when each message came, and reports those that say "fail".
TAKER = """
import json, os, time
def handler(event, context):
    with open(os.environ["JOURNAL"], "a") as journal:
        for record in event["Records"]:
            entry = {"body": record["body"], "source": record["eventSource"], "at": time.time()}
            journal.write(json.dumps(entry) + "\\n")
    failed = [{"itemIdentifier": record["messageId"]} for record in event["Records"] if record["body"] == "fail"]
    return {"batchItemFailures": failed}
"""


def map_queue(world: World, actions: tuple[str, ...], **options: Any) -> tuple[str, str]:
    url, arn = world.queue()
    function = world.function(TAKER, world.role((actions, arn)), **options)
    world.client("lambda").create_event_source_mapping(
        FunctionName=function, EventSourceArn=arn, BatchSize=10, FunctionResponseTypes=["ReportBatchItemFailures"]
    )
    return url, function


@pytest.mark.parametrize("missing", ACTIONS)
def test_the_role_must_be_allowed_to_take_messages(local: World, missing: str) -> None:
    with pytest.raises(ClientError, match=f"does not have permissions to call {missing.removeprefix('sqs:')} on SQS"):
        map_queue(local, tuple(action for action in ACTIONS if action != missing))


def test_messages_must_stay_invisible_for_as_long_as_the_function_runs(local: World) -> None:
    with pytest.raises(ClientError, match="Queue visibility timeout: 30 seconds is less than Function timeout: 31"):
        map_queue(local, ACTIONS, Timeout=31)


def test_a_message_comes_after_a_share_of_its_delay_and_goes_when_it_is_done(local: World) -> None:
    """The server's first retry comes after 50 milliseconds instead of a minute; so do delays."""
    url, function = map_queue(local, ACTIONS)
    sqs = local.client("sqs")
    sent_at = time.time()
    sqs.send_message(QueueUrl=url, MessageBody="late", DelaySeconds=900)
    sqs.send_message(QueueUrl=url, MessageBody="fail")

    wait_for(lambda: len(local.entries(function)) == 2)

    first, second = local.entries(function)
    assert (first["body"], second["body"]) == ("fail", "late")
    assert second["at"] - sent_at >= 900 * 0.05 / 60
    assert {first["source"], second["source"]} == {"aws:sqs"}

    def left() -> dict[str, str]:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        return dict(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"])

    # What failed stays, out of sight until its visibility time-out is over.
    gone = {"ApproximateNumberOfMessages": "0", "ApproximateNumberOfMessagesNotVisible": "1"}
    assert wait_for(lambda: left() == gone)
    local.client("lambda").delete_event_source_mapping(UUID=mapping_of(local, function))


def mapping_of(world: World, function: str) -> str:
    [mapping] = world.client("lambda").list_event_source_mappings(FunctionName=function)["EventSourceMappings"]
    return str(mapping["UUID"])


def test_messages_keep_the_server_busy(local: World, server: LocalAws) -> None:
    before = server.controls.activity()["messages"]
    url, function = map_queue(local, ACTIONS)
    local.client("sqs").send_message(QueueUrl=url, MessageBody="fail")

    wait_for(lambda: local.entries(function))

    assert server.controls.activity()["messages"] == before + 1
    local.client("lambda").delete_event_source_mapping(UUID=mapping_of(local, function))
    assert server.controls.activity()["messages"] == before


def test_ministack_alone_delays_in_full(bare: World) -> None:
    url, function = map_queue(bare, ACTIONS)
    sqs = bare.client("sqs")
    sqs.send_message(QueueUrl=url, MessageBody="late", DelaySeconds=900)
    sqs.send_message(QueueUrl=url, MessageBody="now")

    wait_for(lambda: bare.entries(function))

    assert [entry["body"] for entry in bare.entries(function)] == ["now"]


def test_ministack_alone_takes_any_role(bare: World) -> None:
    _, arn = bare.queue()
    function = bare.function(TAKER, bare.role(), Timeout=900)
    created = bare.client("lambda").create_event_source_mapping(FunctionName=function, EventSourceArn=arn)
    assert created["EventSourceArn"] == arn
