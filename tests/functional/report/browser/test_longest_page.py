"""A page of as many rows as it takes stays usable."""

from __future__ import annotations

from pathlib import Path

from report.page.rows_table import MAX_ROWS
from report.unread_columns import UnreadColumns
from tests.functional.report.browser.chromium import Page
from tests.functional.report.browser.shown_page import PHONE, column, search, shown, troubles
from tests.functional.report.browser.written_page import COLUMNS, write
from tests.unit.report.imports import import_result, row_result


def test_the_longest_page_is_sorted_searched_filtered_and_scrolled_to_its_end(page: Page, tmp_path: Path) -> None:
    number, path = MAX_ROWS + 100, tmp_path / "report.html"
    results = (
        row_result(
            line,
            *(("failed", "no such profile") if line % 100 == 0 else ("created",)),
            username=f"agent{line:06}",
            user_id=f"00000000-0000-0000-0000-{line:012}",
            columns=COLUMNS,
            cells=[f"agent{line:06}", "Zoë", "King", "x", "team=blue"],
        )
        for line in range(2, number + 2)
    )
    about = import_result(rows=number, created=number - number // 100, failed=number // 100)
    write(path, about, results, UnreadColumns())
    assert path.stat().st_size < 12_000_000

    page.open(path.as_uri(), width=PHONE)
    assert shown(page) == "20,000 of 20,000 rows"
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.settle()
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.settle()
    last = page.evaluate("document.querySelector('#rows tbody:last-of-type tr:last-child').cells[0].textContent")
    assert last == str(number)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    # Few rows are made, and those that were left are gone again.
    assert len(column(page, 0)) <= 400
    page.evaluate("document.querySelector('.legend button').click()")
    assert shown(page) == "201 of 20,000 rows: failed"
    assert set(column(page, 3)) == {"failed"}
    page.evaluate("document.getElementById('all').click(); document.querySelectorAll('#rows th button')[0].click()")
    assert column(page, 0)[0] == last
    search(page, "agent004242")
    assert column(page, 0) == ["4242"]
    assert troubles(page) == []
