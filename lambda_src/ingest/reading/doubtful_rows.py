"""Says of each row of a table with passwords whether its cells may be kept and shown. Pure.

The copy that takes an upload's place and the rows of its report both ask here, so that they can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol, TypeVar

from ingest.reading.certain_places import CertainPlaces
from ingest.reading.columns import Header
from ingest.reading.csv_reader import Quotes
from ingest.reading.doubts import CERTAIN, PROVEN, Finding

_MOST_BLANK: Final = 64
"""Blank lines behind which a row is no neighbour any more; so many wait for the next row at most."""

_BESIDE: Final = "the line before or behind it is damaged, and may be a part of the same row"


class Record(Protocol):
    """A record of a table."""

    @property
    def line(self) -> int:
        """Where it begins, counting from 1."""

    @property
    def last_line(self) -> int:
        """Where it ends."""

    @property
    def cells(self) -> Sequence[str]:
        """What it says."""

    @property
    def quotes(self) -> Quotes:
        """What its quotes are like."""


R = TypeVar("R", bound=Record)


def judge(
    records: Iterable[R], header: Header, column_names: Mapping[str, str] | None = None
) -> Iterator[tuple[R, Finding]]:
    """Yield each record with what is known about it; it is in doubt where `Finding.doubt` is not empty.

    Args:
        records: all of the table, those above its header too.
        header: the header, with columns of passwords.
        column_names: the deployment's own headers → columns.
    """
    places = CertainPlaces(header, column_names)
    waiting: list[R] = []  # a row that its neighbours may bring into doubt, and the blank lines behind it
    before, finding, last_line = CERTAIN, CERTAIN, 0
    header_end, is_proven = header.last_line, places.is_proven
    for record in records:
        line, last, cells, quotes = record.line, record.last_line, record.cells, record.quotes
        proven = line > header_end and is_proven(cells, quotes)
        if proven and not waiting:
            # So it is with nearly all rows. What stands before such a row matters to none.
            finding, last_line = PROVEN, last
            yield record, PROVEN
            continue
        if not proven and not any(map(str.strip, cells)):
            if waiting:
                waiting.append(record)
            else:
                yield record, CERTAIN
            if len(waiting) > _MOST_BLANK:
                yield from _finish(places, waiting, before, finding, CERTAIN)
                waiting.clear()
            continue
        if line <= header_end:
            yield record, _look_above(places, cells, is_header=last >= header_end)
            continue
        following = PROVEN if proven else places.look(cells, quotes=quotes)
        is_near = line - last_line <= _MOST_BLANK
        if waiting:
            yield from _finish(places, waiting, before, finding, following if is_near else CERTAIN)
            waiting.clear()
        before, finding, last_line = finding if is_near else CERTAIN, following, last
        if following.in_place or following.doubt:
            yield record, following
        else:
            waiting.append(record)
    if waiting:
        yield from _finish(places, waiting, before, finding, CERTAIN)


def _look_above(places: CertainPlaces, cells: Sequence[str], *, is_header: bool) -> Finding:
    """Look at the header or a line above it."""
    if not is_header:
        return places.other_headers.look_above(cells)
    places.other_headers.begin()
    return CERTAIN


def _finish(
    places: CertainPlaces, waiting: Sequence[R], before: Finding, finding: Finding, following: Finding
) -> Iterator[tuple[R, Finding]]:
    """Yield a row that waited for what follows it, and the blank lines between."""
    first, *blank = waiting
    if _reaches(before, finding) or _reaches(following, finding) or _is_cut(places, before, finding, following):
        finding = finding._replace(doubt=_BESIDE)
    yield first, finding
    for record in blank:
        yield record, CERTAIN


def _reaches(neighbour: Finding, finding: Finding) -> bool:
    """Whether a neighbour's damage may reach a row."""
    return neighbour.spreads or (neighbour.short and finding.short and bool(neighbour.doubt))


def _is_cut(places: CertainPlaces, before: Finding, finding: Finding, following: Finding) -> bool:
    """Whether a row may be a part of one that a line break has cut."""
    return places.may_be_cut(before, finding) or (not following.in_place and places.may_be_cut(finding, following))
