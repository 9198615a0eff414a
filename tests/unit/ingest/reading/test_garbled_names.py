"""Names that were read in a wrong encoding before, and saved so."""

# ruff: noqa: RUF001

from __future__ import annotations

import pytest

from ingest.reading.garbled_names import before_it_was_garbled, has_lost_letter
from ingest.reading.remarks import Noted
from ingest.reading.text_repairs import mend

NAMES = ["Jürgen", "Müller-Lüdenscheidt", "Дарья", "Łukasz", "François"]
NOT_MADE = {("Дарья", "cp1252"), ("Łukasz", "cp1252")}
"""Names with bytes that the encoding has no character for."""


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        (name, wrong)
        for name in NAMES
        for wrong in ("cp1252", "mac-roman", "cp850", "cp1251")
        if (name, wrong) not in NOT_MADE
    ],
)
def test_a_name_is_turned_back(name: str, wrong: str) -> None:
    assert before_it_was_garbled(name.encode().decode(wrong)) == name


def test_bytes_that_windows_1252_lacks_were_kept() -> None:
    assert before_it_was_garbled("Ã\x81lvaro") == "Álvaro"


@pytest.mark.parametrize(
    "name", ["Jürgen", "Ünal", "Ada", "Дарья", "Пётр", "佐藤", "Łukasz", "Ã©", "ŠŽ", "Æsa", "d’Étoile"]
)
def test_names_stay_as_they_are(name: str) -> None:
    assert before_it_was_garbled(name) is None


@pytest.mark.parametrize(("name", "lost"), [("M?ller", True), ("?ucja", True), ("Who?", False), ("Anna (?)", False)])
def test_a_question_mark_within_a_word_is_a_lost_letter(name: str, lost: bool) -> None:
    assert has_lost_letter(name) == lost


@pytest.mark.parametrize(
    ("text", "value", "warning"),
    [
        ("MÃ¼ller", "Müller", "CSV UTF-8"),
        ("X'c396686c6d616e6e'", "Öhlmann", "hexadecimal"),
    ],
)
def test_what_was_garbled_is_mended_with_a_warning(text: str, value: str, warning: str) -> None:
    mended = mend(text)

    assert isinstance(mended, Noted)
    assert mended.value == value
    assert warning in mended.warning


@pytest.mark.parametrize("text", ["X'c3'", "X'zz'", "X'Ada", "X'"])
def test_what_is_no_hexadecimal_stays(text: str) -> None:
    assert mend(text) == text
