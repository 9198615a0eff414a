"""What waits in the failure queue is handled on, and deleted only then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from roster.clock import timestamp
from tests.functional.stores import NOW
from tests.functional.upkeep.workshop import FakeLambda, Workshop, directory, envelope, never, position, s3_event
from upkeep.function_invocations import UploadVersion
from upkeep.pending_agents import MAX_REQUEUES
from upkeep.redrive import RedriveResult


def run(workshop: Workshop, max_replays: int = 5, handled: set[UploadVersion] | None = None) -> RedriveResult:
    return workshop.redrive.run(max_replays, set() if handled is None else handled, never)


def test_a_failed_event_is_replayed_and_its_message_deleted(workshop: Workshop) -> None:
    event = workshop.deployment.upload("Früh + spät.csv", directory("ada"))
    workshop.send(envelope(s3_event(event)))
    handled: set[UploadVersion] = set()

    done = run(workshop, handled=handled)
    workshop.run_ingest()

    assert (done.replayed, done.left, workshop.visible()) == (1, 0, [])
    assert handled == {(event.key, event.version_id)}
    assert workshop.deployment.record(event)["pending"] == 1


def test_messages_about_the_same_upload_are_replayed_once(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    for _ in range(3):
        workshop.send(envelope(s3_event(event)))

    done = run(workshop)

    assert (done.replayed, len(workshop.functions.events), workshop.visible()) == (1, 1, [])


def test_many_messages_are_all_taken(workshop: Workshop) -> None:
    for number in range(25):
        workshop.send(envelope(s3_event(workshop.deployment.upload(f"{number}.txt", b"text"))))

    assert run(workshop).replayed == 25

    assert workshop.visible() == []


def test_an_event_that_always_fails_is_left_for_somebody_to_look_at(workshop: Workshop) -> None:
    event = s3_event(workshop.deployment.upload("agents.csv", directory("ada")))
    workshop.send(envelope(event))

    for _ in range(5):
        assert run(workshop).replayed == 1
        workshop.send(envelope(workshop.functions.events[-1]))  # it fails again
    handled: set[UploadVersion] = set()
    done = run(workshop, handled=handled)

    assert (done.replayed, done.left, len(workshop.visible())) == (0, 1, 1)
    assert len(handled) == 1  # nobody else hands it on either
    assert run(workshop, max_replays=6).replayed == 1  # somebody asked for it


def test_nothing_is_deleted_when_ingest_can_not_be_invoked(workshop: Workshop) -> None:
    workshop.send(envelope(s3_event(workshop.deployment.upload("agents.csv", directory("ada")))))
    refusal = ClientError({"Error": {"Code": "TooManyRequestsException", "Message": "Rate"}}, "Invoke")
    workshop.functions = FakeLambda(refusal=refusal)

    with pytest.raises(ClientError):
        run(workshop)

    assert len(workshop.visible()) == 1


@pytest.mark.parametrize(
    "message",
    [
        "no JSON",
        "[]",
        {"requestPayload": {"Records": []}},
        {"requestPayload": {"detail": "none of S3"}},
        {"Records": []},
    ],
)
def test_what_nobody_understands_stays(workshop: Workshop, message: Any) -> None:
    workshop.send(message)

    done = run(workshop)

    assert (done.left, len(workshop.visible()), workshop.functions.events) == (1, 1, [])


def turn(username: str) -> dict[str, Any]:
    return {"username": username, "id": "1", "attempt": 3, "since": timestamp(NOW), "wanted": "x", "removed": []}


def test_an_agent_whose_retries_broke_off_is_requeued(workshop: Workshop) -> None:
    workshop.deployment.run_ingest(workshop.deployment.upload("agents.csv", directory("ada")))
    put = workshop.deployment.dynamodb.put_item
    put(TableName="rollcall-agents", Item={"username": {"S": "done"}, "status": {"S": "ACTIVE"}})
    workshop.send(turn("ada"))
    workshop.send(turn("done"))

    done = run(workshop)

    agents = workshop.deployment.agents()
    assert (done.requeued, done.left, workshop.visible()) == (1, 0, [])
    assert {name for name, item in agents.items() if "requeued_at" in item} == {"ada"}


def test_a_turn_of_an_agent_without_an_item_stays_for_somebody_to_look_at(workshop: Workshop) -> None:
    workshop.send(turn("gone"))

    assert (run(workshop).left, len(workshop.visible())) == (1, 1)


def test_positions_of_another_table_stay(workshop: Workshop) -> None:
    workshop.send(position("another-table", workshop.now))

    assert (run(workshop).left, len(workshop.visible())) == (1, 1)


def test_agents_whose_stream_records_were_given_up_are_requeued(workshop: Workshop) -> None:
    """Those of no import too, and not those that came after."""
    workshop.deployment.run_ingest(workshop.deployment.upload("agents.csv", directory("ada")))
    put = workshop.deployment.dynamodb.put_item
    put(TableName="rollcall-agents", Item={"username": {"S": "others"}, "state": {"S": "present"}})
    put(TableName="rollcall-agents", Item={"username": {"S": "done"}, "status": {"S": "ACTIVE"}})
    given_up = workshop.now
    workshop.later(hours=1)
    workshop.deployment.run_ingest(workshop.deployment.upload("more.csv", directory("new")))
    workshop.change_agent("new", updated_at="2026-11-22T13:00:00.000Z")
    workshop.send(position("rollcall-agents", given_up - timedelta(seconds=30)))
    workshop.send(position("rollcall-agents", given_up))

    done = run(workshop)

    agents = workshop.deployment.agents()
    assert (done.positions, done.requeued, done.left, workshop.visible()) == (2, 2, 0, [])
    assert {name for name, item in agents.items() if "requeued_at" in item} == {"ada", "others"}
    assert agents["others"]["status"] == "PENDING"


def test_a_line_longer_than_the_stream_remembers_fails_nobody(workshop: Workshop) -> None:
    """200,000 agents at two a second are 28 hours: whoever has had no turn after 23 loses the place, and gets another.

    However often: the stream's newest record of an agent is that of its last wake-up.
    """
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.deployment.run_ingest(event)

    def succeed(username: str) -> Any:
        workshop.provision(event, username)
        return {"batchItemFailures": []}

    workshop.functions = FakeLambda(answer=succeed)
    woken, rounds = workshop.now, []
    for _ in range(MAX_REQUEUES + 1):
        workshop.later(hours=23)
        workshop.change_record(event, progress_at=timestamp(workshop.now))  # others had their turn
        workshop.send(position("rollcall-agents", woken))
        rounds.append(run(workshop))
        woken = workshop.now

    assert [(done.requeued, done.failed, done.left) for done in rounds] == [(1, 0, 0)] * MAX_REQUEUES + [(0, 0, 0)]
    assert workshop.functions.tried == ["ada"]
    record = workshop.deployment.record(event)
    assert (record["created"], record["pending"], record.get("failed", 0)) == (1, 0, 0)


def test_positions_stay_when_there_is_no_time(workshop: Workshop) -> None:
    workshop.deployment.run_ingest(workshop.deployment.upload("agents.csv", directory("ada")))
    workshop.send(position("rollcall-agents", workshop.now))
    answers = iter([False, True])

    done = workshop.redrive.run(5, set(), lambda: next(answers))

    assert (done.positions, done.left, len(workshop.visible())) == (0, 1, 1)


def test_reports_whose_stream_records_were_given_up_are_woken(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.deployment.run_ingest(event)
    workshop.provision(event, "ada")
    open_event = workshop.deployment.upload("open.csv", directory("bob"))
    workshop.deployment.run_ingest(open_event)
    workshop.send(position("rollcall-files", workshop.now))

    done = run(workshop)

    assert (done.positions, workshop.visible()) == (1, [])
    assert "resumed_at" in workshop.deployment.record(event)
    assert "resumed_at" not in workshop.deployment.record(open_event)
