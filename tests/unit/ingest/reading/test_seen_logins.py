"""Logins are remembered with their lines, in little memory."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.seen_logins import LAST_LINE, SeenLogins


@given(st.lists(st.text(max_size=3), max_size=200))
def test_it_is_a_dict_of_first_lines(logins: list[str]) -> None:
    seen = SeenLogins()
    expected: dict[str, int] = {}

    for line, login in enumerate(logins, start=2):
        assert seen.add(login, line) == expected.get(login)
        expected.setdefault(login, line)


def test_it_grows_and_forgets_nothing() -> None:
    seen = SeenLogins()
    count = 300_000  # so that buckets have several chunks, and pages are several

    assert [seen.add(f"agent{number}", number + 2) for number in range(count)] == [None] * count
    assert [seen.add(f"agent{number}", 1) for number in range(count)] == list(range(2, count + 2))


def test_a_row_takes_less_than_16_bytes() -> None:
    # Of a long file: what an empty one takes counts less and less. How full the last page is depends on the seed that
    # Python picks for its hashes, which is good for 1.5 bytes a row here.
    logins = [f"agent{number}" for number in range(200_000)]
    seen = SeenLogins()
    tracemalloc.start()
    for line, login in enumerate(logins, start=2):
        seen.add(login, line)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak / len(logins) < 16


def test_lines_beyond_the_last_are_told_as_the_last() -> None:
    seen = SeenLogins()

    assert seen.add("ada", LAST_LINE + 5) is None
    assert seen.add("ada", LAST_LINE + 6) == LAST_LINE
