"""The plan's warning and ingest know a column of passwords by the same words."""

from __future__ import annotations

import re

import pytest

from ingest.reading.columns import column_of
from scripts.terraform.initialise import PROJECT

INGEST = "lambda_src/ingest/reading/columns.py"
PLAN = "upload_passwords.tf"


def pattern(path: str, name: str) -> str:
    """Read a pattern from a source; a look-ahead of its own is all that the languages write differently."""
    found = re.search(rf'^ *{name}\b[^"]*((?:"[^"\n]+"\s*)+)', (PROJECT / path).read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return "".join(re.findall(r'"([^"\n]+)"', found[1]))


def words(pattern: str) -> set[str]:
    """Return headers that a pattern's alternatives find: blanks left out, each letter that it has a choice of."""
    plain = re.sub(r"\(.*?\)|\(\?i\)| \?", "", pattern.replace("(?i)", ""))
    return {word for part in plain.split("|") for word in (part.replace("[nñ]", "n"), part.replace("[nñ]", "ñ"))}


IN_INGEST = words(pattern(INGEST, "_PASSWORD"))
IN_PLAN = words(re.sub(r"\(\[\^a\].*?\)", "", pattern(PLAN, "password_words")))


def test_the_words_are_the_same() -> None:
    assert IN_INGEST == IN_PLAN
    assert {"password", "kennwort", "pwd", "secret", "contraseña"} < IN_INGEST


@pytest.mark.parametrize("word", sorted(IN_INGEST | {"Mot de passe", "client secret", "secretary", "Initial Password"}))
def test_both_judge_a_header_alike(word: str) -> None:
    in_plan = re.search(pattern(PLAN, "password_words"), word) is not None

    assert in_plan == (column_of(word) == "password") == (word != "secretary")
