"""Logins are remembered with the line of each first one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.seen_logins import Earlier, SeenLogins


@given(st.lists(st.text(alphabet="aAbBzZ.", max_size=3), max_size=200))
def test_the_line_of_the_first_is_told(logins: list[str]) -> None:
    seen = SeenLogins()
    lines: dict[str, int] = {}
    exactly: set[str] = set()

    for line, login in enumerate(logins, start=2):
        assert (login in seen) == (login in exactly)
        earlier = lines.get(login.lower())
        assert seen.add(login, line) == (None if earlier is None else Earlier(earlier, login in exactly))
        lines.setdefault(login.lower(), line)
        exactly.add(login)


@pytest.mark.slow
def test_the_logins_of_a_long_file_are_told_apart() -> None:
    seen = SeenLogins()
    count = 300_000

    assert [seen.add(f"agent{number}", number + 2) for number in range(count)] == [None] * count
    assert [seen.add(f"agent{number}", count + number + 2) for number in range(count)] == [
        Earlier(line, same=True) for line in range(2, count + 2)
    ]
