"""What the browser shows of a page, and what its reader does there."""

from __future__ import annotations

from tests.functional.report.browser.chromium import Page

NARROW, PHONE, TABLET, DESKTOP = 320, 390, 800, 1280


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
