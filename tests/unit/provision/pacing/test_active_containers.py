"""Containers know of each other, at a small price."""

from __future__ import annotations

from botocore.exceptions import EndpointConnectionError

from provision.pacing.active_containers import (
    LEAVE_SECONDS,
    LOOK_SECONDS,
    PRESENT_SECONDS,
    SAY_SECONDS,
    ActiveContainers,
)
from tests.unit.provision.pacing.pace import Board, FakeTime, Presences


def containers(table: Presences, time: FakeTime) -> ActiveContainers:
    return ActiveContainers(table, time.clock)  # type: ignore[arg-type]


def test_a_container_that_asks_is_seen_by_the_others_until_it_is_silent() -> None:
    time, board = FakeTime(), Board()
    first, second = (containers(Presences(board, number), time) for number in (1, 2))

    assert first.company().size == 1
    assert second.company().size == 2
    time.now += LOOK_SECONDS
    assert first.company().size == 2
    time.now += PRESENT_SECONDS
    assert first.company().size == 1


def test_it_says_and_looks_no_more_often_than_it_must() -> None:
    time, table = FakeTime(), Presences(Board())
    asked = containers(table, time)
    said = []
    for _ in range(100):
        asked.company()
        said.append(table.board.until[1])
        time.now += 0.1

    assert table.looks <= 11
    assert len(set(said)) <= 10 / SAY_SECONDS + 1
    assert min(said) - 1_000_000 == PRESENT_SECONDS


def test_who_leaves_is_gone_at_once_and_joins_with_the_next_call() -> None:
    time, board = FakeTime(), Board()
    first, second = (containers(Presences(board, number), time) for number in (1, 2))
    first.company()

    first.leave()
    time.now += LEAVE_SECONDS / 2
    assert second.company().size == 2
    time.now += LOOK_SECONDS
    assert second.company().size == 1
    assert first.company().size == 2
    time.now += LOOK_SECONDS
    assert second.company().size == 2


def test_who_never_called_says_nothing() -> None:
    board = Board()

    containers(Presences(board), FakeTime()).leave()

    assert board.until == {}


def test_a_table_out_of_reach_leaves_what_is_known() -> None:
    time, board = FakeTime(), Board({7: 2_000_000.0})
    table = Presences(board)
    asked = containers(table, time)
    assert asked.company().size == 2
    table.error = EndpointConnectionError(endpoint_url="https://dynamodb")
    time.now += 60

    assert asked.company().size == 2
    asked.pause(time.now + 60)
    asked.leave()
