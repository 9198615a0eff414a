"""The table of the report: a row for each line of the directory, up to a limit. Pure.

The rows are data, from which `page.js` makes those that are to be seen. The first of them are markup as well, for a
browser that runs no script.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from operator import attrgetter
from types import TracebackType
from typing import Final, Literal, Self

from report.import_result import OUTCOMES
from report.page.page_row import PageRow
from report.page.safe_html import LINE_BREAK, Html, element, escape, file_link, join
from report.page.safe_json import JsonRows, ScriptData, script_data
from report.row_results import TO_MEND, RowResult

MAX_ROWS: Final = 20_000
"""Rows on the page. A phone still sorts and searches that many at once; `outcome.csv` has every row."""

MAX_BYTES: Final = 12_000_000
"""Of the rows' data. 20,000 rows of the console's template have about 8 MB."""

FIRST_ROWS: Final = 200
"""Rows that the page has as markup too."""

_FIRST_SHARE: Final = 0.1
"""Of the data's size, that rows have which are markup too; in markup they have up to three times as much."""


class TableRows:
    """The rows that go on the page: those to mend first, then the first of the others.

    Memory is bounded, however long the directory is: the data lie in temporary files, which are gone once the `with`
    statement ends.

    Args:
        limit: of rows.
        first: of those that are markup too.
        size: of the data, in bytes; one row may pass it.
    """

    def __init__(self, limit: int = MAX_ROWS, *, first: int = FIRST_ROWS, size: int = MAX_BYTES) -> None:
        self._limit = limit
        self._size = size
        self._mend_data, self._other_data = JsonRows(), JsonRows()
        self._first = min(first, limit)
        self._first_to_mend: list[PageRow] = []
        self._first_others: list[PageRow] = []
        self._columns: list[tuple[str, ...]] = []
        self.added = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._mend_data.close()
        self._other_data.close()

    def add(self, result: RowResult, findings: list[int]) -> None:
        """Take in the next row of the directory, with the numbers of the findings about it."""
        self.added += 1
        to_mend = result.outcome in TO_MEND
        data = self._mend_data if to_mend else self._other_data
        room = self._limit if to_mend else self._limit - len(self._mend_data)
        if len(data) >= room or data.size >= self._size:
            return
        row = PageRow.of(result, findings)
        if row.columns not in self._columns:
            self._columns.append(row.columns)
        data.append(row.data(self._columns.index(row.columns)))
        first = self._first_to_mend if to_mend else self._first_others
        if len(first) < self._first and data.size < self._size * _FIRST_SHARE:
            first.append(row)

    def __len__(self) -> int:
        """Return how many rows go on the page."""
        return len(self._mend_data) + self._others

    @property
    def first(self) -> list[PageRow]:
        """The first rows, in the order of their lines; of a page with few rows all of them."""
        others = self._first_others[: min(self._first - len(self._first_to_mend), self._others)]
        return list(heapq.merge(self._first_to_mend, others, key=attrgetter("line")))

    def data(self) -> Iterator[ScriptData]:
        """Yield the data for the script: what concerns all rows, then each row."""
        yield script_data({"outcomes": OUTCOMES, "columns": self._columns})
        yield from self._mend_data.first(len(self._mend_data))
        yield from self._other_data.first(self._others)

    @property
    def _others(self) -> int:
        """How many rows that are not to mend go on the page: as many as those to mend leave room for."""
        fitting = self._other_data.fitting(max(0, self._size - self._mend_data.size))
        return min(self._limit - len(self._mend_data), fitting)


def left_out_note(rows: TableRows) -> Html:
    """Say how many rows are not on the page; empty if all are."""
    if len(rows) == rows.added:
        return escape("")
    said = f"This page has {len(rows):,} of {rows.added:,} rows: those to mend, then the first of the others. "
    return element("p", said, file_link("outcome.csv"), " has every row.", class_="note")


def scriptless_note(rows: TableRows) -> Html:
    """Say, to who runs no script, how many of the rows are markup; empty if all are. `page.js` takes it away."""
    first = len(rows.first)
    if first == len(rows):
        return escape("")
    said = f"Without JavaScript you see {first:,} of {rows.added:,} rows: those to mend, then the first of the others. "
    return element("p", said, file_link("outcome.csv"), " has every row.", class_="note scriptless")


def table_rows(rows: TableRows) -> Iterator[Html]:
    """Yield the markup of the first rows; the headers of their six columns are in `page.html`."""
    for row in rows.first:
        yield join("", [_table_row(row), LINE_BREAK])


def _table_row(row: PageRow) -> Html:
    """Return a row as `makeRow` in `page.js` makes it too."""
    return element(
        "tr",
        element("td", str(row.line) if row.listed else "not in the file", data_label="Line"),
        element("td", element("bdi", row.username)),
        element("td", element("bdi", row.name)),
        element("td", row.outcome, class_=row.outcome),
        element("td", row.reason, _changes(row), _cells(row)),
        element("td", row.user_id, class_="id"),
        data_outcome=row.outcome,
    )


def _changes(row: PageRow) -> Html:
    if not row.changes:
        return escape("")
    changes = [
        element("li", element("b", element("bdi", column)), " ", _shown("del", old), " \u2192 ", _shown("ins", new))
        for column, old, new in row.changes
    ]
    return element("ul", *changes, class_="changes")


def _shown(name: Literal["del", "ins", "dd"], value: str) -> Html:
    return element(name, element("bdi", value) if value else element("span", "(empty)", class_="soft"))


def _cells(row: PageRow) -> Html:
    if not row.cells:
        return escape("")
    entries = [
        join("", [element("dt", element("bdi", column)), _shown("dd", cell)])
        for column, cell in zip(row.columns, row.cells, strict=False)
    ]
    return element("details", element("summary", "As uploaded"), element("dl", *entries))
