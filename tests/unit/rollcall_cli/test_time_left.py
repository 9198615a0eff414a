"""Rates and ends are told from the last minute, and from the quota before there is one."""

from __future__ import annotations

from datetime import datetime

import pytest

from rollcall_cli.time_left import Estimate, Others, Pace, describe_end, describe_rest


def test_nothing_is_said_without_measurement_and_quota() -> None:
    assert Pace().per_second is None
    assert Pace().seconds_left(10) is None


def test_the_quota_counts_until_there_is_a_measurement() -> None:
    pace = Pace(quota=2.0)
    pace.look(0, 0)
    pace.look(4, 40)

    assert pace.per_second == 2.0
    assert pace.seconds_left(10) == 5.0


def test_the_measurement_counts_from_then_on() -> None:
    pace = Pace(quota=2.0)
    pace.look(0, 0)
    pace.look(10, 5)

    assert pace.per_second == 0.5
    assert pace.seconds_left(10) == 20.0


def test_only_the_last_minute_counts() -> None:
    pace = Pace()
    for second, done in ((0, 0), (30, 3000), (70, 3010), (100, 3020)):
        pace.look(second, done)

    assert pace.per_second == pytest.approx(10 / 30)


@pytest.mark.parametrize(
    ("seconds", "text", "short"),
    [
        (None, "", ""),
        (30.0, "ends about 12:00:30 (in 30 s)", "30 s left"),
        (600.0, "ends about 12:10 (in 10 min)", "10 min left"),
        (86400.0, "ends about 2026-11-23 12:00 (in 24.0 h)", "24.0 h left"),
    ],
)
def test_the_end_in_words(seconds: float | None, text: str, short: str) -> None:
    assert describe_end(seconds, datetime(2026, 11, 22, 12, 0)) == text
    assert describe_rest(seconds) == short


def test_nothing_is_said_of_what_stands_still() -> None:
    pace = Pace(quota=2.0)
    for second in range(0, 31, 10):
        pace.look(second, 7)

    assert pace.seconds_left(1) is None


def test_others_take_turns_with_it() -> None:
    """Ten agents beside imports of 1,788 and 4: 24 are done until it ends, two a second."""
    estimate = Estimate(quota=2.0)
    estimate.look(0, 0, Others((1788, 4)))

    assert estimate.per_second is None
    assert estimate.seconds_left(10) == pytest.approx(24 / 2)


def test_an_end_by_turns_is_told_as_it_comes() -> None:
    """Two a second in all: one import of 300 has every other turn, then all once the other's 100 are done."""
    estimate = Estimate(quota=2.0)
    for second in range(101):
        estimate.look(second, second, Others((100 - second,) if second < 100 else (), second))

        left = estimate.seconds_left(300 - second)
        # At its own pace it would take longer; all that waits is done sooner.
        assert left == pytest.approx(200 - second)


def test_who_gets_no_turn_comes_last() -> None:
    """One agent waits while 1,788 others are done, two a second."""
    estimate = Estimate(quota=2.0)
    for second in range(601):
        estimate.look(second, 0, Others((1788 - 2 * second,), done=2 * second))
        end = (1 + 1) / 2 if second < 30 else (1789 - 2 * second) / 2
        assert estimate.seconds_left(1) == pytest.approx(end)


def test_others_that_do_not_move_yet_will_have_their_turns() -> None:
    """Its agents are done at the quota's rate while an import that came later waits."""
    estimate = Estimate(quota=2.0)
    for second in range(11):
        estimate.look(second, 2 * second, Others((5000,)))

    assert (estimate.per_second, estimate.seconds_left(20)) == (2.0, 20.0)


def test_a_turn_of_its_own_is_not_the_pace_of_all() -> None:
    """One of its agents was done early; the line as a whole goes on at 20 a second."""
    estimate = Estimate(quota=20.0)
    for second in range(21):
        estimate.look(second, 1 if second else 0, Others((2000 - 20 * second,), done=20 * second))

    assert estimate.seconds_left(400) == pytest.approx(2000 / 20, rel=0.01)


def test_where_nobody_else_waits_the_end_is_that_of_its_own_pace() -> None:
    estimate = Estimate(quota=2.0)
    for second in range(11):
        estimate.look(second, second, Others(done=30))

    assert (estimate.per_second, estimate.seconds_left(60)) == (1.0, 60.0)
