"""Lists of the instance are read as often as they must be."""

from __future__ import annotations

from provision.freshness import REFRESH_SECONDS, Fresh


def test_read_once_until_it_is_old_and_lacks_something() -> None:
    now = [0.0]
    reads: list[float] = []

    def load() -> int:
        reads.append(now[0])
        return len(reads)

    fresh = Fresh(load, lambda: now[0])
    assert [fresh.get(), fresh.get()] == [1, 1]

    assert fresh.renew() is False
    assert fresh.get() == 1

    now[0] = REFRESH_SECONDS
    assert fresh.get() == 1
    assert fresh.renew() is True
    assert fresh.get() == 2
    assert reads == [0.0, REFRESH_SECONDS]
