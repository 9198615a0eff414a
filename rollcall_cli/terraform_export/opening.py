"""Opening hours as the input `hours_of_operation` has them, and back. Pure.

`{"monday-friday": "08:00-12:00, 13:00-18:00", "saturday": "22:00-06:00"}`: a key is a weekday, a range of weekdays or
`daily`; a span that ends at or before its start ends on the next day; `24:00` is the midnight at the end of a day.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import Final

from rollcall_cli.centre.model import Span

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAILY: Final = "daily"
_MIDNIGHT: Final = 24 * 60
_SPAN: Final = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

_Spans = set[tuple[int, int, int]]
"""Weekday (0 is Monday), start and end in minutes; the end is later than the start, 1440 at most."""


def opening_of(spans: Iterable[Span]) -> dict[str, str] | None:
    """Return spans as the input has them, as short as they can be said.

    Spans that meet at midnight become one, and days of the same hours a range, if reading that gives the very same
    spans; else each day has its own. None if the input can't say them at all: it has no span of no length, and none
    that overlap.
    """
    wanted = frozenset(spans)
    own = {(_DAYS.index(span.day.lower()), span.start, span.end or _MIDNIGHT) for span in wanted}
    if any(start >= end for _, start, end in own) or _overlap(own):
        return None
    for attempt in (_ranges(_over_midnight(own)), _by_day(own)):
        if spans_of(attempt) == wanted:
            return attempt
    return None


def spans_of(opening: Mapping[str, str]) -> frozenset[Span]:
    """Return the spans that the input means.

    Raises:
        ValueError: it is written wrong.
    """
    return frozenset(
        Span(_DAYS[day % 7].upper(), start, end % _MIDNIGHT)
        for key, text in opening.items()
        for first in _days(key)
        for piece in filter(None, (part.strip() for part in text.split(",")))
        for day, start, end in _split(first, piece)
    )


def _days(key: str) -> list[int]:
    if key == _DAILY:
        return list(range(7))
    first, _, last = key.partition("-")
    begin, end = _DAYS.index(first), _DAYS.index(last or first)
    return list(range(begin, end + 1 if end >= begin else end + 8))


def _split(day: int, text: str) -> list[tuple[int, int, int]]:
    """Return a span of a day; one over midnight as two."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no span such as 08:00-18:00")
    hour, minute, end_hour, end_minute = map(int, match.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if start >= _MIDNIGHT or end > _MIDNIGHT:
        raise ValueError(f"{text!r} is no span of a day")
    if end > start:
        return [(day, start, end)]
    rest = [(day + 1, 0, end)] if end else []
    return [(day, start, _MIDNIGHT), *rest]


def _overlap(spans: _Spans) -> bool:
    days = _grouped(spans).values()
    return any(later[0] < earlier[1] for entries in days for earlier, later in itertools.pairwise(entries))


def _over_midnight(spans: _Spans) -> dict[int, list[tuple[int, int]]]:
    """Return spans by the day that they begin on, where an evening and the morning after it are one span.

    Only a morning that ends before the evening began can be told from a span of one day.
    """
    days = _grouped(spans)
    mornings = {day: entries[0] for day, entries in days.items() if entries[0][0] == 0 and entries[0][1] != _MIDNIGHT}
    evenings = {day: entries[-1] for day, entries in days.items() if entries[-1][1] == _MIDNIGHT and entries[-1][0]}
    joined = {
        day: (evening, mornings[(day + 1) % 7])
        for day, evening in evenings.items()
        if (day + 1) % 7 in mornings and mornings[(day + 1) % 7][1] < evening[0]
    }
    for day, (evening, morning) in joined.items():
        days[day].remove(evening)
        days[(day + 1) % 7].remove(morning)
    for day, (evening, morning) in joined.items():
        days[day].append((evening[0], morning[1]))
    return {day: sorted(entries) for day, entries in days.items() if entries}


def _ranges(days: Mapping[int, list[tuple[int, int]]]) -> dict[str, str]:
    """Return days with their spans; neighbours of the same hours are one range, all seven `daily`."""
    found: list[tuple[int, int, str]] = []
    for day in sorted(days):
        text = _text(days[day])
        if found and found[-1][1] == day - 1 and found[-1][2] == text:
            found[-1] = (found[-1][0], day, text)
        else:
            found.append((day, day, text))
    return {_range(first, last): text for first, last, text in found}


def _range(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return _DAILY
    return _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"


def _by_day(spans: _Spans) -> dict[str, str]:
    return {_DAYS[day]: _text(entries) for day, entries in sorted(_grouped(spans).items())}


def _grouped(spans: _Spans) -> dict[int, list[tuple[int, int]]]:
    days: dict[int, list[tuple[int, int]]] = {}
    for day, start, end in sorted(spans):
        days.setdefault(day, []).append((start, end))
    return days


def _text(entries: Iterable[tuple[int, int]]) -> str:
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in entries)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
