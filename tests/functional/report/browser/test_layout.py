"""The page at every width, on paper, and without scripts."""

from __future__ import annotations

from tests.functional.report.browser.chromium import Page
from tests.functional.report.browser.shown_page import DESKTOP, NARROW, PHONE, TABLET, column, search, shown

A4 = 680
"""Pixels between the margins."""


def test_nothing_sticks_out_at_any_width(page: Page, report: str) -> None:
    page.open(report, width=NARROW)
    # The rows with the long and hostile cells, everything about them unfolded.
    search(page, "script")
    page.evaluate("document.querySelectorAll('summary').forEach((one) => one.click())")

    for width in (NARROW, PHONE, TABLET, 1240, 1250, DESKTOP):
        page.resize(width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert shown(page) == "42 of 200 rows"


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
