"""The report's page as text; tests/functional/report has it in a browser."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from report.findings import Findings
from report.import_result import ImportResult
from report.page.rows_table import MAX_ROWS, TableRows
from report.page.write_page import write_page
from report.row_results import RowResult
from report.unread_columns import UnreadColumns
from tests.unit.report.imports import import_result, row_result

EVIL = "\"><script>alert('x')</script><img src=https://evil.example onerror=alert(1)>{{rows}}&amp;\x00\u202e"


class Elements(HTMLParser):
    """Start tags and texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def render(about: ImportResult, *lines: RowResult, columns: UnreadColumns | None = None, limit: int = MAX_ROWS) -> str:
    file, findings, rows = io.BytesIO(), Findings(), TableRows(limit)
    for one in lines:
        findings.add(one)
        rows.add(one)
    write_page(file, about, findings, rows, columns or UnreadColumns())
    return file.getvalue().decode()


def shown_lines(page: str) -> list[str]:
    return re.findall(r'<tr data-outcome="\w+"><td data-label="Line" data-order="(\d+)"', page)


def test_nothing_from_an_upload_becomes_markup() -> None:
    texts: dict[str, Any] = dict.fromkeys(("key", "bucket", "version_id", "import_id", "reason", "notice"), EVIL)
    about = replace(import_result(rows=3, rejected=2, created=1, **texts), report=EVIL)
    page = render(
        about,
        row_result(2, "rejected", EVIL, column=EVIL, username=EVIL),
        row_result(3, "created", EVIL, column=EVIL, username=EVIL, user_id=EVIL),
        row_result(9, "failed", EVIL, username=EVIL, listed=False),
        columns=UnreadColumns([EVIL], [EVIL]),
    )
    plain = render(
        import_result(rows=2, rejected=1, created=1, reason="a", notice="b"), row_result(2, "rejected", "c", column="d")
    )

    found = Elements(page)
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in Elements(plain).tags} | {"bdi", "b", "p", "li"}
    assert [tag for tag, _ in found.tags].count("script") == 1
    assert not any(name.startswith("on") or name in {"src", "style"} for _, names in found.tags for name in names)
    assert sum(EVIL.replace("\x00", "\ufffd") in text for text in found.texts) >= 20
    assert "\x00" not in page


def test_cells_that_are_copied_into_a_spreadsheet_run_nothing() -> None:
    page = render(
        import_result(rows=2, rejected=1, created=1),
        row_result(2, "rejected", "is empty", column="=Login", username='=HYPERLINK("https://evil.example")'),
        row_result(3, username="-3+cmd|' /C calc'!A0"),
    )

    cells = [html.unescape(cell) for cell in re.findall(r"<td[^>]*>(?:<bdi>)?(.*?)(?:</bdi>)?</td>", page)]
    assert '\'=HYPERLINK("https://evil.example")' in cells
    assert "'=Login: is empty" in cells
    assert "'-3+cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_policy_allows_the_page_its_own_style_and_script_and_no_network() -> None:
    page = render(import_result(rows=1, created=1), row_result(2))

    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.replace("&#x27;", "'").split(";"))
    for element in ("style", "script"):
        [content] = re.findall(f"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[f"{element}-src"] == f"'sha256-{digest}'"
    assert rules["default-src"] == "'none'"
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,"]
    assert "http://" not in page
    assert "https://" not in page


def test_every_place_of_the_template_is_filled() -> None:
    assert "{{" not in render(import_result(rows=1, created=1), row_result(2))


def test_the_picture_shares_the_whole_width_and_hides_nobody() -> None:
    page = render(import_result(rows=100_000, created=99_990, failed=1, rejected=9))

    widths = dict(re.findall(r'<rect class="(\w+)" x="[\d.]+" width="([\d.]+)"', page))
    assert list(widths) == ["failed", "rejected", "created"]
    assert sum(map(float, widths.values())) == pytest.approx(100, abs=0.01)
    assert float(widths["failed"]) > 0.5
    assert 'aria-label="1 failed, 9 rejected, 99990 created"' in page
    assert "<b>99,990</b> created" in page


def test_a_directory_without_rows_shows_neither_picture_nor_table() -> None:
    page = render(import_result("REJECTED", reason="The header has no column for the login."))

    assert 'class="bar"' not in page
    assert '<section class="absent">' in page
    assert ".absent { display: none !important; }" in page
    assert '<p class="note">The header has no column for the login.</p>' in page


def test_attention_comes_before_the_upload_and_the_rows() -> None:
    page = render(
        import_result(rows=2, rejected=1, created=1, superseded_by="2"),
        row_result(2, "rejected", "is empty", column="last name"),
        row_result(3),
        columns=UnreadColumns(["Cost <centre>"], ["PIN <4>"]),
    )

    places = [page.index(text) for text in ("2 rows</h2>", "What needs attention", "The upload", "All rows")]
    assert places == sorted(places)
    assert "A newer upload of this file came before" in page
    assert "<b><bdi>last name</bdi></b> is empty" in page
    assert "<bdi>Cost &lt;centre&gt;</bdi>" in page


def test_a_long_directory_shows_what_is_to_mend_and_says_what_it_leaves_out() -> None:
    lines = [row_result(number, "failed" if number in {40, 41, 90} else "created") for number in range(2, 102)]

    page = render(import_result(rows=100, created=97, failed=3), *lines, limit=10)

    assert shown_lines(page) == ["2", "3", "4", "5", "6", "7", "8", "40", "41", "90"]
    assert "This page has 10 of 100 rows" in page
    assert "<code>outcome.csv</code> beside it has every row" in page


def test_more_rows_to_mend_than_fit_leave_no_room_for_others() -> None:
    lines = [row_result(number, "rejected" if number > 3 else "created") for number in range(2, 12)]

    page = render(import_result(rows=10, created=2, rejected=8), *lines, limit=5)

    assert shown_lines(page) == ["4", "5", "6", "7", "8"]
    assert "This page has 5 of 10 rows" in page


def test_outcomes_sort_by_urgency_and_agents_that_the_file_dropped_say_so() -> None:
    page = render(
        import_result(rows=3, created=1, failed=1, removed=1),
        row_result(2),
        row_result(3, "failed"),
        row_result(9, "removed", listed=False),
    )

    orders = dict(re.findall(r'<td class="(\w+)" data-order="(\d+)">', page))
    assert int(orders["failed"]) < int(orders["removed"]) < int(orders["created"])
    assert '<td data-label="Line" data-order="9">not in the file</td>' in page
    assert "This page has" not in page
