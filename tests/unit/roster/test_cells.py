"""Cells that are safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.values import clean
from roster.cells import csv_row, original_cell, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "  =1",
        "\u00a0\u2003=1",
        "\ufeff=1",
        "\u200b\u202e@x",
        "\x00-1+1",
        "\t",
        "\ttext",
        "\r",
        "\n",
        "\uff1d1+1",
        "+1;2",
        "+1*2",
        "-",
        "+",
        "-Anna",
    ],
)
def test_formulas_become_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["+4930123456", "+49 (30) 123-456", "-1", "Ada", "O'Neil", "'t Hooft", "a=b", "a@b.c", "", "key=value;x=y", "Ä"],
)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"),
        ("x, \u00a0=1,y", "x,' \u00a0=1,y"),
        ("\t=1", "'\t'=1"),
        ("a\r\n=1\n@b", "a\r\n'=1\n'@b"),
        ("+1,+cmd|'x'!A0", "'+1,'+cmd|'x'!A0"),
        ("tel;+49 30 123456", "tel;+49 30 123456"),
        ("'=1", "''=1"),
        (" '=1", "' '=1"),
        ("x;'=1", "x;''=1"),
        ("a;b,c|d", "a;b,c|d"),
    ],
)
def test_what_a_separator_would_cut_off_is_guarded_too(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
    assert original_cell(cell) == text


SEPARATORS = ",;|\t"
PIECES = st.lists(
    st.sampled_from([*"=+-@'\"", *SEPARATORS, "\r", "\n", " ", "\xa0", "\ufeff", "\u202e", "1", "x", "\uff1d"])
)
TEXTS = st.text() | PIECES.map("".join)


@given(TEXTS)
def test_no_cell_nor_part_of_one_begins_like_a_formula_but_for_plain_numbers(text: str) -> None:
    """However a spreadsheet reads the row: with quotes or by any separator alone."""
    row = csv_row(["first", text, "last"], ",").removesuffix("\r\n")
    cells = next(csv.reader(io.StringIO(row, newline="")))
    pieces = [*cells, *(piece for one in SEPARATORS for cell in cells for piece in re.split(rf"[{one}\r\n]", cell))]
    for piece in pieces:
        begun = piece.lstrip("".join(map(chr, range(33))) + "\x7f\xa0\u2003\ufeff\u202e").replace("\uff1d", "=")
        number = set(begun[1:]) <= set("0123456789 ().-/") and begun[1:2].isdigit()
        assert begun[:1] not in set("=@")
        assert begun[:1] not in set("+-") or number


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert original_cell(safe_cell(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(SEPARATORS))
def test_every_row_comes_back(texts: list[str], separator: str) -> None:
    row = csv_row(texts, separator)

    [cells] = csv.reader(io.StringIO(row, newline=""), delimiter=separator)

    assert [*map(original_cell, cells)] == texts


@given(TEXTS)
def test_ingest_reads_a_guarded_cell_as_the_one_that_it_was(text: str) -> None:
    raw = "".join(character for character in text if not "\ud800" <= character <= "\udfff")

    # What a report quotes was in an upload, where an apostrophe may have been a guard already.
    assert clean(safe_cell(original_cell(raw))) == clean(raw)


def test_a_cell_is_quoted_for_every_separator() -> None:
    assert csv_row(["a;b", "c,d", "e\tf", "g|h", 'i"j', "k", "", 7], ";") == (
        '"a;b";"c,d";"e\tf";"g|h";"i""j";k;;7\r\n'
    )
    assert csv_row([""]) == '""\r\n'


@pytest.mark.slow
def test_a_cell_of_a_million_separators_takes_no_longer_than_its_length() -> None:
    for text in ("," * 10**6, " ;" * 10**6, "'" * 10**6, " " * 10**6, ",'" * 10**6, ";+1 " * 10**6):
        assert original_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'t Hooft", "'", "'+4930123456", "O'Neil", "", "'Ada'"])
def test_an_apostrophe_that_guards_nothing_stays(text: str) -> None:
    assert original_cell(text) == text
