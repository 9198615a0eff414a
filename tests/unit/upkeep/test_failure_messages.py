"""What the failure queue's messages say."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from roster.s3_events import CreatedObject
from upkeep.failure_messages import FailedEvent, LostRecords, read_failure

# From AWS's own pages, shortened: services-dynamodb-errors.html and invocation-async-retain-records.html.
STREAM = {
    "requestContext": {
        "requestId": "316aa6d0-8154-xmpl-9af7-85d5f4a6bc81",
        "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:myfunction",
        "condition": "RetryAttemptsExhausted",
        "approximateInvokeCount": 1,
    },
    "version": "1.0",
    "timestamp": "2019-11-14T00:13:49.717Z",
    "DDBStreamBatchInfo": {
        "shardId": "shardId-00000001573689847184-864758bb",
        "startSequenceNumber": "800000000003126276362",
        "endSequenceNumber": "800000000003126276362",
        "approximateArrivalOfFirstRecord": "2019-11-14T00:13:19Z",
        "approximateArrivalOfLastRecord": "2019-11-14T00:13:19Z",
        "batchSize": 1,
        "streamArn": "arn:aws:dynamodb:us-east-2:123456789012:table/mytable/stream/2019-11-14T00:04:06.388",
    },
}


def upload(key: str, version: str) -> dict[str, Any]:
    return {"s3": {"bucket": {"name": "b"}, "object": {"key": key, "versionId": version, "sequencer": "00AB"}}}


def test_positions_name_the_table_and_the_time() -> None:
    assert read_failure(json.dumps(STREAM)) == LostRecords("mytable", datetime(2019, 11, 14, 0, 13, 19, tzinfo=UTC))


def test_an_event_names_its_uploads_as_their_users_see_them() -> None:
    event = {"Records": [upload("Fr%C3%BCh+%2B+sp%C3%A4t.csv", "v1"), upload("b.csv", "v2")]}

    failure = read_failure(json.dumps({"requestPayload": event}))

    assert failure == FailedEvent(
        event,
        frozenset({CreatedObject("b", "Früh + spät.csv", "v1", "00AB"), CreatedObject("b", "b.csv", "v2", "00AB")}),
        0,
    )
    assert failure.versions == {("Früh + spät.csv", "v1"), ("b.csv", "v2")}


def test_an_upload_without_a_version_has_the_id_that_amazon_s3_lists_it_by() -> None:
    record = upload("a.csv", "v1")
    del record["s3"]["object"]["versionId"]

    failure = read_failure(json.dumps({"requestPayload": {"Records": [record]}}))

    assert isinstance(failure, FailedEvent)
    assert failure.versions == {("a.csv", "null")}


def test_replays_are_counted_in_the_event_itself() -> None:
    event = {"Records": [upload("a.csv", "v")]}
    for times in range(3):
        failure = read_failure(json.dumps({"requestPayload": event}))
        assert isinstance(failure, FailedEvent)
        assert failure.replays == times
        event = failure.replayed()
    assert event["Records"] == [upload("a.csv", "v")]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "7",
        "{}",
        '{"requestPayload": {}}',
        '{"DDBStreamBatchInfo": {"streamArn": "x"}}',
        '{"requestPayload": 1}',
    ],
)
def test_anything_else_is_nobodys(body: str) -> None:
    assert read_failure(body) is None
