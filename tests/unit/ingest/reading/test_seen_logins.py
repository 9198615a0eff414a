"""Logins are remembered with the line of each first one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.seen_logins import SeenLogins


@given(st.lists(st.text(max_size=3), max_size=200))
def test_the_line_of_the_first_is_told(logins: list[str]) -> None:
    seen = SeenLogins()
    expected: dict[str, int] = {}

    for line, login in enumerate(logins, start=2):
        assert (login in seen) == (login in expected)
        assert seen.add(login, line) == expected.get(login)
        expected.setdefault(login, line)


def test_the_logins_of_a_long_file_are_told_apart() -> None:
    seen = SeenLogins()
    count = 300_000

    assert [seen.add(f"agent{number}", number + 2) for number in range(count)] == [None] * count
    assert [seen.add(f"agent{number}", count + number + 2) for number in range(count)] == list(range(2, count + 2))
