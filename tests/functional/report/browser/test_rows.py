"""Rows are searched, filtered, sorted and unfolded, by mouse and keyboard."""

from __future__ import annotations

from tests.functional.report.browser.chromium import Page
from tests.functional.report.browser.shown_page import PHONE, column, pressed, search, shown
from tests.functional.report.browser.written_page import EVIL, TURNED


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
