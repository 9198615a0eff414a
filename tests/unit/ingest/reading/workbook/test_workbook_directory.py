"""A directory in a workbook gives the rows that its CSV gives, and tells what a CSV can't have."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Formula, Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import SHEET, header_of, part_of, repacked, sheet_of

NAMES = ["user login", "first name", "last name", "tags", "notes"]
HEADER: list[Cell] = list(NAMES)
ADA: list[Cell] = ["ada", "Ada", "Lovelace", "", "x"]
BOB: list[Cell] = ["bob", "Bob", "Byrne", "", "x"]


def directory_of(book: bytes) -> AgentDirectory:
    return AgentDirectory(io.BytesIO(book), header_of(book), RULES)


def read(book: bytes) -> tuple[list[Row], str]:
    directory = directory_of(book)
    assert directory.problem() is None
    return list(directory.rows()), directory.notice


def test_lines_are_rows_of_the_sheet() -> None:
    rows, notice = read(xlsx(Sheet([["Staff"], [], HEADER, ADA, [], [], BOB])))

    assert [(row.line, row.username, list(row.cells)) for row in rows] == [
        (4, "ada", ["ada", "Ada", "Lovelace", ""]),
        (7, "bob", ["bob", "Bob", "Byrne", ""]),
    ]
    assert notice == ""


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    book = xlsx(Sheet([HEADER, ADA, BOB, ["cy", "Cy", "C"]], hidden_rows=frozenset({1, 3, 4})))
    before = '<cols><col min="3" max="3" hidden="1"/><col min="5" max="5" hidden="1"/></cols><sheetData>'
    book = repacked(book, {SHEET: part_of(book, SHEET).replace(b"<sheetData>", before.encode())})

    rows, notice = read(book)

    assert len(rows) == 3
    assert notice == (
        "Rows that are hidden or filtered out were read as well: 3, 4. "
        "Columns that are hidden were read as well: 'last name'."
    )


def test_sheets_that_were_not_read_are_named() -> None:
    _, notice = read(xlsx(Sheet([["x"]], "Old"), Sheet([HEADER, ADA], "New"), Sheet([["y"]], "Lists", hidden=True)))

    assert notice == (
        "The sheet 'New' was read. Nothing was read from the sheets 'Old'. "
        "Nothing was read from the hidden sheets 'Lists'."
    )


def test_formulas_are_read_as_they_were_shown_last() -> None:
    rows, notice = read(xlsx(Sheet([HEADER, [Formula("A9", "ada"), *ADA[1:]], [*BOB[:4], Formula("A9", "?")]])))

    assert (rows[0].username, rows[0].problems) == ("ada", ())
    assert "on line 2." in notice


def test_a_formula_without_a_value_is_a_rejected_cell() -> None:
    formula = "<c><f>LOWER(A9)</f></c>"
    text = '<c t="inlineStr"><is><t>{}</t></is></c>'
    header = "".join(map(text.format, NAMES))
    rows = f"<row>{header}</row><row>{text.format('ada')}{formula}{text.format('L')}</row>"
    rows += f"<row>{formula}{text.format('B')}{text.format('B')}<c/>{formula}</row>"
    rows += f"<row>{text.format('cy')}{text.format('C')}{text.format('C')}<c/>{formula}</row>"

    found, _ = read(repacked(xlsx(Sheet([HEADER, ADA])), {SHEET: sheet_of(rows)}))

    assert [(row.username, [problem["column"] for problem in row.problems]) for row in found] == [
        ("ada", ["first name"]),
        ("", ["user login"]),
        ("cy", []),
    ]
    assert "open the workbook in a spreadsheet, save it" in found[0].problems[0]["message"]
    assert list(found[0].cells) == ["ada", "", "L", ""]


def test_cells_beside_the_table_are_told_and_not_read() -> None:
    agents: list[list[Cell]] = [[f"a{number}", "A", "B", "", "x"] for number in range(250)]
    rows = [HEADER, *agents, [*BOB, "", "beside"]]

    found, notice = read(xlsx(Sheet(rows)))

    assert found[-1].problems == ()
    assert notice == "Nothing was read from cells to the right of the header's columns, on line 252."


def test_a_sheet_that_is_damaged_further_down_ends_with_a_rejected_row() -> None:
    agents: list[list[Cell]] = [[f"a{number}", "A", "B"] for number in range(2_000)]
    book = xlsx(Sheet([HEADER, *agents]))
    broken = part_of(book, SHEET).replace(b'<row r="1500">', b'<row r="3">')

    found, _ = read(repacked(book, {SHEET: broken}))

    assert (len(found), found[-1].line) == (1_499, 1_500)
    assert "the file can't be read from here on" in found[-1].problems[0]["message"]


def test_logins_that_stand_twice_and_headers_that_stand_again_are_told() -> None:
    found, notice = read(xlsx(Sheet([HEADER, ADA, HEADER, ADA, BOB])))

    assert [bool(row.problems) for row in found] == [False, True, False]
    assert "The header stands again on line 3" in notice


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
tables = st.lists(st.lists(cells, min_size=5, max_size=5), min_size=1, max_size=8)


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell:
                sheet.cell(number, column).value = cell
                sheet.cell(number, column).data_type = "s"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def told(content: bytes) -> list[Any]:
    header = find_header(content, "agents")
    assert header is not None
    return [
        (row.username, row.identity, row.others, row.problems, row.state, list(row.cells))
        for row in AgentDirectory(io.BytesIO(content), header, RULES).rows()
    ]


@pytest.mark.slow
@given(tables)
def test_any_table_says_the_same_in_both(rows: list[list[str]]) -> None:
    table = [NAMES, ["ada", "Ada", "Lovelace", "a=b", "x"], *([cell.strip('"\\ ') for cell in row] for row in rows)]

    assert told(as_workbook(table)) == told(as_csv(table))
