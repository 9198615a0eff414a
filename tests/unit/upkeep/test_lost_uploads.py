"""The place of a lost event among those of its key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roster.imports import sortable_sequencer
from upkeep.lost_uploads import SEQUENCER_BEFORE_ALL, sequencer_after

sequencers = (
    st.text("0123456789ABCDEF", min_size=1, max_size=40).filter(lambda text: text.strip("0")).map(sortable_sequencer)
)


@given(sequencers, sequencers, st.integers(1, 5))
def test_it_lies_between_one_and_whatever_comes_next(one: str, other: str, times: int) -> None:
    place = one
    for _ in range(times):
        earlier, place = place, sequencer_after(place)
        assert earlier < place
    assert (place < other) == (one < other)


@given(sequencers)
def test_the_first_place_lies_before_every_real_one(real: str) -> None:
    assert SEQUENCER_BEFORE_ALL < sequencer_after(SEQUENCER_BEFORE_ALL) < real


def test_ingest_keeps_the_place_as_it_is() -> None:
    place = sequencer_after(sortable_sequencer("0055AED6DCD90281E5"))

    assert sortable_sequencer(place) == place
