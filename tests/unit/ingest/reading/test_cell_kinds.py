"""Cells are judged by what their column is declared to hold."""

from __future__ import annotations

import pytest

from ingest.reading.cell_kinds import CellKinds
from ingest.reading.columns import read_header

NAMES = [
    "username",
    "password",
    "persistent_connection",
    "voice_enhancement",
    "auto_accept_chat",
    "acw_seconds_task",
    "quick_connect",
]
ROW = ["ada", "", "yes", "Suppress Background Noise", "no", "2000000", "yes"]
KINDS = CellKinds(read_header(NAMES))


def test_settings_are_words_that_fit_where_they_stand() -> None:
    assert [KINDS.kind(index) for index in range(2, len(NAMES))] == ["word"] * 5
    assert KINDS.fit(ROW)
    assert KINDS.fit([*ROW[:3], "Unterdrückung von Hintergrundgeräuschen", *ROW[4:]])
    assert not any(KINDS.may_be_password(ROW, index, in_place=False) for index in range(2, len(NAMES)))


@pytest.mark.parametrize("index", range(2, len(NAMES)))
def test_a_password_that_has_moved_among_them_is_seen(index: int) -> None:
    """A lost separator brings one below any header; a weak one, too."""
    for password in ("Sesame12x", "geheim1x"):
        cells = [*ROW[:index], password, *ROW[index + 1 :]]
        assert not KINDS.fit(cells)
        assert KINDS.may_be_password(cells, index, in_place=False)
