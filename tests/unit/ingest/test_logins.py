"""Logins are remembered with their lines, in little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.logins import SeenLogins


@settings(deadline=None)
@given(st.lists(st.text(max_size=3), max_size=200))
def test_it_is_a_dict_of_first_lines(logins: list[str]) -> None:
    seen = SeenLogins()
    expected: dict[str, int] = {}

    for line, login in enumerate(logins, start=2):
        assert seen.add(login, line) == expected.get(login)
        expected.setdefault(login, line)


def test_it_grows_and_forgets_nothing() -> None:
    seen = SeenLogins()
    count = 30_000

    assert [seen.add(f"agent{number}", number + 2) for number in range(count)] == [None] * count
    assert [seen.add(f"agent{number}", 1) for number in range(count)] == list(range(2, count + 2))


def test_a_row_takes_at_most_16_bytes() -> None:
    logins = [f"agent{number}" for number in range(100_000)]
    seen = SeenLogins()
    most = 0.0
    tracemalloc.start()
    for line, login in enumerate(logins, start=2):
        seen.add(login, line)
        if line % 1000 == 0 and line >= 20_000:
            _, peak = tracemalloc.get_traced_memory()
            most = max(most, peak / line)
            tracemalloc.reset_peak()
    tracemalloc.stop()

    assert most <= 16
