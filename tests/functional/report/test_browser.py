"""The report's page in a real browser: `make test-browser`, or any run of the tests where Chromium is installed."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from report.findings import Findings
from report.import_result import ImportResult
from report.page.rows_table import MAX_ROWS, TableRows
from report.page.write_page import write_page
from report.row_results import RowResult
from report.unread_columns import UnreadColumns
from tests.functional.report.chromium import CHROMIUM, Page, chromium
from tests.unit.report.imports import import_result, row_result

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
]

EVIL = "<script>document.title='owned'</script><img src=https://evil.example/x onerror=\"document.title='owned'\">"
TURNED = "\u202egro.elpmaxe\u2066"
NARROW, PHONE, TABLET, DESKTOP = 320, 390, 800, 1280
A4 = 680
"""Pixels between the margins."""

COLUMNS = ["user login", "first name", "last name", EVIL, "tags"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory of 200 rows, 5 rejected, 3 failed, 2 adopted and 40 updated, three of them hostile."""
    folder: Path = tmp_path_factory.mktemp("report")
    counts: dict[str, Any] = {"rows": 200, "created": 150, "rejected": 5, "failed": 3, "adopted": 2, "updated": 40}
    about = import_result(**counts, notice=EVIL, key=EVIL)
    write(folder / "report.html", about, map(row, range(2, 202)), UnreadColumns([EVIL], [EVIL]))
    for name in ("outcome.csv", "rejected.csv"):
        (folder / name).write_text("line\r\n", encoding="utf-8-sig")
    return (folder / "report.html").as_uri()


def row(number: int) -> RowResult:
    about: dict[str, Any] = {
        "username": f"agent{number}@example.com",
        "columns": COLUMNS,
        "cells": [f"agent{number}@example.com", "Zoë", f"King{number}", "x", ""],
    }
    if number in {16, 35, 53, 54, 79}:
        about |= {"username": f"zoe{number}", "name": f"Zoë King{number}", "cells": ["", EVIL, "", TURNED]}
        return row_result(number, "rejected", "is empty; every agent needs one", column="last name", **about)
    if number in {62, 63, 64}:
        return row_result(number, "failed", "The instance has no routing profile 'X'", **about)
    if number in {92, 93}:
        return row_result(number, "adopted", EVIL, **about | {"username": EVIL, "name": TURNED})
    if number > 161:
        changes = [
            {"column": "acw_seconds", "old": "10", "new": str(number)},
            {"column": "tags", "old": "", "new": EVIL},
        ]
        return row_result(number, "updated", changes=changes, **about)
    return row_result(number, user_id=f"00000000-0000-0000-0000-{number:012}", **about)


def write(path: Path, about: ImportResult, results: Iterable[RowResult], columns: UnreadColumns) -> None:
    findings = Findings()
    with path.open("wb") as file, TableRows() as rows:
        for one in results:
            rows.add(one, findings.add(one))
        write_page(file, about, findings, rows, columns)


def troubles(page: Page) -> list[object]:
    """What the page wrote on the console, and what the browser complained about."""
    kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Network.loadingFailed")
    return [event for kind in kinds for event in page.happened(kind)]


def column(page: Page, index: int) -> list[str]:
    """The cells of a column that are made; of a long table, those near the screen."""
    cells = page.evaluate(
        f"[...document.querySelectorAll('#rows tbody tr:not(.gap)')].map((row) => row.cells[{index}].textContent)"
    )
    assert isinstance(cells, list)
    return cells


def search(page: Page, words: str) -> None:
    page.evaluate(
        f"document.getElementById('search').value = {words!r};"
        "document.getElementById('search').dispatchEvent(new Event('input'));"
        "document.getElementById('rows').scrollIntoView()"
    )
    page.settle()


def shown(page: Page) -> str:
    words = page.evaluate("document.getElementById('shown').textContent")
    assert isinstance(words, str)
    return words


def pressed(page: Page) -> list[str]:
    """The filters that are on."""
    names = page.evaluate("[...document.querySelectorAll('.filter[aria-pressed=true]')].map((one) => one.textContent)")
    assert isinstance(names, list)
    return names


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_loads_without_a_complaint_and_without_the_network(page: Page, report: str, scheme: str) -> None:
    for width in (PHONE, DESKTOP):
        page.open(report, width=width, prefers_color_scheme=scheme)

        assert troubles(page) == []
        requested = [request["request"]["url"] for request in page.happened("Network.requestWillBeSent")]
        assert [url for url in requested if not url.startswith("data:")] == [report]
        assert page.evaluate("document.title").startswith("8 of 200 rows need attention: <script>")
        assert page.evaluate("document.querySelectorAll('script, img').length") == 2  # the data, the page's own script
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    ink = {"light": "rgb(27, 31, 36)", "dark": "rgb(230, 237, 243)"}[scheme]
    assert page.evaluate("getComputedStyle(document.body).color") == ink


def test_nothing_sticks_out_at_any_width(page: Page, report: str) -> None:
    page.open(report, width=NARROW)
    # The rows with the long and hostile cells, everything about them unfolded.
    search(page, "script")
    page.evaluate("document.querySelectorAll('summary').forEach((one) => one.click())")

    for width in (NARROW, PHONE, TABLET, 1240, 1250, DESKTOP):
        page.resize(width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shown(page) == "42 of 200 rows"


def test_even_markup_that_got_into_the_page_could_not_run(page: Page, report: str, tmp_path: Path) -> None:
    source = Path(urllib.parse.unquote(report.removeprefix("file://"))).read_text("utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(source.replace("</main>", f"{EVIL}<a href=\"javascript:document.title='owned'\">x</a></main>"))

    page.open(broken.as_uri())
    page.evaluate("document.querySelector('main > a').click()")
    page.settle()

    assert page.evaluate("document.title").startswith("8 of 200 rows need attention")
    assert "Content Security Policy" in repr(troubles(page))
    assert page.evaluate("(() => { try { document.body.innerHTML = 'x' } catch (error) { return error.name } })()")


def test_hostile_cells_are_shown_as_text_on_one_line(page: Page, report: str) -> None:
    page.open(report)
    search(page, "script adopted")
    text = page.evaluate("document.querySelector('#rows tbody').innerText")

    assert EVIL in text
    assert "\ufffdgro.elpmaxe\ufffd" in text
    assert not set(TURNED[:: len(TURNED) - 1]) & set(page.evaluate("document.documentElement.outerHTML"))


def test_the_search_shows_rows_with_all_words_and_finds_names(page: Page, report: str) -> None:
    page.open(report)

    search(page, "LAST zoe5")
    assert column(page, 0) == ["53", "54"]
    assert shown(page) == "2 of 200 rows"
    search(page, "king79")
    assert column(page, 2) == ["Zoë King79"]
    search(page, "")
    assert shown(page) == "200 of 200 rows"


def test_a_legend_entry_filters_and_lets_go(page: Page, report: str) -> None:
    page.open(report)
    legend = "document.querySelectorAll('.legend button')"

    assert page.evaluate(f"[...{legend}].map((button) => button.textContent)") == [
        *("3 failed", "5 rejected", "2 adopted", "150 created", "40 updated")
    ]
    page.evaluate(f"{legend}[0].click()")
    assert column(page, 3) == ["failed"] * 3
    assert (shown(page), pressed(page)) == ("3 of 200 rows: failed", ["3 failed"])
    bottom = "document.querySelector('#rows').getBoundingClientRect().bottom"
    assert page.evaluate(f"{bottom} > 0 && {bottom} <= innerHeight")
    search(page, "agent63")
    assert (column(page, 0), shown(page)) == (["63"], "1 of 200 rows: failed")
    search(page, "")
    page.evaluate(f"{legend}[1].click()")
    assert (shown(page), pressed(page)) == ("5 of 200 rows: rejected", ["5 rejected"])
    page.evaluate(f"{legend}[1].click()")
    assert (shown(page), pressed(page)) == ("200 of 200 rows", [])
    # The bar does what its legend does.
    page.evaluate("document.querySelector('.bar .adopted').dispatchEvent(new Event('click'))")
    assert (shown(page), pressed(page)) == ("2 of 200 rows: adopted", ["2 adopted"])
    page.evaluate("document.getElementById('all').click()")
    assert (shown(page), pressed(page)) == ("200 of 200 rows", [])
    assert page.evaluate("document.getElementById('all').hidden")


def test_a_finding_filters_by_keyboard(page: Page, report: str) -> None:
    page.open(report)
    page.evaluate("[...document.querySelectorAll('.legend button')].at(-1).focus()")

    page.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "3 rows"
    page.press("Enter")
    assert (column(page, 0), pressed(page)) == (["62", "63", "64"], ["3 rows"])
    assert shown(page) == "3 of 200 rows: Failed The instance has no routing profile 'X'"
    page.press("Tab")
    page.press(" ")
    assert (column(page, 0), pressed(page)) == (["16", "35", "53", "54", "79"], ["5 rows"])
    page.press(" ")
    assert (shown(page), pressed(page)) == ("200 of 200 rows", [])


def test_a_row_shows_its_cells_on_demand_and_keeps_them_open(page: Page, report: str) -> None:
    page.open(report, width=PHONE)
    search(page, "zoe16")

    assert page.evaluate("document.querySelectorAll('#rows dl').length") == 0
    page.evaluate("document.querySelector('#rows summary').focus()")
    page.press("Enter")
    page.settle()
    cells = "[...document.querySelectorAll('#rows dl > *')].map((one) => one.textContent)"
    turned = TURNED.replace("\u202e", "\ufffd").replace("\u2066", "\ufffd")
    opened = ["user login", "(empty)", "first name", EVIL, "last name", "(empty)", EVIL, turned]
    assert page.evaluate(cells) == opened
    search(page, "zoe")
    page.evaluate("document.querySelectorAll('#rows th button')[0].click()")
    assert page.evaluate(cells) == opened
    page.evaluate("document.querySelector('#rows details[open] summary').click()")
    page.settle()
    assert page.evaluate(cells) == []


def test_what_was_updated_says_what_changed(page: Page, report: str) -> None:
    page.open(report)
    search(page, "agent170@")

    assert column(page, 4) == [f"acw_seconds 10 → 170tags (empty) → {EVIL}As uploaded"]


def test_the_links_lead_to_the_files_beside_the_page(page: Page, report: str) -> None:
    page.open(report)
    folder = report.rpartition("/")[0]

    links = set(page.evaluate("[...document.querySelectorAll('a')].map((link) => link.href)"))

    assert links == {f"{folder}/outcome.csv", f"{folder}/rejected.csv"}


def test_the_headers_sort_both_ways(page: Page, report: str) -> None:
    page.open(report)
    header = "document.querySelectorAll('#rows th button')"

    page.evaluate(f"{header}[0].click()")
    assert column(page, 0)[:2] == ["201", "200"]
    page.evaluate(f"{header}[3].click()")
    assert column(page, 3)[:9] == ["failed"] * 3 + ["rejected"] * 5 + ["adopted"]
    assert page.evaluate("document.querySelector('[aria-sort]').textContent") == "Outcome"
    page.evaluate(f"{header}[3].click()")
    assert column(page, 3)[0] == "updated"
    page.evaluate(f"{header}[0].click()")
    assert column(page, 0)[:3] == ["2", "3", "4"]


def test_paper_gets_dark_ink_every_row_in_a_line_and_no_controls(page: Page, report: str) -> None:
    page.open(report, width=A4, prefers_color_scheme="dark")
    assert len(column(page, 0)) < 200

    page.paper(True)
    try:
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.evaluate("getComputedStyle(document.querySelector('#search')).display") == "none"
        assert page.evaluate("document.documentElement.scrollWidth") <= A4
        assert len(column(page, 0)) == 200
        lines = page.evaluate(
            "[...document.querySelectorAll('#rows tbody tr[data-outcome=created]')].map((row) => row.offsetHeight"
            " / parseFloat(getComputedStyle(row).lineHeight))"
        )
        assert len(lines) == 150
        assert max(lines) < 2
    finally:
        page.paper(False)
    assert len(column(page, 0)) < 200


def test_outcomes_stand_beside_their_logins_and_user_ids_are_whole(page: Page, report: str) -> None:
    page.open(report, width=PHONE)
    for width in (PHONE, TABLET, DESKTOP):
        page.resize(width)
        page.evaluate("document.getElementById('rows').scrollIntoView()")
        page.settle()

        rows = page.evaluate(
            "[...document.querySelectorAll('#rows tbody tr[data-outcome=created]')]"
            ".map((row) => [1, 3, 5].map((index) => {"
            "  const range = document.createRange(); range.selectNodeContents(row.cells[index]);"
            "  const { top, height } = range.getBoundingClientRect(); return { top, height };"
            "}))"
        )

        assert len(rows) >= 40
        assert all(abs(login["top"] - outcome["top"]) < 2 for login, outcome, _ in rows)
        assert max(user_id["height"] for _, _, user_id in rows) < 26


def test_without_scripts_it_says_what_matters_and_has_no_control_that_does_nothing(page: Page, report: str) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(report)
        root = page.send("DOM.getDocument")["root"]["nodeId"]

        def found(selector: str) -> int:
            return len(page.send("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"])

        counts = [found(selector) for selector in ("#rows tbody tr", ".controls[hidden]", ".filter", "#rows details")]
        assert counts == [200, 1, 0, 200]
        assert (found(".legend li"), found(".findings li"), found("a[href='outcome.csv']")) == (5, 5, 1)
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)


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
