"""A full instance is told at once, and one agent at a time finds out whether there is room again."""

from __future__ import annotations

import pytest

from provision.connect.errors import InstanceFullError, QuotaFullError
from provision.pacing.room_for_users import ANSWER_SECONDS, LOOK_SECONDS, TRY_SECONDS, RoomForUsers
from tests.unit.provision.pacing.pace import Board, FakeTime, paced_room, room_of

BEGIN = 1_000_000.0


def rooms(time: FakeTime, amount: int = 2) -> list[RoomForUsers]:
    board = Board()
    return [room_of(time, board=board, number=number + 1)[1] for number in range(amount)]


def is_told(room: RoomForUsers) -> bool:
    try:
        room.check()
    except InstanceFullError as error:
        return str(error) == "full"
    return False


def test_what_one_container_found_the_others_know_within_a_second() -> None:
    time = FakeTime()
    first, second = rooms(time)
    assert not is_told(second)

    first.found_full(time.now, "full")

    assert is_told(first)
    time.now += 1
    assert is_told(second)
    assert issubclass(InstanceFullError, QuotaFullError)


def test_after_a_minute_one_tries_and_the_others_wait_for_the_answer() -> None:
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += TRY_SECONDS
    assert not is_told(first)

    assert second.wait_seconds() == 0
    assert second.wait_seconds() == 0  # it is the one that tries
    assert first.wait_seconds() == LOOK_SECONDS
    time.now += 2
    second.found_full(time.now, "full")
    time.now += 1

    assert is_told(first)
    assert is_told(second)
    time.now += TRY_SECONDS - 2
    assert is_told(first)
    time.now += 1
    assert first.wait_seconds() == 0


def test_a_user_that_is_made_opens_it_for_all() -> None:
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += TRY_SECONDS
    assert first.wait_seconds() == 0

    first.found_room(time.now)

    time.now += 1
    assert [first.wait_seconds(), second.wait_seconds()] == [0, 0]


def test_a_user_that_is_deleted_opens_it_at_once() -> None:
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += 1
    assert is_told(second)

    second.found_room(time.now)

    time.now += 1
    assert not is_told(first)
    assert first.wait_seconds() == 0


@pytest.mark.parametrize("asked_before", [0.0, 0.5])
def test_answers_that_come_late_do_not_count_for_what_came_after_their_question(asked_before: float) -> None:
    """A user was made, or deleted, while a call was under way that is refused."""
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += 5
    first.found_room(BEGIN - asked_before)
    assert is_told(first)

    first.found_room(time.now)
    second.found_full(time.now - 1, "full")

    time.now += 1
    assert not is_told(first)
    assert not is_told(second)


def test_who_is_wanted_after_the_answer_asks_again_once() -> None:
    """The quota may have been raised, and the agents set back."""
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += 5
    first.ask(BEGIN - 10)
    assert is_told(first)
    first.ask(time.now + 100)  # a clock that is ahead
    assert is_told(first)

    first.ask(time.now - 1)

    assert first.wait_seconds() == 0
    first.found_full(time.now, "full")
    first.ask(time.now - 1)
    assert is_told(first)
    time.now += 1
    assert is_told(second)


def test_a_try_without_an_answer_is_made_by_the_next() -> None:
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += TRY_SECONDS
    assert first.wait_seconds() == 0
    assert second.wait_seconds() > 0

    first.found_nothing()

    time.now += 1
    assert second.wait_seconds() == 0
    second.found_nothing()
    first.found_nothing()  # it does not try, so this ends nothing


def test_a_container_that_dies_holds_nobody_up_for_long() -> None:
    time = FakeTime()
    first, second = rooms(time)
    first.found_full(time.now, "full")
    time.now += TRY_SECONDS
    assert first.wait_seconds() == 0

    time.now += ANSWER_SECONDS - 1
    assert second.wait_seconds() > 0
    time.now += 1
    assert second.wait_seconds() == 0


def test_creates_alone_wait_for_room() -> None:
    time = FakeTime()
    pacer, room = paced_room(time)
    room.found_full(time.now, "full")

    pacer.wait_for_turn("delete_user")

    with pytest.raises(InstanceFullError):
        pacer.wait_for_turn("create_user")
    assert time.slept == []
