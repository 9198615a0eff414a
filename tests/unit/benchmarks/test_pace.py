"""What counts as use of a quota's rate."""

from __future__ import annotations

import math

import pytest

from benchmarks.pace import used_percent


def test_calls_at_the_rate_use_all_of_it() -> None:
    assert used_percent([number / 20 for number in range(500)], rate=20, burst=50) == pytest.approx(100)


def test_a_burst_adds_nothing() -> None:
    times = [0.0] * 50 + [number / 20 for number in range(1, 451)]

    assert used_percent(times, rate=20, burst=50) == pytest.approx(100)


def test_a_fixed_spacing_of_600_ms_leaves_a_sixth_of_2_a_second() -> None:
    assert used_percent([number * 0.6 for number in range(500)], rate=2, burst=5) == pytest.approx(250 / 3)


def test_a_pause_is_lost() -> None:
    times = [number / 20 for number in range(250)] + [10 + number / 20 for number in range(250, 500)]

    assert used_percent(times, rate=20, burst=50) < 70


def test_too_few_calls_say_nothing() -> None:
    assert math.isnan(used_percent([0.0] * 50, rate=20, burst=50))
