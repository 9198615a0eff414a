"""The plan's warning and ingest know columns that may hold passwords by the same words."""

from __future__ import annotations

import hcl2

from ingest.reading.password_words import ANYWHERE, WHOLE
from scripts.terraform.initialise import PROJECT


def words(name: str) -> list[str]:
    """Read a list of words from the plan's check."""
    [found] = hcl2.loads((PROJECT / "upload_passwords.tf").read_text("utf-8"))["locals"]
    return [word.strip('"') for word in found[name]]


def test_the_words_are_the_same() -> None:
    assert words("password_words") == list(ANYWHERE)
    assert words("whole_password_words") == list(WHOLE)
    assert len({*ANYWHERE, *WHOLE}) == len(ANYWHERE) + len(WHOLE) > 50
