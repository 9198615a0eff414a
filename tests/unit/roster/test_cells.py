"""Cells that are safe in a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cells import original_cell, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
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


@given(st.text())
def test_no_cell_begins_like_a_formula_but_for_plain_numbers(text: str) -> None:
    cell = safe_cell(text)
    first = cell.lstrip(" ")[:1]
    assert cell.removeprefix("'") == text or cell == text
    if first in set("=@\t\r\n"):
        pytest.fail(repr(cell))
    if first in set("+-"):
        assert set(cell[1:]) <= set("0123456789 ().-/")


@given(st.text())
def test_the_guard_comes_off_again(text: str) -> None:
    if safe_cell(text) != text:
        assert original_cell(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'t Hooft", "'", "''=1", "'+4930123456", "O'Neil", "", "'Ada'"])
def test_an_apostrophe_that_guards_nothing_stays(text: str) -> None:
    assert original_cell(text) == text
