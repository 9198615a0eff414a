"""Batches: several at a time, nothing lost, never over time."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from provision.pacing.pacer import Pacer
from provision.stream_batch import BatchResult, StreamBatch
from roster.streams import WakeUp
from tests.unit.provision.pacing.pace import FakeTime, pacer_of

NAMES = [f"agent{number}" for number in range(25)]


def event(*names: str) -> dict[str, Any]:
    return {
        "Records": [
            {"eventName": "INSERT", "dynamodb": {"Keys": {"username": {"S": name}}, "SequenceNumber": f"of-{name}"}}
            for name in names
        ]
    }


def run(work: Callable[[str], BatchResult], *names: str, pacer: Pacer | None = None, seconds: float = 900) -> list[str]:
    def work_on(wake_up: WakeUp, _may_wait: bool) -> BatchResult:
        return work(wake_up.key["username"])

    answer = StreamBatch(work_on, pacer or pacer_of(FakeTime())).run(event(*names), seconds)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_everyone_is_worked_on_once_and_some_at_a_time() -> None:
    done: Counter[str] = Counter()
    together = threading.Barrier(4)

    def work(name: str) -> BatchResult:
        if name in NAMES[:4]:
            together.wait(60)  # passes only where four are worked on at once
        done[name] += 1
        return BatchResult.DONE

    assert run(work, *NAMES) == []
    assert done == Counter(NAMES)


def test_the_first_that_has_to_come_again_is_named_and_stops_nobody() -> None:
    done: list[str] = []

    def work(name: str) -> BatchResult:
        done.append(name)
        return BatchResult.RETRY if name in NAMES[3:6] else BatchResult.DONE

    assert run(work, *NAMES) == ["of-agent3"]
    assert sorted(done) == sorted(NAMES)


def test_what_waits_for_room_comes_once_more_when_the_rest_is_done() -> None:
    done: list[str] = []

    def work(wake_up: WakeUp, may_wait: bool) -> BatchResult:
        name = wake_up.key["username"]
        if name == "new" and may_wait:
            return BatchResult.NO_ROOM
        done.append(name)
        return BatchResult.DONE

    time = FakeTime()
    answer = StreamBatch(work, pacer_of(time)).run(event("new", "changed", "leaver"), 900)

    assert answer == {"batchItemFailures": []}
    assert sorted(done[:2]) == ["changed", "leaver"]
    assert done[2:] == ["new"]
    assert time.slept == []


def test_nothing_is_begun_when_the_time_is_up() -> None:
    time = FakeTime()
    pacer = pacer_of(time)
    done: list[str] = []

    def work(name: str) -> BatchResult:
        done.append(name)
        time.now += 300
        return BatchResult.DONE

    [first] = run(work, *NAMES, pacer=pacer)

    # Some were under way in other threads.
    assert 3 <= len(done) < 3 + 8
    assert first.removeprefix("of-") not in done


def test_a_short_time_is_used_too() -> None:
    done: list[str] = []

    def work(name: str) -> BatchResult:
        done.append(name)
        return BatchResult.DONE

    assert run(work, "ada", seconds=3) == []
    assert done == ["ada"]
