"""Twice the input takes at most twice the work, at every entry, counted by calls; and a long input comes to an end.

What a call does inside C, as a regular expression does, is not counted. So inputs of one long text are also run at a
length whose square would take longer than a case may. Rows of the largest size are in
`tests.unit.ingest.reading.test_growth`.
"""

from __future__ import annotations

import functools

import pytest

from tests.counted_calls import calls_of
from tests.fuzz.cases import run_case
from tests.fuzz.entries import ENTRIES
from tests.fuzz.entries.uploads import upload_at_once
from tests.fuzz.families import FAMILIES

SIZE = 100
TO_COUNT = {name: entry.run for name, entry in ENTRIES.items()} | {"upload": upload_at_once}
"""What is counted of an entry. An upload's is counted without the checks of the entry."""

PAIRS = [pytest.param(entry, family, id=f"{entry}: {family}") for entry in ENTRIES for family in FAMILIES[entry]]

LONG = 60_000
OF_ONE_TEXT = {
    "s3-event": ["a long key"],
    "retry-queue": ["a long name", "no JSON"],
    "failure-queue": ["no JSON"],
    "plan-object": ["remarks of a line", "columns"],
    "import-record": ["a long notice"],
    "outcome-item": ["a long reason"],
    "agent-item": ["a long path", "profiles"],
    "directory-file": [
        "a long header",
        "one long cell",
        "an address of signs",
        "blanks",
        "formulas",
        "quotes",
        "nested JSON",
    ],
    "leavers-file": ["a long name"],
}


def test_every_entry_has_families() -> None:
    assert set(FAMILIES) == set(ENTRIES)
    assert all(family in FAMILIES[entry] for entry, families in OF_ONE_TEXT.items() for family in families)


@pytest.mark.parametrize(("entry", "family"), PAIRS)
def test_twice_the_input_takes_twice_the_calls(entry: str, family: str) -> None:
    work, make = TO_COUNT[entry], FAMILIES[entry][family]
    none, once, twice = (make(number) for number in (SIZE // 50, SIZE, 2 * SIZE))

    work(twice)  # fills what is kept from input to input
    least, first, second = (calls_of(functools.partial(work, data)) for data in (none, once, twice))

    always = min(least, first, second)
    assert second - always <= 2.1 * (first - always) + 2_000, (least, first, second)


@pytest.mark.parametrize(
    ("entry", "family"),
    [pytest.param(entry, family, id=f"{entry}: {family}") for entry in OF_ONE_TEXT for family in OF_ONE_TEXT[entry]],
)
def test_a_long_text_comes_to_an_end(entry: str, family: str) -> None:
    run_case(ENTRIES[entry], FAMILIES[entry][family](LONG))
