"""Containers know of each other, at a small price."""

from __future__ import annotations

from botocore.exceptions import EndpointConnectionError

from provision.pacing.active_containers import (
    ACTIVE_SECONDS,
    ANNOUNCE_SECONDS,
    LINGER_SECONDS,
    READ_SECONDS,
    ActiveContainers,
)
from tests.unit.provision.pacing.pace import Board, FakeTime, Presences

API = "create_user"


def containers(table: Presences, time: FakeTime) -> ActiveContainers:
    return ActiveContainers(table, time.clock)  # type: ignore[arg-type]


def test_a_container_that_asks_is_seen_by_the_others_until_it_is_silent() -> None:
    time, board = FakeTime(), Board()
    first, second = (containers(Presences(board, number), time) for number in (1, 2))

    assert first.current(API).callers(API) == 1
    assert second.current(API).callers(API) == 2
    time.now += READ_SECONDS
    assert first.current(API).callers(API) == 2
    time.now += ACTIVE_SECONDS
    assert first.current(API).callers(API) == 1


def test_it_writes_and_reads_no_more_often_than_it_must() -> None:
    time, table = FakeTime(), Presences(Board())
    asked = containers(table, time)
    announced = []
    for _ in range(100):
        asked.current(API)
        announced.append(table.board.until[1])
        time.now += 0.1

    assert table.reads <= 11
    assert len(set(announced)) <= 10 / ANNOUNCE_SECONDS + 1
    assert min(announced) - 1_000_000 == ACTIVE_SECONDS


def test_a_container_that_leaves_is_gone_at_once_and_joins_with_the_next_call() -> None:
    time, board = FakeTime(), Board()
    first, second = (containers(Presences(board, number), time) for number in (1, 2))
    first.current(API)

    first.leave()
    time.now += LINGER_SECONDS / 2
    assert second.current(API).callers(API) == 2
    time.now += READ_SECONDS
    assert second.current(API).callers(API) == 1
    assert first.current(API).callers(API) == 2
    time.now += READ_SECONDS
    assert second.current(API).callers(API) == 2


def test_a_container_that_never_called_writes_nothing() -> None:
    board = Board()

    containers(Presences(board), FakeTime()).leave()

    assert board.until == {}


def test_a_table_out_of_reach_leaves_what_is_known() -> None:
    time, board = FakeTime(), Board({7: 2_000_000.0})
    table = Presences(board)
    asked = containers(table, time)
    assert asked.current(API).callers(API) == 2
    table.error = EndpointConnectionError(endpoint_url="https://dynamodb")
    time.now += 60

    assert asked.current(API).callers(API) == 2
    asked.found_full(time.now, "full")
    assert asked.current(API).room.is_full
    assert asked.begin_try()
    asked.end_try()
    asked.found_room(time.now + 1)
    assert not asked.current(API).room.is_full
    asked.leave()


def test_a_container_takes_no_share_of_an_api_that_it_does_not_call() -> None:
    time, board = FakeTime(), Board()
    first, second = (containers(Presences(board, number), time) for number in (1, 2))

    assert first.current(API).callers(API) == 1
    assert second.current("describe_user").callers("describe_user") == 1
    time.now += READ_SECONDS
    assert first.current(API).callers(API) == 1
    # Its first call of another API is announced before it is made, and then it counts.
    assert second.current(API).callers(API) == 2
    time.now += READ_SECONDS
    assert first.current(API).callers(API) == 2
    for _ in range(8):
        time.now += READ_SECONDS
        second.current("describe_user")
    assert first.current(API).callers(API) == 1


def test_a_container_of_an_older_version_calls_every_api() -> None:
    time = FakeTime()

    assert containers(Presences(Board({7: 2_000_000.0})), time).current(API).callers("any") == 2
