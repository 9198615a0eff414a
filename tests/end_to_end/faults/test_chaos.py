"""Everything fails a little at once, and every agent still ends exactly once."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from roster.s3_events import created_event
from tests.end_to_end.killing import kill, workers_of
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls, LocalAws

pytestmark = pytest.mark.needs_local_aws("faults, and processes to kill")

AGENTS = 500
KEY = "chaos.csv"
HEADER = "user login,first name,last name,routing profile name,ACW timeout (seconds)\n"
_BOUND_SECONDS = 480
_SHARDS = 4
"""Of each stream, so that not every agent waits while one waits for an answer that never comes."""

_OFTEN = 100_000
"""Times of a fault that lasts as long as the test."""


NEVER_SECONDS = 21
"""Longer than the functions wait for an answer, which is 20 seconds."""

CONNECT_FAULTS = (
    # code, HTTP status, share of the calls, whether the call takes effect, seconds until the answer
    ("ThrottlingException", 429, 0.08, False, 0),
    ("InternalServiceException", 500, 0.035, False, 0),
    ("InternalServiceException", 500, 0.035, True, 0),
    ("ConnectionReset", 0, 0.03, False, 0),
    ("ConnectionReset", 0, 0.03, True, 0),
    ("GatewayTimeout", 504, 0.005, False, NEVER_SECONDS),
    ("GatewayTimeout", 504, 0.005, True, NEVER_SECONDS),
)
"""Together a fifth of the calls."""


def directory(acw: int) -> bytes:
    rows = (f"chaos{number:03d},Chaos,Agent {number},Basic Routing Profile,{acw}\n" for number in range(AGENTS))
    return (HEADER + "".join(rows)).encode()


def unleash(controls: Controls) -> None:
    """Let a fifth of Connect's calls fail in every way, and every store fail now and then."""
    for after in (False, True):  # timeouts are so rare that chance might leave them out
        controls.fail_next(
            "connect", "CreateUser", "GatewayTimeout", status=504, after=after, delay_seconds=NEVER_SECONDS
        )
    for code, status, share, after, seconds in CONNECT_FAULTS:
        controls.fail_next(
            "connect", "*", code, status=status, times=_OFTEN, share=share, after=after, delay_seconds=seconds
        )
    for operation in ("TransactWriteItems", "GetItem", "BatchGetItem", "UpdateItem"):
        for code, after in (("ProvisionedThroughputExceededException", False), ("InternalServerError", True)):
            status = 500 if after else 400
            controls.fail_next("dynamodb", operation, code, status=status, times=_OFTEN, share=0.05, after=after)
    controls.fail_next("secretsmanager", "*", "InternalServiceError", status=500, times=_OFTEN, share=0.05)
    controls.fail_next("s3", "PutObject", "SlowDown", status=503, times=_OFTEN, share=0.05)
    controls.reset_calls()


def share_of_failed_calls(controls: Controls) -> float:
    """Return what share of Connect's calls since `unleash` met a fault by chance."""
    failed = sum(_OFTEN - fault["times"] for fault in controls.waiting_faults() if fault["service"] == "connect")
    return float(failed / sum(controls.calls()["connect"].values()))


@contextmanager
def meanwhile(action: Callable[[], None], every_seconds: float) -> Iterator[None]:
    """Repeat an action in a thread while the block runs."""
    over = threading.Event()

    def repeat() -> None:
        while not over.wait(every_seconds):
            action()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def kill_a_function(server: int) -> None:
    """Kill one of the processes that functions run in, whatever it is at."""
    if workers := workers_of(server):
        kill(random.choice(workers))  # noqa: S311 (chaos, no secret)


class Uploads:
    """The upload bucket, and who hears of what is put there."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._client = stack.client("lambda")
        self._s3 = stack.client("s3")
        self._functions = stack.outputs()["function_names"]
        self._bucket = stack.outputs()["upload_bucket"]

    def put(self, acw: int) -> str:
        """Upload a version that gives all agents some after-call work, in seconds; return its id."""
        return str(self._s3.put_object(Bucket=self._bucket, Key=KEY, Body=directory(acw))["VersionId"])

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Let Amazon S3 tell nobody of what is uploaded meanwhile."""
        kept = self._s3.get_bucket_notification_configuration(Bucket=self._bucket)
        kept.pop("ResponseMetadata")
        self._s3.put_bucket_notification_configuration(Bucket=self._bucket, NotificationConfiguration={})
        try:
            yield
        finally:
            self._s3.put_bucket_notification_configuration(Bucket=self._bucket, NotificationConfiguration=kept)

    def tell(self, version_id: str, sequencer: str) -> None:
        """Send the event of a version, as Amazon S3 does, maybe not for the first time."""
        event = created_event(bucket=self._bucket, key=KEY, version_id=version_id, sequencer=sequencer)
        self._invoke("ingest", event)

    def upkeep(self) -> None:
        """Do what is done every hour: an event that was given up after three runs is taken up again."""
        self._invoke("upkeep", {})

    def _invoke(self, function: str, event: dict[str, Any]) -> None:
        self._client.invoke(
            FunctionName=self._functions[function], InvocationType="Event", Payload=json.dumps(event).encode()
        )


def later(sequencer: str, by: int) -> str:
    """Return the sequencer of an upload that came some steps after another one."""
    return f"{sequencer[:-1]}{by}"


def test_500_agents_end_exactly_once_each_while_everything_fails_a_little(stack: Stack, local_server: LocalAws) -> None:
    controls, server, uploads = local_server.controls, local_server.pid, Uploads(stack)
    started = time.monotonic()

    def await_records(amount: int, *statuses: str) -> list[dict[str, Any]]:
        """Wait for the import records of so many versions, and until all have one of some statuses."""
        while True:
            records = stack.records(KEY)
            if len(records) == amount and (not statuses or {record["status"] for record in records} <= set(statuses)):
                return records
            assert time.monotonic() - started < _BOUND_SECONDS, f"it took too long: {records}"
            time.sleep(0.5)

    shards = controls.streams()["shards"]
    controls.set_shards(_SHARDS)
    unleash(controls)
    try:
        with (
            meanwhile(lambda: kill_a_function(server), every_seconds=5.0),
            meanwhile(lambda: controls.duplicate_next(1), every_seconds=1.0),
            meanwhile(uploads.upkeep, every_seconds=20.0),
        ):
            first = uploads.put(acw=30)
            sequencer = await_records(1)[0]["sequencer"]
            with uploads.unheard():
                second, third = uploads.put(acw=45), uploads.put(acw=60)
            uploads.tell(third, later(sequencer, by=2))
            await_records(2)
            for version_id, by in ((second, 1), (first, 0), (third, 2)):
                uploads.tell(version_id, later(sequencer, by))
            await_records(3, "FINISHED")
            failed = share_of_failed_calls(controls)
    finally:
        controls.clear_faults()
        controls.set_shards(shards)
    stack.settle()

    assert time.monotonic() - started < _BOUND_SECONDS
    assert 0.1 < failed < 0.3  # more than five standard deviations around a fifth
    imports = stack.records(KEY)
    assert [record["status"] for record in imports] == ["FINISHED", "FINISHED", "FINISHED"]
    last = imports[-1]
    ends = {name: last.get(name, 0) for name in ("created", "updated", "unchanged")}
    assert sum(ends.values()) == AGENTS, f"{ends} of {last}"
    assert (last["rows"], last["pending"], last.get("failed", 0)) == (AGENTS, 0, 0)
    for record in imports:
        counts = sum(record.get(n, 0) for n in ("created", "updated", "unchanged", "failed", "superseded", "adopted"))
        assert (counts, record["pending"]) == (record.get("rows", 0), 0)
    usernames = [f"chaos{number:03d}" for number in range(AGENTS)]
    told = stack.report_rows(last, "outcome.csv")
    assert [(row["username"], row["outcome"] in ends) for row in told] == [(name, True) for name in usernames]
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    users = {
        summary["Id"]: summary["Username"]
        for page in connect.get_paginator("list_users").paginate(InstanceId=instance)
        for summary in page["UserSummaryList"]
        if summary["Username"].startswith("chaos")
    }
    assert sorted(users.values()) == usernames
    described = [connect.describe_user(InstanceId=instance, UserId=user_id)["User"] for user_id in users]
    assert {user["PhoneConfig"]["AfterContactWorkTimeLimit"] for user in described} == {60}
    ids = tuple(record["import_id"] for record in imports)
    secrets = {name: kept for name, kept in stack.passwords().items() if any(one in name for one in ids)}
    assert {name for kept in secrets.values() for name in kept} == set(usernames)
