"""The sheet with the directory is found, whatever else the workbook has."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.chart import BarChart

from ingest.reading.file_kind import find_header
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Formula, Number, Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import header_of, repacked

LIST: list[list[Cell]] = [["user login", "first name", "last name"], ["ada", "Ada", "Lovelace"]]
PASSWORDS: list[list[Cell]] = [["Name", "Kennwort"], ["WLAN", "Secret123"]]
NOTES: list[list[Cell]] = [["Read me"], ["Ask HR"]]


def test_the_first_visible_sheet_with_a_directory_is_read() -> None:
    header = header_of(xlsx(Sheet(NOTES, "Notes"), Sheet(LIST, "New"), Sheet(LIST, "Old"), Sheet([], "Empty")))

    assert header.is_agent_directory
    assert header.dialect.sheet is not None
    assert (header.dialect.sheet.name, header.dialect.sheet.others) == ("New", ("Notes", "Old"))
    assert not header.holds_passwords


def test_a_hidden_directory_is_not_read_where_a_visible_one_is() -> None:
    header = header_of(xlsx(Sheet(LIST, "Draft", hidden=True), Sheet(LIST, "Agents")))

    assert header.dialect.sheet is not None
    assert (header.dialect.sheet.name, header.dialect.sheet.hidden) == ("Agents", ("Draft",))


def test_a_directory_on_a_hidden_sheet_alone_is_told() -> None:
    header = header_of(xlsx(Sheet(NOTES, "Notes"), Sheet(LIST, "Draft", hidden=True)), "x.xlsx")

    assert (header.is_agent_directory, header.shape) == (False, "hidden")


@pytest.mark.parametrize("hidden", [False, True])
def test_passwords_on_another_sheet_are_noticed(hidden: bool) -> None:
    header = header_of(xlsx(Sheet(LIST, "Agents"), Sheet(PASSWORDS, "WLAN", hidden=hidden)))

    assert (header.is_agent_directory, header.passwords, header.holds_passwords) == (True, frozenset(), True)


def test_of_tables_the_one_with_passwords_is_told() -> None:
    people: list[list[Cell]] = [["Vorname", "Nachname", "Abteilung"], ["Ada", "Lovelace", "IT"]]

    header = header_of(xlsx(Sheet(people, "Leute"), Sheet(PASSWORDS, "WLAN")), "x.xlsx")

    assert header.dialect.sheet is not None
    assert (header.dialect.sheet.name, header.passwords) == ("WLAN", frozenset({1}))


@pytest.mark.parametrize("blank", [0, 3, 8])
def test_a_title_and_blank_rows_may_stand_above_the_header(blank: int) -> None:
    header = header_of(xlsx(Sheet([["Staff 2026"], *([[]] * blank), *LIST], merged=["A1:C1"])))

    assert (header.is_agent_directory, header.last_line) == (True, blank + 2)


def test_a_header_further_down_is_told() -> None:
    header = header_of(xlsx(Sheet([["Staff 2026"], *([[]] * 20), *LIST])))

    assert (header.is_agent_directory, header.shape, header.first_line) == (False, "below", 22)


def test_a_table_may_begin_in_another_column() -> None:
    header = header_of(xlsx(Sheet([["", "", *row] for row in LIST])))

    assert header.columns == {"username": 2, "first_name": 3, "last_name": 4}


def test_rows_in_one_cell_each_are_told() -> None:
    rows: list[list[Cell]] = [["user login,first name,last name"], ["ada,Ada,Lovelace"], ["bob,Bob,Byrne"]]

    assert header_of(xlsx(Sheet(rows))).shape == "unseparated"


def test_a_column_of_cells_like_passwords_counts_as_one() -> None:
    rows: list[list[Cell]] = [
        [*LIST[0], "Code", ""],
        ["ada", "Ada", "L", "Secret123", ""],
        ["b", "B", "B", "", "Pass4567"],
    ]

    header = header_of(xlsx(Sheet(rows)))

    assert (header.is_agent_directory, header.passwords) == (True, frozenset({3, 4}))


def test_what_lists_neither_people_nor_passwords_is_a_plain_file() -> None:
    prices: list[list[Cell]] = [["Article", "Price"], ["Headset", Number(49.9)], ["Desk", Formula("1+1", "2")]]

    assert find_header(xlsx(Sheet(prices)), "prices.xlsx") is None
    assert find_header(xlsx(Sheet([])), "agents.xlsx") is None
    assert find_header(xlsx(), "agents.xlsx") is None


def test_sheets_of_charts_are_passed_over() -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("Chart", 0).add_chart(BarChart())
    sheet = book["Sheet"]
    for row in LIST:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)

    header = header_of(written.getvalue())

    assert header.is_agent_directory
    assert header.dialect.sheet is not None
    assert header.dialect.sheet.name == "Sheet"


def test_own_headers_of_a_deployment_are_known() -> None:
    rows: list[list[Cell]] = [["Kürzel", "first name", "last name"], ["ada", "Ada", "Lovelace"]]

    header = find_header(xlsx(Sheet(rows)), "agents.xlsx", {"Kürzel": "username"})

    assert header is not None
    assert header.is_agent_directory


def test_names_of_parts_may_differ_in_capitals_and_be_absolute() -> None:
    book = xlsx(Sheet(LIST))
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="/xl/WORKSHEETS/sheet1.xml"/><Relationship Id="rId2" Target="SharedStrings.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
    )

    assert header_of(repacked(book, {"xl/_rels/workbook.xml.rels": links.encode()})).is_agent_directory


def test_two_sheets_of_one_name_are_refused() -> None:
    assert "damaged" in header_of(xlsx(Sheet(LIST, "A"), Sheet(LIST, "a"))).refusal
