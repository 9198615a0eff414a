"""Cells of a sheet are read as people see them, whoever wrote the workbook."""

from __future__ import annotations

import io
import tracemalloc
from contextlib import closing
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest

from ingest.reading.missing_values import NOT_CALCULATED
from ingest.reading.text import UnreadableError
from ingest.reading.workbook.book import open_book
from ingest.reading.workbook.sheet_rows import SheetRow, SheetRows
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import MAIN, SHEET, part_of, repacked, sheet_of

BOOK = xlsx(Sheet([["a", "b"]]))


def rows_of(book: bytes) -> list[SheetRow]:
    with open_book(io.BytesIO(book)) as opened, closing(SheetRows(opened, opened.sheets[0])) as rows:
        return list(rows)


def cells_of(rows: str, **parts: bytes) -> list[list[str]]:
    return [row.cells for row in rows_of(repacked(BOOK, {SHEET: sheet_of(rows), **parts}))]


def by_openpyxl(*cells: Any, formats: dict[int, str] | None = None) -> list[str]:
    """Return what one row reads as that openpyxl has written."""
    book = openpyxl.Workbook()
    book.active.append(cells)  # type: ignore[union-attr]
    for column, code in (formats or {}).items():
        book.active.cell(1, column).number_format = code  # type: ignore[union-attr]
    written = io.BytesIO()
    book.save(written)
    return rows_of(written.getvalue())[0].cells


def test_cells_of_all_types() -> None:
    assert by_openpyxl("x", 1, 2.5, True, False, None, date(2026, 3, 1), "=1+1", "#N/A") == [
        "x",
        "1",
        "2.5",
        "TRUE",
        "FALSE",
        "",
        "2026-03-01",
        NOT_CALCULATED,
        "#N/A",
    ]
    assert by_openpyxl(datetime(2026, 3, 1, 13, 5), time(8, 30)) == ["2026-03-01 13:05:00", "8:30:00"]


def test_number_formats_of_styles() -> None:
    assert by_openpyxl(123, 491711234567, 0.5, 44927, formats={1: "00000", 2: '"+"0', 3: "0%", 4: "dd/mm/yyyy"}) == [
        "00123",
        "+491711234567",
        "50%",
        "01/01/2023",
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c t="inlineStr"><is><t>in line</t></is></c>', "in line"),
        (
            '<c t="inlineStr"><is><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r></is></c>',
            "rich ",
        ),
        (
            '<c t="inlineStr"><is><t>美咲</t><rPh sb="0" eb="2"><t>ミサキ</t></rPh><phoneticPr fontId="1"/></is></c>',
            "美咲",
        ),
        ('<c t="inlineStr"></c>', ""),
        ('<c t="str"><f>A1</f><v>shown</v></c>', "shown"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ("<c><f>A1</f></c>", NOT_CALCULATED),
        ('<c t="str"><v>a_x000D_b_x005F_x0041_</v></c>', "a\rb_x0041_"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="d"><v>2026-03-01</v></c>', "2026-03-01"),
        ('<c t="d"><v>2026-03-01T00:00:00</v></c>', "2026-03-01"),
        ('<c t="d"><v>soon</v></c>', "soon"),
        ("<c><v>12E3</v></c>", "12000"),
        ("<c><v>twelve</v></c>", "twelve"),
        ('<c s="99"><v>7</v></c>', "7"),
        ('<c s="x"><v>7</v></c>', "7"),
        ("<c><v>" + "9" * 400 + "</v></c>", "9" * 400),
        ("<c><v>1e999</v></c>", "inf"),
        ("<c/>", ""),
    ],
)
def test_a_cell(cell: str, text: str) -> None:
    [row] = cells_of(f"<row>{cell}<c><v>0</v></c></row>")

    assert row == [text, "0"]


def test_shared_texts_lack_what_only_tells_how_they_are_spoken() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r></si>'
        "<si><t>美咲</t><rPh><t>ミサキ</t></rPh></si><si/></sst>"
    )
    row = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(4)) + "<c><v>1</v></c>"

    assert cells_of(f"<row>{row}</row>", **{"xl/sharedStrings.xml": strings.encode()}) == [
        ["plain", "rich", "美咲", "", "1"]
    ]


def test_a_text_that_is_not_there_makes_the_workbook_damaged() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        cells_of('<row><c t="s"><v>17</v></c></row>')


def test_cells_and_rows_may_lack_their_place() -> None:
    rows = '<row><c><v>1</v></c><c r="D1"><v>4</v></c><c><v>5</v></c></row><row r="7"><c><v>7</v></c></row><row/>'
    rows += "<row><c><v>9</v></c></row>"

    found = rows_of(repacked(BOOK, {SHEET: sheet_of(rows)}))

    assert [(row.number, row.cells) for row in found] == [(1, ["1", "", "", "4", "5"]), (7, ["7"]), (9, ["9"])]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>',
        '<row r="3"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
    ],
)
def test_a_row_in_the_wrong_place_ends_the_reading(rows: str) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        cells_of(rows)


def test_what_people_do_not_see_and_what_is_calculated_is_noted() -> None:
    cols = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>'
    rows = '<row hidden="1"><c><v>1</v></c></row><row hidden="0"><c><f>A1</f><v>2</v></c></row>'
    book = repacked(BOOK, {SHEET: sheet_of(rows, before=cols)})

    with open_book(io.BytesIO(book)) as opened, closing(SheetRows(opened, opened.sheets[0])) as source:
        found = list(source)

    assert [(row.hidden, row.formulas) for row in found] == [(True, ()), (False, (0,))]
    assert source.hidden_columns == [(2, 3)]


def test_what_stands_behind_the_rows_is_not_read() -> None:
    after = "<sheetProtection password='x' bogus='1'/><conditionalFormatting><unknown/></conditionalFormatting>"
    book = repacked(BOOK, {SHEET: sheet_of("<row><c><v>1</v></c></row>", after=after)})

    assert [row.cells for row in rows_of(book)] == [["1"]]


def test_strict_workbooks_are_read() -> None:
    book = xlsx(Sheet([["ä", "b"]]))
    strict = {
        name: part_of(book, name)
        .replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", SHEET, "_rels/.rels")
    }

    assert rows_of(repacked(book, strict))[0].cells == ["ä", "b"]


def test_styles_that_exporters_got_wrong_do_not_matter() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><fonts><font><color rgb="red"/></font></fonts><cellXfs><xf/></cellXfs>'
    book = repacked(BOOK, {"xl/styles.xml": f"{styles}<cellStyles><x/></cellStyles></styleSheet>".encode()})

    assert rows_of(book)[0].cells == ["a", "b"]


@pytest.mark.slow
def test_memory_is_flat() -> None:
    rows = "".join(
        f'<row ht="15" customHeight="1"><c t="inlineStr"><is><t>{number} {"x" * 40}</t></is></c></row>'
        for number in range(60_000)
    )
    strings = "".join(f"<si><t>{number} {'y' * 60}</t></si>" for number in range(60_000))
    parts = {SHEET: sheet_of(rows), "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'.encode()}
    book = io.BytesIO(repacked(BOOK, parts))
    del rows, strings, parts

    tracemalloc.start()
    with open_book(book) as opened, closing(SheetRows(opened, opened.sheets[0])) as source:
        amount = sum(1 for _ in source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert amount == 60_000
    assert peak < 8 * 2**20
