"""The report's page in a real browser: `make test-browser`, or any run of the tests where Chromium is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from report.findings import Findings
from report.page.rows_table import MAX_ROWS, TableRows
from report.page.write_page import write_page
from report.unread_columns import UnreadColumns
from tests.functional.report.chromium import CHROMIUM, Page, chromium
from tests.unit.report.imports import import_result, row_result

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
]

EVIL = "<script>document.title='owned'</script><img src=https://evil.example/x onerror=\"document.title='owned'\">"
PHONE, TABLET, DESKTOP = 390, 800, 1280
A4 = 680
"""Pixels between the margins."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory of 200 rows, 5 rejected, 3 failed and 2 adopted, one of them hostile."""
    findings, rows = Findings(), TableRows()
    for number in range(2, 202):
        if number in {16, 35, 53, 54, 79}:
            one = row_result(
                number, "rejected", "is empty; every agent needs one", column="last name", username=f"zoe{number}"
            )
        elif number in {62, 63, 64}:
            one = row_result(number, "failed", "The instance has no routing profile 'X'")
        elif number in {92, 93}:
            one = row_result(number, "adopted", EVIL, username=EVIL)
        else:
            one = row_result(
                number, username=f"agent{number}@example.com", user_id=f"00000000-0000-0000-0000-{number:012}"
            )
        findings.add(one)
        rows.add(one)
    about = import_result(rows=200, created=190, rejected=5, failed=3, adopted=2, notice=EVIL, key=EVIL)
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    with path.open("wb") as file:
        write_page(file, about, findings, rows, UnreadColumns([EVIL], [EVIL]))
    return path.as_uri()


def troubles(page: Page) -> list[object]:
    """What the page wrote on the console, and what the browser complained about."""
    kinds = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded", "Network.loadingFailed")
    return [event for kind in kinds for event in page.happened(kind)]


def column(page: Page, index: int) -> list[str]:
    cells = page.evaluate(
        f"[...document.querySelectorAll('#rows tbody tr:not([hidden])')].map((row) => row.cells[{index}].textContent)"
    )
    assert isinstance(cells, list)
    return cells


def search(page: Page, words: str) -> None:
    page.evaluate(
        f"document.getElementById('search').value = {words!r};"
        "document.getElementById('search').dispatchEvent(new Event('input'))"
    )


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_loads_without_a_complaint_and_without_the_network(page: Page, report: str, width: int, scheme: str) -> None:
    page.open(report, width=width, prefers_color_scheme=scheme)

    assert troubles(page) == []
    requested = [request["request"]["url"] for request in page.happened("Network.requestWillBeSent")]
    assert [url for url in requested if not url.startswith("data:")] == [report]
    assert page.evaluate("document.title").startswith("8 of 200 rows need attention: <script>")
    assert page.evaluate("document.querySelectorAll('script, img').length") == 1


@pytest.mark.parametrize("width", [320, PHONE, TABLET, DESKTOP])
def test_nothing_sticks_out_at_any_width(page: Page, report: str, width: int) -> None:
    page.open(report, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_light_and_dark_differ_and_are_readable(page: Page, report: str) -> None:
    inks = []
    for scheme in ("light", "dark"):
        page.open(report, prefers_color_scheme=scheme)
        inks.append(page.evaluate("getComputedStyle(document.body).color"))

    assert inks == ["rgb(27, 31, 36)", "rgb(230, 237, 243)"]


def test_the_search_shows_rows_with_all_words(page: Page, report: str) -> None:
    page.open(report)

    search(page, "LAST zoe5")

    assert column(page, 0) == ["53", "54"]
    assert page.evaluate("document.getElementById('shown').textContent") == "2 of 200 rows"
    search(page, "")
    assert len(column(page, 0)) == 200


def test_the_outcome_filters(page: Page, report: str) -> None:
    page.open(report)

    page.evaluate(
        "document.getElementById('outcome').value = 'failed';"
        "document.getElementById('outcome').dispatchEvent(new Event('change'))"
    )

    assert column(page, 2) == ["failed"] * 3
    assert page.evaluate("[...document.getElementById('outcome').options].map((option) => option.value)") == [
        "",
        "failed",
        "rejected",
        "adopted",
        "created",
    ]


def test_the_headers_sort_both_ways(page: Page, report: str) -> None:
    page.open(report)
    header = "document.querySelectorAll('#rows th button')"

    page.evaluate(f"{header}[0].click()")
    assert column(page, 0)[:2] == ["201", "200"]
    page.evaluate(f"{header}[2].click()")
    assert column(page, 2)[:9] == ["failed"] * 3 + ["rejected"] * 5 + ["adopted"]
    assert page.evaluate("document.querySelector('[aria-sort]').textContent") == "Outcome"
    page.evaluate(f"{header}[2].click()")
    assert column(page, 2)[0] == "created"
    page.evaluate(f"{header}[0].click()")
    assert column(page, 0)[:3] == ["2", "3", "4"]


def test_paper_gets_dark_ink_every_row_and_no_controls(page: Page, report: str) -> None:
    page.open(report, prefers_color_scheme="dark")
    page.send("Emulation.setEmulatedMedia", media="print")

    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('.controls')).display") == "none"
    assert len(column(page, 0)) == 200
    page.send("Emulation.setEmulatedMedia", media="")


def test_a_row_takes_a_line_on_paper(page: Page, report: str) -> None:
    page.open(report, width=A4)
    page.send("Emulation.setEmulatedMedia", media="print")

    lines = page.evaluate(
        "[...document.querySelectorAll('#rows tbody tr[data-outcome=created]')].map((row) => row.offsetHeight"
        " / parseFloat(getComputedStyle(row).lineHeight))"
    )
    page.send("Emulation.setEmulatedMedia", media="")

    assert len(lines) == 190
    assert max(lines) < 2


@pytest.mark.parametrize("width", [PHONE, TABLET, DESKTOP])
def test_outcomes_stand_beside_their_logins_and_user_ids_are_whole(page: Page, report: str, width: int) -> None:
    page.open(report, width=width)

    rows = page.evaluate(
        "[...document.querySelectorAll('#rows tbody tr[data-outcome=created]')].map((row) => [1, 2, 4].map((index) => {"
        "  const range = document.createRange(); range.selectNodeContents(row.cells[index]);"
        "  const { top, height } = range.getBoundingClientRect(); return { top, height };"
        "}))"
    )

    assert len(rows) == 190
    assert all(abs(login["top"] - outcome["top"]) < 2 for login, outcome, _ in rows)
    assert max(user_id["height"] for _, _, user_id in rows) < 24


def test_without_scripts_every_row_is_there_and_no_control_that_does_nothing(page: Page, report: str) -> None:
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(report)
        root = page.send("DOM.getDocument")["root"]["nodeId"]
        rows = page.send("DOM.querySelectorAll", nodeId=root, selector="#rows tbody tr")["nodeIds"]
        hidden = page.send("DOM.querySelectorAll", nodeId=root, selector=".controls[hidden]")["nodeIds"]
    finally:
        page.send("Emulation.setScriptExecutionDisabled", value=False)

    assert (len(rows), len(hidden)) == (200, 1)


def test_the_longest_page_is_still_sorted_and_searched(page: Page, tmp_path: Path) -> None:
    rows = TableRows()
    for number in range(2, MAX_ROWS + 102):
        rows.add(row_result(number, username=f"agent{number:06}", user_id=f"00000000-0000-0000-0000-{number:012}"))
    path = tmp_path / "report.html"
    with path.open("wb") as file:
        write_page(file, import_result(rows=MAX_ROWS + 100, created=MAX_ROWS + 100), Findings(), rows, UnreadColumns())

    page.open(path.as_uri(), width=PHONE)
    page.evaluate("document.querySelectorAll('#rows th button')[0].click()")

    assert len(column(page, 0)) == MAX_ROWS
    assert column(page, 0)[0] == str(MAX_ROWS + 1)
    search(page, "agent004242")
    assert column(page, 0) == ["4242"]
    assert troubles(page) == []
