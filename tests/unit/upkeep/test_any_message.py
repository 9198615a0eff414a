"""Whatever stands in the failure queue: what can be read is done, the rest stays, and nothing breaks the run."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upkeep.failure_messages import REPLAYS, FailedEvent, LostRecords, read_failure
from upkeep.failure_queue import FailureQueue
from upkeep.function_invocations import IngestFunction
from upkeep.item_guard import UnreadableItems
from upkeep.pending_agents import RequeueResult
from upkeep.redrive import Redrive, RedriveResult

UPLOAD = {"s3": {"bucket": {"name": "b"}, "object": {"key": "well.csv", "versionId": "v", "sequencer": "00AB"}}}
EVENT = {"requestPayload": {"Records": [UPLOAD], REPLAYS: 2}, "responsePayload": {"errorMessage": "Refused"}}
LOST = {
    "DDBStreamBatchInfo": {
        "streamArn": "arn:aws:dynamodb:eu-west-1:123456789012:table/agents/stream/2026-11-22T12:00:00.000",
        "approximateArrivalOfLastRecord": "2026-11-22T12:00:00Z",
    }
}

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.just(REPLAYS),
    st.sampled_from(["", "-1", "9" * 99]),
)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)


def paths(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document."""
    members = document.items() if isinstance(document, dict) else enumerate(document)
    for name, member in members:
        yield (*path, name)
        if isinstance(member, dict | list):
            yield from paths(member, (*path, name))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A message of Lambda's with another value in one place, or none."""
    document = copy.deepcopy(draw(st.sampled_from([EVENT, LOST])))
    *way, last = draw(st.sampled_from(list(paths(document))))
    place: Any = document
    for name in way:
        place = place[name]
    if draw(st.booleans()):
        place[last] = draw(DOCUMENTS)
    else:
        del place[last]
    return json.dumps(document)


BODIES = st.one_of(
    st.text(),
    st.binary().map(lambda body: body.decode("latin-1")),
    DOCUMENTS.map(json.dumps),
    damaged(),
    st.sampled_from(["[" * 100_000, '{"requestPayload": ' + "[" * 50_000, "9" * 5000, "NaN", '"\\ud800"']),
)


@dataclass
class FakeQueue:
    """Amazon SQS with one queue whose messages are seen once."""

    bodies: list[str]
    taken: int = 0
    deleted: set[int] = field(default_factory=set)
    put_back: set[int] = field(default_factory=set)

    def receive_message(self, **_: Any) -> dict[str, Any]:
        numbers = range(self.taken, min(self.taken + 10, len(self.bodies)))
        self.taken = numbers.stop
        return {
            "Messages": [
                {"MessageId": str(number), "ReceiptHandle": str(number), "Body": self.bodies[number]}
                for number in numbers
            ]
        }

    def delete_message(self, *, QueueUrl: str, ReceiptHandle: str) -> None:  # noqa: N803
        self.deleted.add(int(ReceiptHandle))

    def change_message_visibility(self, *, QueueUrl: str, ReceiptHandle: str, VisibilityTimeout: int) -> None:  # noqa: N803
        self.put_back.add(int(ReceiptHandle))


@dataclass
class Functions:
    """Takes every invocation that is JSON."""

    events: list[Any] = field(default_factory=list)

    def invoke(self, *, Payload: bytes, **_: Any) -> None:  # noqa: N803
        self.events.append(json.loads(Payload.decode(), parse_constant=pytest.fail))


class Agents:
    """Requeues nobody, as far as a time can be told."""

    def requeue_waiting_since(self, until: datetime, _time_is_up: Any) -> RequeueResult:
        assert until.tzinfo is UTC
        return RequeueResult()


def redrive(queue: FakeQueue, functions: Functions, unreadable: UnreadableItems) -> RedriveResult:
    client: Any = queue
    lambda_client: Any = functions
    others: Any = Agents()
    parts = (FailureQueue(client, "url"), IngestFunction(lambda_client, "ingest"), others, others)
    task = Redrive(*parts, agents_table="agents", files_table="files", unreadable=unreadable)
    return task.run(5, set(), lambda: False)


@given(st.lists(BODIES, max_size=12), st.integers(0, 12))
def test_what_can_be_read_is_done_and_the_rest_stays(bodies: list[str], place: int) -> None:
    well = json.dumps(EVENT)
    bodies.insert(place, well)
    queue, functions, unreadable = FakeQueue(bodies), Functions(), UnreadableItems()

    done = redrive(queue, functions, unreadable)

    number = bodies.index(well)
    readings = [read_failure(body) for body in bodies]
    known = {
        index
        for index, reading in enumerate(readings)
        if isinstance(reading, FailedEvent) or (isinstance(reading, LostRecords) and reading.table == "agents")
    }
    assert number in queue.deleted
    assert queue.deleted <= known
    assert queue.deleted | queue.put_back == set(range(len(bodies)))
    assert not queue.deleted & queue.put_back
    assert (done.left, done.unreadable) == (len(queue.put_back), len(bodies) - len(known))
    assert len(unreadable) == len(bodies) - len(known)
    assert any(event[REPLAYS] == 3 for event in functions.events if event["Records"] == [UPLOAD])


@pytest.mark.parametrize(
    "payload",
    [
        {"Records": [{"s3": {"object": {"key": None}}}]},
        {"Records": [{"s3": {"object": {"key": 7}}}]},
        {"Records": [{"s3": {"object": {"key": ["a"]}}}]},
        {"Records": [{"s3": {"object": None}}]},
        {"Records": [{"s3": None}]},
        {"Records": [None]},
        {"Records": None},
        {"Records": {"s3": {}}},
        {"Records": [UPLOAD], REPLAYS: "many"},
        {"Records": [UPLOAD], REPLAYS: None},
        {"Records": [UPLOAD], REPLAYS: True},
        {"Records": [UPLOAD], REPLAYS: -1},
        {"Records": [UPLOAD], REPLAYS: 1.5},
        None,
        [],
        "text",
    ],
)
def test_one_malformed_message_is_told_once_and_stops_nobody(payload: Any, caplog: pytest.LogCaptureFixture) -> None:
    queue = FakeQueue([json.dumps({"requestPayload": payload}), json.dumps(EVENT)])
    functions, unreadable = Functions(), UnreadableItems()

    with caplog.at_level(logging.ERROR):
        done = redrive(queue, functions, unreadable)

    assert (done.replayed, done.left, done.unreadable, queue.put_back) == (1, 1, 1, {0})
    assert len([record for record in caplog.records if "message 0" in str(vars(record))]) == 1


@pytest.mark.parametrize(
    "arrival",
    ["2026-11-22T12:00:00", "yesterday", "", None, 7, "0001-01-01T00:00:00+14:00", ["2026-11-22T12:00:00Z"]],
)
def test_lost_records_of_no_time_stay(arrival: Any) -> None:
    info = LOST["DDBStreamBatchInfo"] | {"approximateArrivalOfLastRecord": arrival}
    queue = FakeQueue([json.dumps({"DDBStreamBatchInfo": info}), json.dumps(LOST)])

    done = redrive(queue, Functions(), UnreadableItems())

    assert (done.positions, done.unreadable, queue.deleted) == (1, 1, {1})
