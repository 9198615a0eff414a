"""Rates and ends are told from the last minute, and from the quota before there is one."""

from __future__ import annotations

from datetime import datetime

import pytest

from rollcall_cli.time_left import Pace, describe_end, describe_rest


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
