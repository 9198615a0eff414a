"""Everything fails a little at once, and every agent still ends exactly once."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from local_aws.client import Controls
from tests.end_to_end.stack import Stack

AGENTS = 500
KEY = "chaos.csv"
HEADER = "user login,first name,last name,routing profile name,ACW timeout (seconds)\n"
_BOUND_SECONDS = 240
_OFTEN = 100_000
"""Times of a fault that lasts as long as the test."""


def directory(acw: int) -> bytes:
    rows = (f"chaos{number:03d},Chaos,Agent {number},Basic Routing Profile,{acw}\n" for number in range(AGENTS))
    return (HEADER + "".join(rows)).encode()


def unleash(controls: Controls) -> None:
    """Let a fifth of Connect's calls fail in every way, and every store fail now and then."""
    for code, status, share, after in (
        ("ThrottlingException", 429, 0.04, False),
        ("InternalServiceException", 500, 0.06, False),
        ("InternalServiceException", 500, 0.06, True),
        ("ConnectionReset", 0, 0.02, False),
        ("ConnectionReset", 0, 0.02, True),
    ):
        controls.fail_next("connect", "*", code, status=status, times=_OFTEN, share=share, after=after)
    for operation in ("TransactWriteItems", "GetItem", "BatchGetItem", "UpdateItem"):
        for code, after in (("ProvisionedThroughputExceededException", False), ("InternalServerError", True)):
            status = 500 if after else 400
            controls.fail_next("dynamodb", operation, code, status=status, times=_OFTEN, share=0.05, after=after)
    controls.fail_next("secretsmanager", "*", "InternalServiceError", status=500, times=_OFTEN, share=0.05)
    controls.fail_next("s3", "PutObject", "SlowDown", status=503, times=_OFTEN, share=0.05)


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
    workers = [pid for pid in children_of(server) if b"_worker" in command_of(pid)]
    if workers:
        os.kill(random.choice(workers), signal.SIGKILL)  # noqa: S311 (chaos, no secret)


def children_of(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            if int(status.rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
    return found


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


def deliver_again(stack: Stack, version_id: str, sequencer: str) -> None:
    """Send the event of an upload once more, as Amazon S3 may."""
    entity = {"key": quote_plus(KEY), "versionId": version_id, "sequencer": sequencer}
    record = {"eventSource": "aws:s3", "s3": {"bucket": {"name": stack.outputs()["upload_bucket"]}, "object": entity}}
    stack.client("lambda").invoke(
        FunctionName=stack.outputs()["function_names"]["ingest"],
        InvocationType="Event",
        Payload=json.dumps({"Records": [record]}).encode(),
    )


def test_500_agents_end_exactly_once_each_while_everything_fails_a_little(stack: Stack) -> None:
    controls, server = stack.server.controls, stack.server.pid
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    started = time.monotonic()
    limit = controls.connect_settings()["limits"]["users"]
    controls.connect_settings(limits={"users": limit + AGENTS})  # other tests' users are there, too
    unleash(controls)
    try:
        with (
            meanwhile(lambda: kill_a_function(server), every_seconds=5.0),
            meanwhile(lambda: controls.duplicate_next(1), every_seconds=1.0),
        ):
            first = s3.put_object(Bucket=bucket, Key=KEY, Body=directory(30))["VersionId"]
            while not stack.records(KEY):
                assert time.monotonic() - started < _BOUND_SECONDS, "the first upload was not taken in"
                time.sleep(0.5)
            sequencer = stack.records(KEY)[0]["sequencer"]
            s3.put_object(Bucket=bucket, Key=KEY, Body=directory(60))
            deliver_again(stack, first, sequencer)
            stack.finished_import(KEY, _BOUND_SECONDS - (time.monotonic() - started))
    finally:
        controls.clear_faults()
        controls.connect_settings(limits={"users": limit})
    stack.settle()

    assert time.monotonic() - started < _BOUND_SECONDS
    imports = stack.records(KEY)
    assert [record["status"] for record in imports] == ["FINISHED", "FINISHED"]
    last = imports[-1]
    ends = {name: last.get(name, 0) for name in ("created", "updated", "unchanged")}
    assert sum(ends.values()) == AGENTS, f"{ends} of {last}"
    assert (last["rows"], last["pending"], last.get("failed", 0)) == (AGENTS, 0, 0)
    for record in imports:
        counts = sum(record.get(n, 0) for n in ("created", "updated", "unchanged", "failed", "superseded", "adopted"))
        assert (counts, record["pending"]) == (record["rows"], 0)
    listed = [
        summary["Username"]
        for page in stack.client("connect")
        .get_paginator("list_users")
        .paginate(InstanceId=stack.outputs()["instance_id"])
        for summary in page["UserSummaryList"]
        if summary["Username"].startswith("chaos")
    ]
    assert Counter(Counter(listed).values()) == {1: AGENTS}
    users = {name: user for name, user in stack.users().items() if name.startswith("chaos")}
    assert {user["PhoneConfig"]["AfterContactWorkTimeLimit"] for user in users.values()} == {60}
    held = {user for secret in stack.passwords().values() for user in secret if user.startswith("chaos")}
    assert held == set(users)
