"""While the cause persists no message is lost, whatever comes back, comes twice or is taken by two runs at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.functional.upkeep.workshop import Workshop, directory, envelope, never, s3_event
from upkeep.failure_messages import REPLAYS
from upkeep.redrive import RedriveResult


def run(workshop: Workshop, max_replays: int = 5) -> RedriveResult:
    return workshop.redrive.run(max_replays, set(), never)


def counts(workshop: Workshop) -> list[int]:
    """How often the events of the messages that can be seen were replayed."""
    return sorted(json.loads(body)["requestPayload"].get(REPLAYS, 0) for body in workshop.visible())


@pytest.fixture
def failing(workshop: Workshop) -> Workshop:
    """Every event that ingest gets fails at once, so that its message is back before the run is over."""
    workshop.functions.took = lambda event: workshop.send(envelope(event))
    return workshop


def mend(workshop: Workshop) -> None:
    """Remove the cause."""
    workshop.functions.took = lambda event: None
    workshop.functions.events.clear()


def test_uploads_come_through_however_often_they_failed_before(failing: Workshop) -> None:
    events = [failing.deployment.upload(f"{name}.csv", directory(name)) for name in ("ada", "ben", "cy")]
    for event in events:
        failing.send(envelope(s3_event(event)))

    for times in range(1, 5):
        done = run(failing)
        assert (done.replayed, done.left) == (3, 0)
        assert counts(failing) == [times] * 3
    mend(failing)
    assert run(failing).replayed == 3
    failing.run_ingest()

    assert failing.visible() == []
    assert [failing.deployment.record(event)["pending"] for event in events] == [1, 1, 1]


def test_what_failed_too_often_is_there_for_an_operator(failing: Workshop) -> None:
    event = failing.deployment.upload("agents.csv", directory("ada"))
    failing.send(envelope(s3_event(event)))

    for _ in range(8):
        run(failing)
    assert counts(failing) == [5]
    for _ in range(3):
        assert run(failing, max_replays=1000).replayed == 1
    assert counts(failing) == [8]
    mend(failing)
    run(failing, max_replays=1000)
    failing.run_ingest()

    assert failing.visible() == []
    assert failing.deployment.record(event)["pending"] == 1


@pytest.mark.parametrize("order", [(0, 3, 1), (3, 1, 0), (1, 0, 3)])
def test_of_messages_about_one_upload_the_highest_count_goes_on(failing: Workshop, order: tuple[int, ...]) -> None:
    event = s3_event(failing.deployment.upload("agents.csv", directory("ada")))
    for replays in order:
        failing.send(envelope(event | {REPLAYS: replays}))

    assert run(failing).replayed == 1
    assert counts(failing) == [4]
    assert run(failing).replayed == 1
    assert (run(failing).left, counts(failing)) == (1, [5])


def test_a_message_that_stays_takes_those_of_its_upload_along_and_no_others(failing: Workshop) -> None:
    one, other = (s3_event(failing.deployment.upload(f"{name}.csv", directory(name))) for name in ("ada", "ben"))
    both = {"Records": [*one["Records"], *other["Records"]]}
    failing.send(envelope(one))
    failing.send(envelope(one | {REPLAYS: 5}))
    failing.send(envelope(both))

    done = run(failing)

    assert (done.replayed, done.left) == (1, 1)
    assert counts(failing) == [1, 5]
    assert {upload["key"] for upload in done.uploads} == {"ada.csv", "ben.csv"}


class Twice:
    """A queue that delivers every message twice, with another handle, as Amazon SQS may."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def receive_message(self, **request: Any) -> Any:
        answer = self._client.receive_message(**request)
        again = [
            message | {"ReceiptHandle": f"old-{message['ReceiptHandle']}"} for message in answer.get("Messages", [])
        ]
        return {"Messages": [*again, *answer.get("Messages", [])]} if again else answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


@pytest.mark.parametrize(("replays", "left", "expected"), [(0, 0, [1]), (5, 1, [5])])
def test_a_message_that_is_delivered_twice_is_one(
    failing: Workshop, replays: int, left: int, expected: list[int]
) -> None:
    event = s3_event(failing.deployment.upload("agents.csv", directory("ada")))
    failing.send(envelope(event | {REPLAYS: replays}))
    plain, failing.queue_client = failing.queue_client, Twice(failing.queue_client)

    done = run(failing)

    failing.queue_client = plain
    assert (done.replayed, done.left, counts(failing)) == (1 - left, left, expected)


@pytest.mark.parametrize("replays", [0, 5])
def test_the_time_of_taken_messages_may_end_in_the_middle(failing: Workshop, replays: int) -> None:
    event = failing.deployment.upload("agents.csv", directory("ada"))
    for _ in range(3):
        failing.send(envelope(s3_event(event) | {REPLAYS: replays}))
    failing.visibility_timeout = 0

    run(failing)
    assert max(counts(failing)) == min(replays + 1, 5)
    mend(failing)
    run(failing, max_replays=1000)
    failing.run_ingest()

    assert failing.visible() == []
    assert failing.deployment.record(event)["pending"] == 1


@pytest.mark.parametrize("visibility_timeout", [0, 960])
def test_two_runs_at_once_lose_nothing(workshop: Workshop, visibility_timeout: int) -> None:
    """The second begins while the first is amid its messages; with a timeout of 0 it takes the same ones."""
    events = [workshop.deployment.upload(f"{name}.csv", directory(name)) for name in ("ada", "ben", "cy")]
    for event in events:
        workshop.send(envelope(s3_event(event)))
    workshop.visibility_timeout = visibility_timeout

    def fail_and_run_again(event: dict[str, Any]) -> None:
        workshop.functions.took = lambda later: workshop.send(envelope(later))
        workshop.send(envelope(event))
        run(workshop)

    for _ in range(3):
        workshop.functions.took = fail_and_run_again
        run(workshop, max_replays=1000)
    assert len(counts(workshop)) >= 3
    mend(workshop)
    run(workshop, max_replays=1000)
    workshop.run_ingest()

    assert workshop.visible() == []
    assert [workshop.deployment.record(event)["pending"] for event in events] == [1, 1, 1]


def test_one_event_that_lambda_refuses_does_not_hold_up_the_others(workshop: Workshop) -> None:
    events = {name: workshop.deployment.upload(f"{name}.csv", directory(name)) for name in ("ada", "ben", "cy")}
    for event in events.values():
        workshop.send(envelope(s3_event(event)))

    def refuse(event: dict[str, Any]) -> None:
        if event["Records"][0]["s3"]["object"]["key"] == "ben.csv":
            workshop.functions.events.pop()
            raise ClientError({"Error": {"Code": "RequestEntityTooLargeException", "Message": "Big"}}, "Invoke")

    workshop.functions.took = refuse
    with pytest.raises(ClientError, match="Big"):
        run(workshop)
    workshop.run_ingest()

    assert len(workshop.visible()) == 1
    assert all(workshop.deployment.record(events[name])["pending"] == 1 for name in ("ada", "cy"))
