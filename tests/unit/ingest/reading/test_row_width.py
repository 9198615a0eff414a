"""Rows with other numbers of cells than the header are taken, cut or refused, and never show a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.columns import read_header
from ingest.reading.row_reader import RowReader
from ingest.reading.row_width import RowWidth
from tests.deployment_rules import RULES
from tests.unit.ingest.reading.real_world.writing import MANAGED_NEW, managed


def width_of(*names: str) -> RowWidth:
    return RowWidth(read_header(names))


def test_a_whole_row_shows_what_is_used_but_for_passwords() -> None:
    assert width_of("login", "pwd", "tags").kept(["ada", "Secret123", "y"]) == ["ada", "y"]
    assert width_of("login", "pwd").kept(["ada", "Secret123"]) == ["ada"]
    assert width_of("login", "salary", "tags").kept(["ada", "61234.56", "y"]) == ["ada", "y"]
    assert width_of("login", "tags").kept(["ada", "y"]) == ["ada", "y"]


def test_missing_cells_at_the_end_are_empty() -> None:
    cells = ["ada", "x"]

    fit = width_of("login", "email", "tags", "z").fit(cells)
    assert (fit.cells, fit.shown, fit.refused) == (["ada", "x", "", ""], ["ada", "x", ""], False)
    assert cells == ["ada", "x"]


def test_blank_cells_behind_the_header_are_cut() -> None:
    cells = ["ada", "x", "", " "]

    fit = width_of("login", "tags").fit(cells)
    assert (fit.cells, fit.shown, fit.refused) == (["ada", "x"], ["ada", "x"], False)
    assert cells == ["ada", "x", "", " "]


def test_filled_cells_behind_the_header_are_refused() -> None:
    fit = width_of("login", "tags").fit(["ada", "x", "y"])

    assert (fit.shown, fit.refused) == (["ada", "x"], True)
    assert "3 cells where the header has 2" in fit.complaint


def test_a_password_may_have_moved() -> None:
    columns = width_of("login", "email", "pwd", "tags", "status")

    assert columns.fit(["ada", "x", "new", "Secret123", "y", "z"]).shown == ["ada", "x", "", "y"]
    lost = columns.fit(["ada", "Secret123", "y", "z"])
    assert (lost.shown, lost.refused) == (["ada", "", "z", ""], True)
    won = columns.fit(["ada", "new", "x", "Secret123", "y", ""])
    assert (won.shown, won.refused) == (["ada", "new", "", "y"], True)
    assert not columns.fit(["ada", "x", "Secret123", "y"]).refused


def test_two_short_rows_in_a_row_are_one_that_was_cut() -> None:
    columns = width_of("login", "a", "b", "c", "d")

    assert columns.is_cut(3, 3)
    assert not columns.is_cut(3, 2)
    assert not columns.is_cut(5, 1)


@pytest.mark.parametrize("password", ["Sesame4711", "weak"])
@given(at=st.integers(0, len(MANAGED_NEW) - 1), times=st.integers(1, 4), lost=st.booleans())
def test_a_lost_or_additional_separator_shows_no_password(password: str, at: int, times: int, lost: bool) -> None:
    cells = [*managed(1, password=password), "", "", "", ""]
    for _ in range(times):
        if lost and at < len(cells) and cells[at] != password:
            del cells[at]
        elif not lost:
            cells.insert(at, "more")

    row = RowReader(read_header(MANAGED_NEW), RULES).read(2, cells)

    assert row is not None
    assert password not in repr(row)
