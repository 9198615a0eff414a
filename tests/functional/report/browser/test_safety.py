"""Hostile texts are shown as text; the page runs its own script alone and asks nobody for anything."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import pytest

from tests.functional.report.browser.chromium import Page
from tests.functional.report.browser.shown_page import DESKTOP, PHONE, search, troubles
from tests.functional.report.browser.written_page import EVIL, TURNED


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


def test_the_links_lead_to_the_files_beside_the_page(page: Page, report: str) -> None:
    page.open(report)
    folder = report.rpartition("/")[0]

    links = set(page.evaluate("[...document.querySelectorAll('a')].map((link) => link.href)"))

    assert links == {f"{folder}/outcome.csv", f"{folder}/rejected.csv"}
