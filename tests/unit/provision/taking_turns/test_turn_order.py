"""Whose turn is next, and what it takes for others to get one."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from provision.agent_batch import AgentBatch, Result, TryAgain, TurnResult, Work
from provision.pacing.pacer import Pacer
from provision.retrying.turn import Turn
from provision.taking_turns.turn_order import TurnOrder
from roster.awaiting import awaited
from tests.unit.provision.pacing.pace import FakeTime, pacer_of
from tests.unit.provision.taking_turns.others import LEFT, MINE, Others


def item(name: str, import_id: str = MINE) -> Any:
    source = {"key": "a.csv", "sequencer": "1", "line": 2}
    return {"username": name, "source": source, **awaited(import_id, 2, name)}


def own(*names: str) -> list[Turn]:
    return [Turn(name, item=item(name)) for name in names]


def order_of(
    turns: list[Turn], others: Others, results: dict[str, Result] | None = None, *, ample: int = 1000
) -> list[str]:
    """Take all turns one after another, with ample time for some, and return their names."""
    taken: list[str] = []
    order = TurnOrder(turns, others, lambda: len(taken) < ample)  # type: ignore[arg-type]
    while turn := order.take():
        taken.append(turn.username)
        result = (results or {}).get(turn.username, TurnResult.DONE)
        order.finish(turn, worked=result is TurnResult.DONE, idle=result is TurnResult.IDLE)
    return taken


def test_after_each_own_agent_every_other_import_has_a_turn() -> None:
    assert order_of(own("a", "b", "c"), Others(mine=9, left=2, right=9)) == [
        "a", "left0", "right0", "b", "left1", "right1", "c", "right2",
    ]  # fmt: skip


def test_who_no_import_waits_for_gives_turns_to_all() -> None:
    assert order_of([Turn("a", item=None), Turn("b", item=None)], Others(left=9)) == ["a", "left0", "b", "left1"]


@pytest.mark.parametrize("result", [TurnResult.IDLE, TurnResult.NO_ROOM, TurnResult.OUT_OF_TIME, TryAgain(OSError())])
def test_an_own_agent_whose_work_came_to_no_end_gives_none(result: Result) -> None:
    """There was nothing to do, or a service refused."""
    assert order_of(own("a", "b"), Others(left=9), {"a": result}) == ["a", "b", "left0"]


def test_a_turn_for_an_agent_that_somebody_else_has_is_still_due() -> None:
    results: dict[str, Result] = {"left0": TurnResult.IDLE, "left1": TurnResult.IDLE, "left2": TurnResult.NO_ROOM}

    assert order_of(own("a", "b"), Others(left=9), results) == ["a", "left0", "left1", "left2", "b", "left3"]


def test_an_agent_of_the_batch_comes_in_its_own_turn() -> None:
    turns = [*own("a"), Turn("left0", item=item("left0", LEFT))]

    assert order_of(turns, Others(left=2)) == ["a", "left1", "left0"]


def test_with_little_time_only_the_batch_is_worked_on() -> None:
    assert order_of(own("a", "b", "c", "d"), Others(left=9), ample=3) == ["a", "left0", "b", "c", "d"]


def test_an_import_alone_is_asked_for_nobody() -> None:
    others = Others(mine=9)

    assert order_of(own("a", "b"), others) == ["a", "b"]
    assert others.asked == 0


def batch_of(
    work: Work, turns: list[Turn], others: Others, pacer: Pacer | None = None, seconds: float = 900
) -> dict[str, Result]:
    batch = AgentBatch(work, pacer or pacer_of(FakeTime()))
    with batch.within(seconds) as pool:
        return {turn.username: result for turn, result in batch.run(pool, turns, others)}  # type: ignore[arg-type]


def test_all_threads_work_on_the_turns_that_the_last_of_a_batch_gives() -> None:
    together = threading.Barrier(2)

    def work(turn: Turn, _may_wait: bool) -> Result:
        if turn.ahead_for:
            together.wait(60)  # passes only where two are worked on at once
        return TurnResult.DONE

    results = batch_of(work, own("a"), Others(left=3, right=3))

    assert list(results) == ["a", "left0", "right0"] or list(results) == ["a", "right0", "left0"]


def test_turns_of_others_end_at_half_time_and_never_come_twice() -> None:
    time = FakeTime()
    tries: list[tuple[str, bool]] = []

    def work(turn: Turn, may_wait: bool) -> Result:
        tries.append((turn.username, may_wait))
        time.now += 100
        return TurnResult.NO_ROOM if turn.ahead_for and may_wait else TurnResult.DONE

    batch = AgentBatch(work, pacer_of(time), workers=1)
    with batch.within(800) as pool:
        results = batch.run(pool, own("a", "b", "c"), Others(left=9))  # type: ignore[arg-type]

    assert tries == [("a", True), ("left0", True), ("b", True), ("left1", True), ("c", True)]
    assert [turn.username for turn, _ in results] == ["a", "b", "c", "left0", "left1"]


def test_an_error_ends_the_batch_in_all_threads() -> None:
    def work(turn: Turn, _may_wait: bool) -> Result:
        if turn.username == "a3":
            raise ZeroDivisionError
        return TurnResult.DONE

    with pytest.raises(ZeroDivisionError):
        batch_of(work, own(*(f"a{at}" for at in range(25))), Others(left=9))
