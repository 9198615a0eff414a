"""A bar can be missed, and then the run fails."""

from __future__ import annotations

import math

import pytest

from benchmarks.bars import Bar, Result, at_least, at_most, exit_status, missed


@pytest.mark.parametrize(
    ("bar", "met"),
    [
        (at_least("rate", 0.95, 0.95, "x"), True),
        (at_least("rate", 0.949, 0.95, "x"), False),
        (at_most("calls", 10, 10, "calls"), True),
        (at_most("calls", 11, 10, "calls"), False),
        (at_least("rate", math.nan, 0.95, "x"), False),
        (at_most("calls", math.nan, 10, "calls"), False),
    ],
)
def test_a_bar_is_met_or_missed(bar: Bar, met: bool) -> None:
    assert bar.met is met
    assert bar.verdict == ("met" if met else "MISSED")


MET = Result("one", [at_most("calls", 1, 10, "calls")])
MISSED = Result("two", [at_most("calls", 1, 10, "calls"), at_least("rate", 1, 2, "x")])


def test_every_bar_met_is_status_0() -> None:
    assert exit_status([MET, MET], 2) == 0


def test_one_missed_bar_is_status_1() -> None:
    assert exit_status([MET, MISSED], 2) == 1
    assert [bar.name for bar in missed([MET, MISSED])] == ["rate"]


def test_a_subject_that_was_not_measured_is_status_1() -> None:
    assert exit_status([MET], 2) == 1


def test_a_subject_without_bars_is_status_1() -> None:
    assert exit_status([MET, Result("three")], 2) == 1
