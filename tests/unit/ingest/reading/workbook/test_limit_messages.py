"""What is said of a workbook beyond a limit: the table of limits in docs/directories.md has these messages."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.workbook import shared_strings, sheet_rows
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx
from tests.unit.ingest.reading.workbook.making import MAIN, SHEET, header_of, repacked, sheet_of

LIST = [["user login", "first name", "last name"], ["ada", "Ada", "Lovelace"]]
BOOK = xlsx(Sheet(LIST))
LIMITS = (Path(__file__).parents[5] / "docs" / "directories.md").read_text("utf-8")


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = "".join(
    f'<row r="{at}">' + "".join(cell(f"{letter}{at}", text) for letter, text in zip("ABC", row, strict=True)) + "</row>"
    for at, row in enumerate(LIST, 1)
)


def told(book: bytes) -> str:
    """Return why a workbook, or its last row, is refused."""
    header = header_of(book)
    if header.refusal:
        return header.refusal
    *_, last = AgentDirectory(io.BytesIO(book), header, RULES).rows()
    return "; ".join(problem["message"] for problem in last.problems)


def with_row(cells: str) -> bytes:
    return repacked(BOOK, {SHEET: sheet_of(f'{ROWS}<row r="400">{cells}</row>')})


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (cell("XFE400", "x"), "row 400 has more than 16,384 columns"),
        (
            "".join(cell(f"{letter}400", "x" * 90_000) for letter in "ABCDEFGHIJKL"),
            "row 400 has more than 1,048,576 characters",
        ),
        (cell("A400", "x" * 100_001), "a cell has more than 100,000 characters"),
    ],
)
def test_a_row_or_cell_that_is_too_long_is_told_on_its_line(cells: str, message: str) -> None:
    assert message in told(with_row(cells))


def test_too_many_sheets_are_told() -> None:
    many = [Sheet(LIST, name=f"s{number}") for number in range(256)]

    assert "the workbook has more than 255 sheets; copy the list into a new workbook" in told(xlsx(*many))


def test_too_much_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (sheet_rows.MAX_CHARACTERS, shared_strings.MAX_TEXT_BYTES) == (300_000_000, 256 * 2**20)
    monkeypatch.setattr(sheet_rows, "MAX_CHARACTERS", 1_000)
    monkeypatch.setattr(shared_strings, "MAX_TEXT_BYTES", 2**20)

    assert "the sheet has more than 1,000 characters" in told(with_row(cell("A400", "x" * 2_000)))
    many = f'<sst xmlns="{MAIN}">' + f"<si><t>{'y' * 90_000}</t></si>" * 12 + "</sst>"
    shared = ROWS.replace('t="inlineStr"><is><t>ada</t></is>', 't="s"><v>0</v>')
    book = repacked(BOOK, {SHEET: sheet_of(shared), "xl/sharedStrings.xml": many.encode()})
    assert "the workbook has more than 1 MB of text" in told(book)


@pytest.mark.parametrize(
    "message",
    [
        "unpacks to more than 512 MB",
        "unpacks to more than 200 times its size",
        "is longer than 8 MB",
        "too many parts",
        "more than 255 sheets",
        "has more than 16,384 columns",
        "has more than 1,048,576 characters",
        "is longer than 2,097,152 bytes",
        "has more than 100,000 characters",
        "has more than 300,000,000 characters",
        "has more than 256 MB of text",
        "a row is longer than 1,048,576 bytes",
        "grows to more than 200 times its size",
        "damaged or was cut off",
    ],
)
def test_the_document_has_each_message(message: str) -> None:
    assert re.search(rf"^\|.*{re.escape(message)}", LIMITS, re.MULTILINE)
