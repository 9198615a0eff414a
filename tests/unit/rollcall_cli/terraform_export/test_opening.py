"""Opening hours are written as short as they can be, and read as what Connect has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollcall_cli.centre.model import Span
from rollcall_cli.terraform_export.opening import opening_of, spans_of

DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
times = st.one_of(st.sampled_from((0, 360, 480, 720, 1080, 1320)), st.integers(0, 1439))
spans = st.frozensets(st.builds(Span, st.sampled_from(DAYS), times, times), max_size=12)


def on(days: tuple[str, ...], *times: tuple[int, int]) -> frozenset[Span]:
    return frozenset(Span(day, start, end) for day in days for start, end in times)


@given(spans)
def test_what_is_written_means_the_very_same_spans(wanted: frozenset[Span]) -> None:
    opening = opening_of(wanted)

    if opening is not None:
        assert spans_of(opening) == wanted
    else:
        ends = [(span, span.end or 1440) for span in wanted]
        assert any(span.start >= end for span, end in ends) or any(
            one.day == other.day and one is not other and one.start < other_end and other.start < one_end
            for one, one_end in ends
            for other, other_end in ends
        )


@pytest.mark.parametrize(
    ("wanted", "opening"),
    [
        (on(DAYS[:5], (480, 720), (780, 1080)), {"monday-friday": "08:00-12:00, 13:00-18:00"}),
        (on(DAYS, (0, 0)), {"daily": "00:00-24:00"}),
        (on(DAYS, (0, 360), (1320, 0)), {"daily": "22:00-06:00"}),
        (on(("SUNDAY",), (1320, 0)) | on(("MONDAY",), (0, 360)), {"sunday": "22:00-06:00"}),
        (on(("MONDAY",), (1320, 0)), {"monday": "22:00-24:00"}),
        (on(("MONDAY",), (0, 360)), {"monday": "00:00-06:00"}),
        # The morning ends after the evening began: as one span it would be one of Monday.
        (on(("MONDAY",), (480, 0)) | on(("TUESDAY",), (0, 600)), {"monday": "08:00-24:00", "tuesday": "00:00-10:00"}),
        (on(("MONDAY", "WEDNESDAY"), (540, 1020)), {"monday": "09:00-17:00", "wednesday": "09:00-17:00"}),
        (on(("SATURDAY", "SUNDAY"), (541, 1021)), {"saturday-sunday": "09:01-17:01"}),
        (on(("MONDAY",), (540, 540)), None),
        (on(("MONDAY",), (600, 540)), None),
        (on(("MONDAY",), (540, 660), (600, 720)), None),
    ],
)
def test_as_short_as_it_can_be_said(wanted: frozenset[Span], opening: dict[str, str] | None) -> None:
    assert opening_of(wanted) == opening


@pytest.mark.parametrize("text", ["8-18", "08:00", "25:00-26:00", "24:00-01:00"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match="no span"):
        spans_of({"monday": text})


def test_a_range_over_the_end_of_the_week() -> None:
    assert {span.day for span in spans_of({"saturday-monday": "09:00-17:00"})} == {"SATURDAY", "SUNDAY", "MONDAY"}
