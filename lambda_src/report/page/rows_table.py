"""The table of the report: a row for each line of the directory, up to a limit. Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from report.import_result import OUTCOMES
from report.page.safe_html import Html, element, escape, join
from report.row_results import TO_MEND, RowResult
from roster.cells import safe_cell

MAX_ROWS: Final = 5_000
"""Rows on the page. A phone still sorts and searches that many at once; `outcome.csv` has every row."""


class TableRows:
    """The rows that go on the page: those to mend first, then the first of the others, all in the file's order.

    Memory is bounded by the limit, however long the directory is.
    """

    def __init__(self, limit: int = MAX_ROWS) -> None:
        self._limit = limit
        self._to_mend: list[RowResult] = []
        self._others: list[RowResult] = []
        self.added = 0

    def add(self, row: RowResult) -> None:
        """Take in the next row of the directory; one to mend takes the place of the last other if there is no room."""
        self.added += 1
        if row.outcome in TO_MEND:
            if len(self._to_mend) < self._limit:
                self._to_mend.append(row)
                if len(self) > self._limit:
                    self._others.pop()
        elif len(self) < self._limit:
            self._others.append(row)

    def __len__(self) -> int:
        """Return how many rows go on the page."""
        return len(self._to_mend) + len(self._others)

    def __iter__(self) -> Iterator[RowResult]:
        """Yield them in the order of their lines."""
        return heapq.merge(self._to_mend, self._others, key=attrgetter("line"))


def left_out_note(rows: TableRows) -> Html:
    """Say how many rows are not on the page; empty if all are."""
    if len(rows) == rows.added:
        return escape("")
    return element(
        "p",
        f"This page has {len(rows):,} of {rows.added:,} rows: those to mend, then the first of the others. ",
        element("code", "outcome.csv"),
        " beside it has every row.",
        class_="note",
    )


def table_rows(rows: TableRows) -> Iterator[Html]:
    """Yield the table's rows one at a time; the headers of their five columns are in `page.html`."""
    for row in rows:
        yield join("", [_table_row(row), "\n"])


def _table_row(row: RowResult) -> Html:
    # A table is copied from a page into a spreadsheet as well, formulas included.
    username, reason, user_id = map(safe_cell, (row.username, row.reason, row.user_id))
    outcome = row.outcome
    return element(
        "tr",
        element("td", str(row.line) if row.listed else "not in the file", data_label="Line", data_order=str(row.line)),
        element("td", element("bdi", username)),
        element("td", outcome, class_=outcome, data_order=str(OUTCOMES.index(outcome))),
        element("td", reason),
        element("td", user_id, class_="id"),
        data_outcome=outcome,
    )
