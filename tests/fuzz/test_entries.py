"""1,000 cases of each entry, the same each time, and every input of the corpus: nothing breaks off, hangs or tells.

A case that fails is told with its input; `make fuzz` looks for more, and keeps what it finds in the corpus.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT
from tests.fuzz.cases import numbered_case, run_case
from tests.fuzz.corpus_files import FOLDER, files_of
from tests.fuzz.entries import ENTRIES
from tests.fuzz.search import how_to_repeat

CASES = 1_000
FAILED = PROJECT / "build" / "fuzz" / "failed"


def run_or_tell(name: str, data: bytes) -> None:
    """Run an input; one that fails is written where it can be run again."""
    try:
        run_case(ENTRIES[name], data)
    except Exception as error:
        FAILED.mkdir(parents=True, exist_ok=True)
        file = FAILED / name
        file.write_bytes(data)
        error.add_note(f"run it again: {how_to_repeat(name, file)}")
        raise


@pytest.mark.parametrize("name", ENTRIES)
def test_cases(name: str) -> None:
    for number in range(CASES):
        run_or_tell(name, numbered_case(ENTRIES[name], number))


@pytest.mark.parametrize(
    "file", [file for name in ENTRIES for file in files_of(name)], ids=lambda file: f"{file.parent.name}/{file.name}"
)
def test_corpus(file: Path) -> None:
    run_or_tell(file.parent.name, file.read_bytes())


def test_each_entry_has_seeds_and_no_folder_is_left_over() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(ENTRIES)
    for name in ENTRIES:
        assert any(file.name.startswith("seed-") for file in files_of(name))
