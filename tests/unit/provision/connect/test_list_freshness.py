"""Lists of the instance are read as often as they must be."""

from __future__ import annotations

from provision.connect.list_freshness import REFRESH_SECONDS, ListFreshness


def test_read_once_until_it_is_old_and_lacks_something() -> None:
    now = [0.0]
    reads: list[float] = []

    def load() -> int:
        reads.append(now[0])
        return len(reads)

    fresh = ListFreshness(load, lambda: now[0])
    assert [fresh.get(), fresh.get()] == [1, 1]

    assert fresh.expire() is False
    assert fresh.get() == 1

    now[0] = REFRESH_SECONDS
    assert fresh.get() == 1
    assert fresh.expire() is True
    assert fresh.get() == 2
    assert reads == [0.0, REFRESH_SECONDS]


def test_what_was_asked_for_since_is_looked_for_anew() -> None:
    now = [100.0]
    fresh = ListFreshness(lambda: now[0], lambda: now[0])
    fresh.get()
    now[0] = 101.0

    assert fresh.expire(needed_at=99.9) is False
    assert fresh.expire(needed_at=100.5) is True
    assert fresh.get() == 101.0
    assert fresh.expire(needed_at=100.5) is False


def test_a_value_that_takes_long_to_read_is_as_old_as_its_request() -> None:
    now = [100.0]

    def load() -> None:
        now[0] = 103.0

    fresh = ListFreshness(load, lambda: now[0])
    fresh.get()

    assert fresh.expire(needed_at=101.0) is True
