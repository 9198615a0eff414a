"""The report's page as text; tests/functional/report has it in a browser."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from report.findings import Findings
from report.import_result import OUTCOMES, ImportResult
from report.page.page_row import MAX_CHARACTERS
from report.page.rows_table import TableRows
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


def render(about: ImportResult, *lines: RowResult, columns: UnreadColumns | None = None, **limits: int) -> str:
    file, findings = io.BytesIO(), Findings()
    with TableRows(**limits) as rows:
        for one in lines:
            rows.add(one, findings.add(one))
        write_page(file, about, findings, rows, columns or UnreadColumns())
    return file.getvalue().decode()


def data(page: str) -> list[Any]:
    """What concerns all rows, then each row."""
    [content] = re.findall('<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    values: list[Any] = json.loads(content)
    return values


def data_lines(page: str) -> list[int]:
    """The lines of the data's rows, in their order; the script sorts them."""
    return sorted(row[0] for row in data(page)[1:])


def shown_lines(page: str) -> list[str]:
    """The lines of the first rows, which are markup too."""
    return re.findall(r'<tr data-outcome="\w+"><td data-label="Line">(\d+)<', page)


def test_nothing_from_an_upload_becomes_markup() -> None:
    texts: dict[str, Any] = dict.fromkeys(("key", "bucket", "version_id", "import_id", "reason", "notice"), EVIL)
    about = replace(import_result(rows=3, rejected=2, created=1, **texts), report=EVIL)
    page = render(
        about,
        row_result(2, "rejected", EVIL, column=EVIL, username=EVIL),
        row_result(3, "created", EVIL, column=EVIL, username=EVIL, user_id=EVIL),
        row_result(
            4,
            "updated",
            username=EVIL,
            name=EVIL,
            changes=[{"column": EVIL, "old": EVIL, "new": EVIL}],
            columns=[EVIL],
            cells=[EVIL],
        ),
        row_result(9, "failed", EVIL, username=EVIL, listed=False),
        columns=UnreadColumns([EVIL], [EVIL]),
    )
    plain = render(
        import_result(rows=2, rejected=1, created=1, reason="a", notice="b"),
        row_result(2, "rejected", "c", column="d"),
        row_result(3, "updated", changes=[{"column": "a", "old": "", "new": "b"}], columns=["a"], cells=["b"]),
    )

    found = Elements(page)
    assert {tag for tag, _ in found.tags} <= {tag for tag, _ in Elements(plain).tags} | {"bdi", "b", "p", "li"}
    assert [names for tag, names in found.tags if tag == "script"] == [{"type": "application/json", "id": "data"}, {}]
    assert not any(name.startswith("on") or name in {"src", "style"} for _, names in found.tags for name in names)
    shown = EVIL.replace("\x00", "\ufffd").replace("\u202e", "\ufffd")
    assert sum(shown in text for text in found.texts) >= 28
    assert data(page)[4] == [4, 1, shown, shown, 6, "", "", [[shown] * 3], 1, [shown], []]
    assert not re.search("[\x00\u202e]", page)


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
    assert (rules["trusted-types"], rules["require-trusted-types-for"]) == ("'none'", "'script'")
    assert re.findall(r'(?:src|href)="([^"]*)"', page) == ["data:,", "outcome.csv"]
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

    places = [
        page.index(text) for text in ("2 rows</h2>", "What needs attention", "The upload", '<h2 id="heading">Rows</h2>')
    ]
    assert places == sorted(places)
    assert "A newer upload of this file came before" in page
    assert "<b><bdi>last name</bdi></b> is empty" in page
    assert "<bdi>Cost &lt;centre&gt;</bdi>" in page


def test_a_long_directory_shows_what_is_to_mend_and_says_what_it_leaves_out() -> None:
    lines = [row_result(number, "failed" if number in {40, 41, 90} else "created") for number in range(2, 102)]

    page = render(import_result(rows=100, created=97, failed=3), *lines, limit=10)

    assert shown_lines(page) == ["2", "3", "4", "5", "6", "7", "8", "40", "41", "90"]
    assert "This page has 10 of 100 rows" in page
    assert data_lines(page) == [2, 3, 4, 5, 6, 7, 8, 40, 41, 90]
    assert "Without JavaScript" not in page


def test_more_rows_to_mend_than_fit_leave_no_room_for_others() -> None:
    lines = [row_result(number, "rejected" if number > 3 else "created") for number in range(2, 12)]

    page = render(import_result(rows=10, created=2, rejected=8), *lines, limit=5)

    assert shown_lines(page) == ["4", "5", "6", "7", "8"]
    assert data_lines(page) == [4, 5, 6, 7, 8]
    assert "This page has 5 of 10 rows" in page


def test_the_first_rows_stand_there_without_a_script_too() -> None:
    lines = [row_result(number, "failed" if number == 40 else "created") for number in range(2, 102)]

    page = render(import_result(rows=100, created=99, failed=1), *lines, first=5)

    assert shown_lines(page) == ["2", "3", "4", "5", "40"]
    assert data_lines(page) == list(range(2, 102))
    assert "Without JavaScript you see 5 of 100 rows" in page
    assert "This page has" not in page


def test_the_page_is_bounded_in_bytes_too_and_rows_to_mend_come_first() -> None:
    lines = [
        row_result(number, "failed" if number > 90 else "created", columns=["a"], cells=["x" * 900])
        for number in range(2, 102)
    ]

    page = render(import_result(rows=100, created=89, failed=11), *lines, size=20_000, first=5)

    assert len(page) < 50_000
    assert data_lines(page)[-11:] == list(range(91, 102))
    assert 15 <= len(data_lines(page)) <= 22
    assert f"This page has {len(data_lines(page))} of 100 rows" in page


def test_a_text_that_no_page_needs_whole_is_cut() -> None:
    page = render(import_result(rows=1, created=1), row_result(2, columns=["a"], cells=["x" * 100_000]))

    assert data(page)[1][9] == ["x" * MAX_CHARACTERS + "\u2026"]
    assert len(page) < 50_000


def test_a_row_has_its_name_its_changes_and_its_cells() -> None:
    page = render(
        import_result(rows=2, updated=1, rejected=1),
        row_result(
            2,
            "updated",
            name="Ada Lovelace",
            changes=[{"column": "acw_seconds", "old": "10", "new": "20"}, {"column": "tags", "old": "", "new": "a=b"}],
            columns=["login", "last name"],
            cells=["agent2", ""],
        ),
        row_result(3, "rejected", "is empty", column="last name", columns=["login", "last name"], cells=["agent3"]),
    )

    assert "<td><bdi>Ada Lovelace</bdi></td>" in page
    assert "<b><bdi>acw_seconds</bdi></b> <del><bdi>10</bdi></del> \u2192 <ins><bdi>20</bdi></ins>" in page
    assert '<dt><bdi>last name</bdi></dt><dd><span class="soft">(empty)</span></dd></dl></details>' in page
    assert data(page) == [
        {"outcomes": list(OUTCOMES), "columns": [["login", "last name"]]},
        [3, 1, "agent3", "", 1, "last name: is empty", "", [], 0, ["agent3"], [0]],
        [
            *[2, 1, "agent2", "Ada Lovelace", 6, "", ""],
            *[[["acw_seconds", "10", "20"], ["tags", "", "a=b"]], 0, ["agent2", ""], []],
        ],
    ]


def test_rows_know_their_findings() -> None:
    page = render(
        import_result(rows=3, rejected=2, created=1),
        row_result(2, "created", "is long", column="tags"),
        row_result(3, "rejected", "is empty", "is 'x'", column="last name"),
        row_result(4, "rejected", "is empty", column="last name"),
    )

    assert {row[0]: row[10] for row in data(page)[1:]} == {2: [0], 3: [1, 2], 4: [1]}
    assert re.findall(r'<span data-finding="(\d+)">([^<]+)</span>', page) == [
        ("1", "2 rows"),
        ("2", "1 row"),
        ("0", "1 row"),
    ]


def test_the_files_that_hold_something_are_linked_and_what_was_changed_can_be_undone() -> None:
    def links(page: str) -> set[str]:
        return set(re.findall('<a href="([^"]+)">', page))

    undo = "<code>rollcall undo 0123456789abcdef0123456789abcdef</code>"
    changed = render(import_result(rows=1, created=1), row_result(2))
    refused = render(import_result(rows=1, rejected=1), row_result(2, "rejected", "is empty"))
    unread = render(import_result("REJECTED", reason="The header has no column for the login."))

    assert (links(changed), undo in changed) == ({"outcome.csv"}, True)
    assert (links(refused), "rollcall undo" in refused) == ({"outcome.csv", "rejected.csv"}, False)
    assert (links(unread), "rollcall undo" in unread) == (set(), False)


def test_every_text_is_readable_on_its_background() -> None:
    """Contrast as WCAG 2.2 has it: 4.5 for text, 3 for the bar and the edges of controls."""
    sheet = re.findall(r"<style>(.*?)</style>", render(import_result()), re.DOTALL)[0]
    tokens = [
        dict(re.findall(r"--(\w+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
    ]
    texts = {"ink", "soft", "focus", "warning", *OUTCOMES} - {"unchanged"}

    assert len(tokens) == 3  # light, dark, paper
    for token in tokens:
        assert set(token) >= {*texts, "page", "card", "mark", "edge", "unchanged"}
        for name in texts:
            assert contrast(token[name], token["card"]) >= 4.5, (name, token["card"])
        for name in ("ink", "soft", "focus"):
            assert contrast(token[name], token["page"]) >= 4.5, (name, token["page"])
        assert contrast(token["ink"], token["mark"]) >= 4.5
        for name in ("edge", "unchanged"):
            assert contrast(token[name], token["card"]) >= 3, (name, token["card"])


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(colour: str) -> float:
        digits = colour.removeprefix("#")
        whole = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
        shares = [int(whole[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_agents_that_the_file_dropped_say_so() -> None:
    page = render(
        import_result(rows=3, created=1, failed=1, removed=1),
        row_result(2),
        row_result(3, "failed"),
        row_result(9, "removed", listed=False),
    )

    assert '<td data-label="Line">not in the file</td>' in page
    assert {row[0]: row[1] for row in data(page)[1:]} == {2: 1, 3: 1, 9: 0}
    assert "This page has" not in page
