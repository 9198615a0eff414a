"""Asynchronous invocations, beside ministack alone."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from local_aws.tests.functional.support import wait_for

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

FAILING = """
import json, os
def handler(event, context):
    with open(os.environ["JOURNAL"], "a") as journal:
        journal.write(json.dumps(event) + "\\n")
    if event["fail"]:
        raise ValueError("asked for")
"""


def _send(world: World, function: str, event: object) -> None:
    client: Any = world.client("lambda")
    client.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps(event))


def _dead_letter(world: World) -> tuple[World, str, dict[str, Any]]:
    url, queue = world.queue()
    options = {"DeadLetterConfig": {"TargetArn": queue}}
    function = world.function(FAILING, world.role(("sqs:SendMessage", queue)), **options)
    _send(world, function, {"fail": 1})
    (message,) = wait_for(lambda: world.messages(url))
    return world, function, message


def test_a_dead_letter_is_the_event_itself_with_the_error_beside_it(local: World) -> None:
    _, function, message = _dead_letter(local)
    assert len(local.entries(function)) == 3
    assert json.loads(message["Body"]) == {"fail": 1}
    assert message["MessageAttributes"]["ErrorMessage"]["StringValue"] == "asked for"


def test_ministack_alone_wraps_it(bare: World) -> None:
    _, function, message = _dead_letter(bare)
    assert len(bare.entries(function)) == 3
    assert json.loads(message["Body"])["requestPayload"] == {"fail": 1}


def _destination(world: World, *, allowed: bool) -> tuple[str, str]:
    url, queue = world.queue()
    function = world.function(FAILING, world.role(*[("sqs:SendMessage", queue)] if allowed else []))
    config = {"OnFailure": {"Destination": queue}}
    client: Any = world.client("lambda")
    client.put_function_event_invoke_config(FunctionName=function, MaximumRetryAttempts=1, DestinationConfig=config)
    _send(world, function, {"fail": 1})
    wait_for(lambda: len(world.entries(function)) == 2)
    return function, url


def test_a_failure_destination_gets_the_whole_story(local: World) -> None:
    _, url = _destination(local, allowed=True)
    (message,) = wait_for(lambda: local.messages(url))
    document = json.loads(message["Body"])
    assert document["requestPayload"] == {"fail": 1}
    assert document["requestContext"]["condition"] == "RetriesExhausted"
    assert document["requestContext"]["approximateInvokeCount"] == 2
    assert document["responsePayload"]["errorType"] == "ValueError"


def test_a_queue_that_refuses_plain_http_gets_it_too(local: World) -> None:
    """As AWS, we write there by HTTPS."""
    url, queue = local.queue()
    refusal = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sqs:*",
        "Resource": queue,
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    statements = {"Version": "2012-10-17", "Statement": [refusal]}
    local.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(statements)})
    function = local.function(FAILING, local.role(("sqs:SendMessage", queue)))
    local.client("lambda").put_function_event_invoke_config(
        FunctionName=function, MaximumRetryAttempts=0, DestinationConfig={"OnFailure": {"Destination": queue}}
    )

    _send(local, function, {"fail": 1})

    (message,) = wait_for(lambda: local.messages(url))
    assert json.loads(message["Body"])["requestPayload"] == {"fail": 1}


def test_the_role_must_be_able_to_write_to_the_destination(local: World, server: LocalAws) -> None:
    _, url = _destination(local, allowed=False)
    server.controls.wait_until_idle(10)
    assert local.messages(url) == []


def test_ministack_alone_writes_in_nobodys_name(bare: World) -> None:
    _, url = _destination(bare, allowed=False)
    wait_for(lambda: bare.messages(url))


SLOW = """
import json, os, time
runs = 0
def handler(event, context):
    global runs
    runs += 1
    with open(os.environ["JOURNAL"], "a") as journal:
        journal.write(json.dumps({"run": runs}) + "\\n")
    time.sleep(60)
"""


def test_an_event_whose_run_is_killed_at_its_timeout_comes_twice_more_each_time_to_a_fresh_environment(
    local: World,
) -> None:
    url, queue = local.queue()
    options = {"DeadLetterConfig": {"TargetArn": queue}, "Timeout": 1}
    function = local.function(SLOW, local.role(("sqs:SendMessage", queue)), **options)

    _send(local, function, {})

    (message,) = wait_for(lambda: local.messages(url))
    assert local.entries(function) == [{"run": 1}] * 3
    assert "Task timed out after 1.00 seconds" in message["MessageAttributes"]["ErrorMessage"]["StringValue"]


def _throttled_at_first(world: World) -> str:
    function = world.function(FAILING, world.role())
    client: Any = world.client("lambda")
    client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    _send(world, function, {"fail": 0})
    time.sleep(1)
    client.delete_function_concurrency(FunctionName=function)
    return function


def test_throttling_uses_up_no_retry(local: World) -> None:
    function = _throttled_at_first(local)
    wait_for(lambda: local.entries(function))


def test_ministack_alone_loses_a_throttled_event(bare: World) -> None:
    function = _throttled_at_first(bare)
    time.sleep(1)
    assert bare.entries(function) == []


def test_waiting_events_count_as_activity(local: World, server: LocalAws) -> None:
    source = "import time\ndef handler(event, context): time.sleep(0.5)"
    _send(local, local.function(source, local.role()), {})
    assert server.controls.activity()["events"] == 1
    server.controls.wait_until_idle(10)
    assert server.controls.activity() == {"invocations": 0, "events": 0, "records": 0, "messages": 0}
