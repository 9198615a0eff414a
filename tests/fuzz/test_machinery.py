"""What looks for faults finds those that are there, and makes the same cases again from the same numbers."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import os
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fuzz.cases import LimitError, failure_of, make_case, shrink, signature
from tests.fuzz.corpus_files import files_of, found_since, inputs_of
from tests.fuzz.entries import ENTRIES
from tests.fuzz.entries.writable import stored_item
from tests.fuzz.entry import Entry
from tests.fuzz.mutation.any_bytes import change_bytes
from tests.fuzz.mutation.items import change_item
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.mutation.tables import change_table
from tests.fuzz.search import Finds, search_by_hypothesis
from tests.fuzz.seeds import seeds


def entry(run: object) -> Entry:
    return Entry("upload", run, change_bytes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ENTRIES)
def test_numbers_make_the_same_case_each_time_and_different_ones_mostly_others(name: str) -> None:
    made = [make_case(ENTRIES[name], number, [number, 7]) for number in range(40)]

    assert made == [make_case(ENTRIES[name], number, [number, 7]) for number in range(40)]
    assert len(set(made)) > 20


def test_the_seeds_are_those_that_the_program_writes() -> None:
    for name, found in seeds().items():
        kept = {file.name.removeprefix("seed-"): file for file in files_of(name) if file.name.startswith("seed-")}
        stored = {ending: unpacked(file.read_bytes()) for ending, file in kept.items()}
        assert stored == {ending: unpacked(data) for ending, data in found.items()}


def unpacked(data: bytes) -> bytes:
    """What was packed by gzip, whose header is not the same in each version of Python."""
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def test_tables_stay_tables_in_what_they_are_packed_in() -> None:
    packed = gzip.compress(b"a,b\n1,2\n")
    [book] = [file.read_bytes() for file in files_of("upload") if file.name.endswith(".xlsx")]

    changed = [change_table(packed, Random(number)) for number in range(100)]
    books = [change_table(book, Random(number)) for number in range(100)]

    assert sum(data.startswith(b"\x1f\x8b") for data in changed) > 60
    assert sum(zipfile.is_zipfile(io.BytesIO(data)) for data in books) > 60
    assert len(set(books)) > 40


def test_json_mostly_stays_json_and_what_it_holds_is_changed_too() -> None:
    document = {"a": {"b": [1, 2]}, "body": '{"inner": 1}'}
    changed = [change_json(json.dumps(document).encode(), Random(number)) for number in range(300)]

    read = []
    for data in changed:
        try:
            read.append(json.loads(data))
        except ValueError:
            continue
    assert len(read) > 250
    assert any(isinstance(found, dict) and "b" not in (found.get("a") or {}) for found in read)
    assert any(isinstance(found, dict) and found.get("body") not in (None, '{"inner": 1}') for found in read)


@pytest.mark.parametrize("name", ["agent-item", "import-record", "outcome-item"])
def test_items_mostly_stay_items_and_have_every_kind_of_value(name: str) -> None:
    label = {"agent-item": "agents", "import-record": "files", "outcome-item": "outcomes"}[name]
    changed = [change_item(data, Random(number), inputs_of(name)) for data in inputs_of(name) for number in range(300)]

    items = [found for data in changed if (found := stored_of(data, label)) is not None]

    assert len(items) > 0.6 * len(changed)
    kinds = {kind for item in items for value in item.values() for kind in value}
    assert kinds == {"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"}


def stored_of(data: bytes, label: str) -> dict[str, Any] | None:
    try:
        return stored_item(json.loads(data), label)
    except (ValueError, RecursionError):
        return None


def escape(data: bytes) -> None:
    if b"\x1b" in data:
        raise KeyError("escape")


def test_a_fault_is_made_small_kept_and_told_once(tmp_path: Path) -> None:
    told = io.StringIO()

    def write(name: str, data: bytes) -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    finds = Finds(entry(escape), told, write)
    for data in (b"abc", b"x\x1by" * 50, b"\x1b"):
        finds.run(data)

    assert finds.cases == 3
    assert [file.read_bytes() for file in finds.kinds.values()] == [b"\x1b"]
    assert told.getvalue().count("KeyError: 'escape'") == 1
    assert "python -m tests.fuzz upload" in told.getvalue()


def test_what_is_found_again_counts_as_found(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("found-old", "found-again", "seed-new")]
    for file in files:
        file.write_bytes(b"x")
        os.utime(file, ns=(1_000, 1_000))
    for file in files[1:]:
        os.utime(file, ns=(2_000, 2_000))

    assert found_since(files, 2_000) == [tmp_path / "found-again"]


def test_a_search_comes_upon_a_fault(tmp_path: Path) -> None:
    finds = Finds(entry(escape), io.StringIO(), lambda name, data: tmp_path / name)

    search_by_hypothesis(entry(escape), finds, 1_000, first=1, clock=itertools.count().__next__)

    assert finds.cases >= 500
    assert list(finds.kinds) == [signature(failure_of(entry(escape), b"\x1b") or KeyError())]


def test_a_case_that_takes_too_much_memory_or_time_fails() -> None:
    def hang(_: bytes) -> None:
        while True:
            pass

    def swell(_: bytes) -> None:
        assert bytearray(b"x") * (400 * 2**20)

    assert isinstance(failure_of(entry(hang), b"", seconds=0.2), LimitError)
    assert isinstance(failure_of(entry(swell), b""), LimitError)


def test_what_still_fails_is_made_smaller() -> None:
    assert shrink(b"aaaa(bbbb)cccc" * 10, lambda data: b"(" in data and b")" in data) == b"()"
    assert signature(ValueError()) == "ValueError at "
    assert len(inputs_of("upload")) >= 10
