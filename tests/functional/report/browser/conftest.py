"""One browser for all tests of the page, and a report that most of them open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report.unread_columns import UnreadColumns
from tests.functional.report.browser.chromium import CHROMIUM, Page, chromium
from tests.functional.report.browser.written_page import EVIL, row, write
from tests.unit.report.imports import import_result


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; without Chromium they are skipped."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(
                pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")
            )


@pytest.fixture(scope="package")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with chromium(tmp_path_factory.mktemp("chromium")) as page:
        yield page


@pytest.fixture(scope="package")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory of 200 rows, 5 rejected, 3 failed, 2 adopted and 40 updated, three of them hostile."""
    folder: Path = tmp_path_factory.mktemp("report")
    counts: dict[str, Any] = {"rows": 200, "created": 150, "rejected": 5, "failed": 3, "adopted": 2, "updated": 40}
    about = import_result(**counts, notice=EVIL, key=EVIL)
    write(folder / "report.html", about, map(row, range(2, 202)), UnreadColumns([EVIL], [EVIL]))
    for name in ("outcome.csv", "rejected.csv"):
        (folder / name).write_text("line\r\n", encoding="utf-8-sig")
    return (folder / "report.html").as_uri()
