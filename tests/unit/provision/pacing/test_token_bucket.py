"""A token bucket holds what it should."""

from __future__ import annotations

import pytest

from provision.pacing.token_bucket import TokenBucket


def test_it_begins_with_one_token_and_fills_up_at_its_rate() -> None:
    bucket = TokenBucket(100.0)

    assert bucket.take(100.0, rate=2, size=4) == 0
    assert bucket.take(100.0, rate=2, size=4) == pytest.approx(0.5, abs=0.01)
    assert bucket.take(100.25, rate=2, size=4) == pytest.approx(0.25, abs=0.01)
    assert bucket.take(100.5, rate=2, size=4) == 0


def test_it_keeps_no_more_than_its_size() -> None:
    bucket = TokenBucket(0.0)

    assert [bucket.take(1000.0, rate=2, size=3) == 0 for _ in range(5)] == [True, True, True, False, False]


def test_a_smaller_size_takes_tokens_away() -> None:
    bucket = TokenBucket(0.0)
    bucket.take(1000.0, rate=2, size=8)

    assert [bucket.take(1000.0, rate=2, size=2) == 0 for _ in range(3)] == [True, True, False]


def test_drained_it_has_to_fill_up_again() -> None:
    bucket = TokenBucket(0.0)
    bucket.drain()

    assert bucket.take(0.0, rate=4, size=4) == pytest.approx(0.25, abs=0.01)


def test_a_clock_that_steps_back_gives_nothing_away() -> None:
    bucket = TokenBucket(100.0)
    bucket.take(100.0, rate=1, size=4)

    assert bucket.take(90.0, rate=1, size=4) > 0
    assert bucket.take(100.5, rate=1, size=4) == pytest.approx(0.5, abs=0.01)
