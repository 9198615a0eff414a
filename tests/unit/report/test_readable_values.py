"""Sizes, times and durations as people read them."""

from __future__ import annotations

import pytest

from report.readable_values import readable_duration, readable_size, readable_time


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 KB"),
        (12_345, "12.3 KB"),
        (999_960, "1.0 MB"),
        (4_200_000_000, "4.2 GB"),
    ],
)
def test_sizes(size: int, words: str) -> None:
    assert readable_size(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (134, "2 min 14 s"),
        (3600, "1 h 0 min"),
        (90_000, "25 h 0 min"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert readable_duration(seconds) == words


def test_times_say_their_zone() -> None:
    assert readable_time("2026-11-22T12:00:03.999Z") == "2026-11-22 12:00:03 UTC"
