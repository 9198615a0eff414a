"""The workbook that takes an upload's place has no password anywhere in it."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.reading.workbook.book import open_book
from ingest.reading.workbook.package import content_type
from ingest.reading.workbook.sheet_rows import SheetRows
from ingest.redaction.open_copy import PasswordFree, open_copy
from ingest.redaction.workbook_writer import write_workbook
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Formula, Number, Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import SHEET, header_of, part_of, repacked

CANARY = "Kz7wQuetzal"
HEADER: list[Cell] = ["user login", "first name", "last name", "password", "Notes", "acw timeout"]
ADA: list[Cell] = ["ada", "Ada", "Lovelace", CANARY, " a < b &\n\tü", Number(815, "five digits")]
BOB: list[Cell] = ["bob", "Bob", "Byrne", "", "", ""]


def copy_of(book: bytes) -> PasswordFree:
    return open_copy(io.BytesIO(book), header_of(book))


def written(book: bytes) -> bytes:
    return b"".join(copy_of(book).pieces())


def texts(book: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        return [*map(archive.read, archive.namelist()), *(name.encode() for name in archive.namelist())]


def rows_of(book: bytes) -> list[list[Any]]:
    sheet: Any = openpyxl.load_workbook(io.BytesIO(book)).active
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_all_but_the_passwords_is_there_and_on_its_row() -> None:
    copy = written(xlsx(Sheet([["Staff, " + CANARY], [], HEADER, ADA, [], BOB], "Agents & more")))

    assert CANARY.encode() not in b"".join(texts(copy))
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.sheetnames == ["Agents & more"]
    header = header_of(copy)
    rows = list(AgentDirectory(io.BytesIO(copy), header, RULES).rows())
    assert [(row.line, row.username, row.others, row.phone) for row in rows] == [
        (4, "ada", {}, {"acw_seconds": 815}),
        (6, "bob", {}, {"acw_seconds": None}),
    ]
    assert rows_of(copy)[3][4] == " a < b &\n\tü"


def test_the_same_file_gives_the_same_bytes() -> None:
    book = xlsx(Sheet([HEADER, ADA, BOB]))

    assert written(book) == written(book)


def test_nothing_of_the_other_places_of_a_workbook_is_there() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in [HEADER, ["ada", "Ada", "L", CANARY, f"her password is {CANARY}", ""], BOB]:
        sheet.append(row)
    sheet["A2"].comment = Comment(f"starts with {CANARY}", CANARY)
    sheet["B2"].hyperlink = f"https://example.com/{CANARY}"
    sheet["G2"] = f"{CANARY} beside the table"
    sheet.oddHeader.center.text = CANARY
    book.create_sheet(CANARY).append([CANARY])
    book.properties.description = CANARY
    book.defined_names["secret"] = openpyxl.workbook.defined_name.DefinedName("secret", attr_text=f'"{CANARY}"')
    saved = io.BytesIO()
    book.save(saved)
    content = repacked(saved.getvalue(), {"customXml/item1.xml": CANARY.encode(), "xl/vbaProject.bin": CANARY.encode()})

    copy = written(content)

    assert CANARY.encode() not in b"".join(texts(copy))
    assert rows_of(copy)[1][:3] == ["ada", "Ada", "L"]


def test_columns_below_another_header_are_emptied_too() -> None:
    other: list[Cell] = ["Kennwort", "Name", "Vorname", "Login"]
    rows: list[list[Cell]] = [HEADER, ADA, other, [CANARY, "Byrne", "Bob", "bob"], ["Other4567", "C", "Cy", "cy"]]

    copy = written(xlsx(Sheet(rows)))

    assert b"Other4567" not in b"".join(texts(copy))
    assert CANARY.encode() not in b"".join(texts(copy))
    assert rows_of(copy)[4][:3] == ["", "C", "Cy"]


def test_formulas_leave_their_text_and_a_missing_value_nothing() -> None:
    rows: list[list[Cell]] = [HEADER, [Formula("A9", "ada"), "Ada", "L", Formula(f'"{CANARY}"', CANARY)]]

    copy = written(xlsx(Sheet(rows)))

    assert CANARY.encode() not in b"".join(texts(copy))
    assert rows_of(copy)[1][:3] == ["ada", "Ada", "L"]


@pytest.mark.parametrize(
    ("sheets", "needed"),
    [
        ([Sheet([HEADER, ADA])], True),
        ([Sheet([HEADER, BOB])], False),
        ([Sheet([HEADER, BOB], "A"), Sheet([["Name", "PW"], ["x", CANARY]], "B", hidden=True)], True),
        ([Sheet([HEADER, BOB, ["", "", "", "Kennwort"], ["", "", "", "x"]])], True),
    ],
)
def test_a_copy_is_needed_where_a_cell_may_hold_a_password(sheets: list[Sheet], needed: bool) -> None:
    assert copy_of(xlsx(*sheets)).is_needed() is needed


def test_a_list_of_passwords_that_is_no_directory_is_cleaned_as_well() -> None:
    people: list[list[Cell]] = [["Vorname", "Nachname", "Abteilung"], ["Ada", "Lovelace", "IT"]]
    book = xlsx(Sheet(people, "Leute"), Sheet([["Name", "Kennwort"], ["WLAN", CANARY]], "WLAN"))

    copy = written(book)

    assert CANARY.encode() not in b"".join(texts(copy))
    assert rows_of(copy) == [["Name", "Kennwort"], ["WLAN", ""]]


def test_a_sheet_that_is_damaged_further_down_is_copied_up_to_there() -> None:
    book = xlsx(Sheet([HEADER, *([f"a{number}", "A", "B", CANARY] for number in range(2_000))]))
    book = repacked(book, {SHEET: part_of(book, SHEET).replace(b'<row r="1500">', b'<row r="3">')})
    copy = copy_of(book)

    content = b"".join(copy.pieces())

    assert copy.cut_at == 1_500
    assert len(rows_of(content)) == 1_499
    assert copy_of(book).is_needed()


def test_a_workbook_that_may_have_macros_stays_of_its_kind() -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    copy = written(repacked(xlsx(Sheet([HEADER, ADA])), {"[Content_Types].xml": types.encode()}))

    assert kind.encode() in part_of(copy, "[Content_Types].xml")
    assert find_header(copy) is not None


@pytest.mark.slow
def test_it_comes_in_pieces_and_memory_is_flat() -> None:
    rows = ((number, [f"login{number * 7919 % 999983}", "x" * 40, f"{number}"]) for number in range(1, 100_000))
    tracemalloc.start()
    amount = pieces = 0
    for piece in write_workbook("Agents", rows):
        amount += len(piece)
        pieces += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert pieces > 5
    assert amount > 500_000
    assert peak < 4 * 2**20


def test_any_text_can_be_written() -> None:
    odd = "".join(map(chr, [*range(1, 64), 0x7F, 0xD800, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600]))
    content = b"".join(write_workbook("<\"&'>", [(1, [odd, "", "_x000D_"])]))

    [row] = _read(content)
    assert row == [odd, "", "_x000D_"]


def _read(content: bytes) -> list[list[str]]:
    with open_book(io.BytesIO(content)) as book:
        assert content_type(book.archive, "xl/workbook.xml")
        assert book.sheets[0].name == "<\"&'>"
        return [row.cells for row in SheetRows(book, book.sheets[0])]
