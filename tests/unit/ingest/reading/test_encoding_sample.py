"""An encoding is told by the cells that have more than ASCII in them, however the file is cut into pieces."""

from __future__ import annotations

import pytest

from ingest.reading.encoding_sample import MOST_CELLS, gather_sample

CONTENT = 'login,name\r\nada,"Zoë Ünal"\r\nbob;Jürgen;x\tÅsa | Bob\r\nzoe,Zoë Ünal\r\n'.encode("cp1252")
CELLS = tuple(cell.encode("cp1252") for cell in ("Zoë Ünal", "Jürgen", "Åsa | Bob"))


@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_cells_are_gathered_once_each(size: int) -> None:
    pieces = [CONTENT[at : at + size] for at in range(0, len(CONTENT), size)]

    assert gather_sample(pieces).cells == CELLS


def test_a_last_line_without_an_end_counts() -> None:
    assert gather_sample([b"a\nZo", b"\xeb"]).cells == (b"Zo\xeb",)


def test_reading_ends_when_there_are_enough() -> None:
    pieces = iter([f"é{number}\n".encode() for number in range(MOST_CELLS + 50)])

    assert len(gather_sample(pieces).cells) == MOST_CELLS
    assert len(list(pieces)) == 50


def test_line_ends_are_told() -> None:
    assert gather_sample([b"a\rb\r"]).only_cr
    assert not gather_sample([b"a\r", b"\nb"]).only_cr
    assert not gather_sample([b"a"]).only_cr


def test_a_line_without_end_is_not_held() -> None:
    assert len(gather_sample([b"x" * 60_000] * 50 + [b"\xeb"]).cells[0]) < 200_000
