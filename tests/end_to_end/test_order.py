"""Versions of a file in any order, and stream batches that come again or in another order."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from roster.s3_events import created_event
from tests.end_to_end import by_hand
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

ACW = {1: 10, 2: 20, 3: 10}
"""After-call work in seconds that each version of the file says."""


@pytest.fixture
def unwatched(stack: Stack) -> Iterator[Stack]:
    """The stack while Amazon S3 tells nobody of uploads, so that a test can, in the order that it wants."""
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    kept = s3.get_bucket_notification_configuration(Bucket=bucket)
    kept.pop("ResponseMetadata")
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
    yield stack
    s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=kept)


def rows(acw: int, *names: str) -> list[dict[str, object]]:
    return [
        {
            "username": name,
            "first_name": "Ada",
            "last_name": "King",
            "routing_profile": "Basic Routing Profile",
            "acw_seconds": acw,
        }
        for name in names
    ]


def put_versions(stack: Stack, key: str, name: str) -> dict[int, dict[str, Any]]:
    """Upload every version of a file; return the events that tell of them."""
    events = {}
    bucket = stack.outputs()["upload_bucket"]
    for number, acw in ACW.items():
        body = directory(rows(acw, name))
        version = stack.client("s3").put_object(Bucket=bucket, Key=key, Body=body)["VersionId"]
        events[number] = created_event(bucket=bucket, key=key, version_id=version, sequencer=f"00AB{number:012X}")
    return events


def deliver(stack: Stack, event: dict[str, Any]) -> None:
    """Invoke ingest as Amazon S3 does, but wait for its end."""
    answer = stack.client("lambda").invoke(
        FunctionName=stack.outputs()["function_names"]["ingest"], Payload=json.dumps(event).encode()
    )
    assert "FunctionError" not in answer, answer["Payload"].read()


def check_newest_counts(stack: Stack, key: str, name: str, delivered: Sequence[int]) -> None:
    """The newest version's state is there, every import is over, and each line is counted once."""
    stack.settle()
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    user = by_hand.describe(connect, instance, by_hand.user_ids(connect, instance)[name])
    assert user["PhoneConfig"]["AfterContactWorkTimeLimit"] == ACW[3]
    records = stack.records(key)
    assert len(records) == len(set(delivered))
    for record in records:
        assert record["status"] == "FINISHED"
        check_counts(record)
    assert records[-1]["rows"] == 1


def check_counts(record: dict[str, Any]) -> None:
    """Every line that took effect has exactly one outcome."""
    assert record["pending"] == 0
    assert sum(amount for what, amount in counts(record).items() if what != "rows") == record.get("rows", 0)


@pytest.mark.parametrize("order", list(itertools.permutations(ACW)), ids=lambda order: "-".join(map(str, order)))
def test_the_newest_version_counts_in_whatever_order_they_come(unwatched: Stack, order: tuple[int, ...]) -> None:
    name = "order" + "".join(map(str, order))
    events = put_versions(unwatched, f"{name}.csv", name)

    for number in order:
        deliver(unwatched, events[number])
        unwatched.settle()
        deliver(unwatched, events[order[0]])  # and an old event again

    check_newest_counts(unwatched, f"{name}.csv", name, order)
    for number, record in zip(sorted(order), unwatched.records(f"{name}.csv"), strict=True):
        if any(earlier > number for earlier in order[: order.index(number)]):
            assert record["superseded_by"] > record["sequencer"]


def test_the_newest_version_counts_when_all_come_at_once(unwatched: Stack) -> None:
    events = put_versions(unwatched, "at-once.csv", "at-once")
    delivered = [2, 3, 1, 3, 2, 1]

    with ThreadPoolExecutor(len(delivered)) as pool:
        list(pool.map(lambda number: deliver(unwatched, events[number]), delivered))

    check_newest_counts(unwatched, "at-once.csv", "at-once", delivered)


@pytest.fixture
def four_shards(stack: Stack, controls: Controls) -> Iterator[Stack]:
    shards = controls.streams()["shards"]
    controls.set_shards(4)
    yield stack
    try:
        stack.settle()
    finally:
        controls.clear_faults()
        controls.set_shards(shards)


@pytest.mark.needs_local_aws("shards, doubled batches and late answers")
def test_batches_of_four_shards_that_come_twice_and_late_make_each_user_once(
    four_shards: Stack, controls: Controls
) -> None:
    stack, names = four_shards, [f"shard{number:02d}" for number in range(60)]
    bucket = stack.outputs()["upload_bucket"]
    controls.duplicate_next(60)
    controls.connect_delay_next("CreateUser", 0.3, times=8)
    for acw in (10, 20, 30):
        stack.client("s3").put_object(Bucket=bucket, Key="shards.csv", Body=directory(rows(acw, *names)))

    stack.upload("shards.csv", directory(rows(40, *names)))
    stack.settle()

    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    users = {name: user for name, user in by_hand.user_ids(connect, instance).items() if name.startswith("shard")}
    assert sorted(users) == names
    for user_id in users.values():
        phone = by_hand.describe(connect, instance, user_id)["PhoneConfig"]
        assert phone["AfterContactWorkTimeLimit"] == 40
    records = stack.records("shards.csv")
    assert [record["status"] for record in records] == ["FINISHED"] * 4
    assert records[-1]["rows"] == 60
    for record in records:
        check_counts(record)
    assert sum(int(record.get("created", 0)) for record in records) == 60
