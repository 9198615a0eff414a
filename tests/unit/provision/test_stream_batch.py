"""Batches: several at a time, nothing lost, never over time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from provision.agent_batch import AgentBatch, Result, TryAgain, TurnResult, Work
from provision.connect.errors import ForbiddenError, UnavailableError
from provision.pacing.pacer import Pacer
from provision.retrying.turn import Turn
from provision.stream_batch import StreamBatch
from roster.errors import RetryableError
from tests.unit.provision.pacing.pace import FakeTime, pacer_of
from tests.unit.provision.taking_turns.others import Others

NAMES = [f"agent{number}" for number in range(25)]


def event(*names: str) -> dict[str, Any]:
    return {
        "Records": [
            {"eventName": "INSERT", "dynamodb": {"Keys": {"username": {"S": name}}, "SequenceNumber": f"of-{name}"}}
            for name in names
        ]
    }


class Queue:
    """Takes agents, or refuses some."""

    def __init__(self, *refused: str, old: str = "") -> None:
        self.refused = refused
        self.old = old
        self.taken: list[str] = []

    def take(self, turn: Turn, error: Exception) -> bool:
        if turn.username in self.refused:
            raise EndpointConnectionError(endpoint_url="https://sqs")
        self.taken.append(turn.username)
        return turn.username != self.old


def run(
    work: Callable[[str], Result],
    *names: str,
    pacer: Pacer | None = None,
    seconds: float = 900,
    queue: Queue | None = None,
) -> list[str]:
    def work_on(turn: Turn, _may_wait: bool) -> Result:
        return work(turn.username)

    return answer_of(work_on, *names, pacer=pacer, seconds=seconds, queue=queue)


def answer_of(
    work: Work, *names: str, pacer: Pacer | None = None, seconds: float = 900, queue: Queue | None = None
) -> list[str]:
    batch = AgentBatch(work, pacer or pacer_of(FakeTime()))
    answer = StreamBatch(batch, queue or Queue()).run(event(*names), seconds)  # type: ignore[arg-type]
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_everyone_is_worked_on_once_and_some_at_a_time() -> None:
    done: Counter[str] = Counter()
    together = threading.Barrier(4)

    def work(name: str) -> Result:
        if name in NAMES[:4]:
            together.wait(60)  # passes only where four are worked on at once
        done[name] += 1
        return TurnResult.DONE

    assert run(work, *NAMES) == []
    assert done == Counter(NAMES)


ERRORS = [ForbiddenError("denied"), UnavailableError("down"), EndpointConnectionError(endpoint_url="https://dynamodb")]


@pytest.mark.parametrize("error", [*ERRORS, RetryableError("the user does not show yet")])
def test_who_has_to_be_tried_again_leaves_the_stream(error: Exception) -> None:
    queue = Queue()

    def work(name: str) -> Result:
        return TryAgain(error) if name in NAMES[3:6] else TurnResult.DONE

    assert run(work, *NAMES, queue=queue) == []
    assert sorted(queue.taken) == NAMES[3:6]


def test_what_the_queue_does_not_take_stays_in_the_stream() -> None:
    queue = Queue(*NAMES[4:6], old=NAMES[7])

    def work(name: str) -> Result:
        return TryAgain(ERRORS[0]) if name in NAMES[3:8] else TurnResult.DONE

    assert run(work, *NAMES, queue=queue) == ["of-agent4"]
    assert sorted(queue.taken) == [NAMES[3], NAMES[6], NAMES[7]]
    assert run(work, NAMES[7], queue=queue) == ["of-agent7"]


@pytest.mark.parametrize("error", ERRORS)
def test_a_service_that_refuses_everybody_holds_the_stream(error: Exception) -> None:
    queue = Queue()

    def work(name: str) -> Result:
        return TurnResult.IDLE if name == NAMES[0] else TryAgain(error)

    assert run(work, *NAMES[:12], queue=queue) == ["of-agent1"]
    assert queue.taken == []


def test_some_that_a_service_refuses_leave_it() -> None:
    """Ten of a batch, or as many as there are while the service answers for another."""
    queue = Queue()
    assert run(lambda _: TryAgain(ERRORS[0]), *NAMES[:10], queue=queue) == []
    assert sorted(queue.taken) == NAMES[:10]

    queue = Queue()
    assert run(lambda name: TurnResult.DONE if name == "ada" else TryAgain(ERRORS[0]), "ada", *NAMES, queue=queue) == []
    assert len(queue.taken) == len(NAMES)

    queue = Queue()
    assert run(lambda _: TryAgain(RetryableError("it does not show yet")), *NAMES, queue=queue) == []
    assert len(queue.taken) == len(NAMES)


@pytest.mark.parametrize("taken", [True, False])
def test_a_turn_ahead_of_its_record_holds_no_record(taken: bool) -> None:
    """It goes to the queue as others do; where that does not take it, its own record is still to come."""
    queue = Queue() if taken else Queue("left0")

    def work(turn: Turn, _may_wait: bool) -> Result:
        return TryAgain(ERRORS[0]) if turn.ahead_for else TurnResult.DONE

    batch = StreamBatch(AgentBatch(work, pacer_of(FakeTime())), queue, Others(left=1))  # type: ignore[arg-type]

    assert batch.run(event("ada", "ben"), 900) == {"batchItemFailures": []}
    assert queue.taken == (["left0"] if taken else [])


def test_what_waits_for_room_comes_once_more_when_the_rest_is_done() -> None:
    done: list[str] = []

    def work(turn: Turn, may_wait: bool) -> Result:
        name = turn.username
        if name == "new" and may_wait:
            return TurnResult.NO_ROOM
        done.append(name)
        return TurnResult.DONE

    time = FakeTime()

    assert answer_of(work, "new", "changed", "leaver", pacer=pacer_of(time)) == []
    assert sorted(done[:2]) == ["changed", "leaver"]
    assert done[2:] == ["new"]
    assert time.slept == []


def test_nothing_is_begun_when_the_time_is_up() -> None:
    time = FakeTime()
    pacer = pacer_of(time)
    done: list[str] = []

    def work(name: str) -> Result:
        done.append(name)
        time.now += 300
        return TurnResult.DONE

    [first] = run(work, *NAMES, pacer=pacer)

    # Some were under way in other threads.
    assert 3 <= len(done) < 3 + 8
    assert first.removeprefix("of-") not in done


def test_a_short_time_is_used_too() -> None:
    done: list[str] = []

    def work(name: str) -> Result:
        done.append(name)
        return TurnResult.DONE

    assert run(work, "ada", seconds=3) == []
    assert done == ["ada"]
