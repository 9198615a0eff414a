"""What becomes of exports as real systems write them: each is read, or somebody is told."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

import pytest

from tests.unit.ingest.reading.real_world.exports.all_exports import EXPORTS
from tests.unit.ingest.reading.real_world.exports.export import CANARY, Export, login_of
from tests.unit.ingest.reading.real_world.exports.export import MARA as SOMEBODY
from tests.unit.ingest.reading.real_world.exports.judge import judge
from tests.unit.ingest.reading.real_world.exports.not_yet import NOT_YET
from tests.unit.ingest.reading.real_world.exports.observe import Observed, observe
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Number, Sheet, ods, xlsx

RIGHT = Export(
    "a directory",
    "nowhere",
    b"",
    "agent_directory",
    accepted=1,
    agents=login_of(SOMEBODY),
    canaries=(CANARY,),
    says=("ok",),
)
FOUND = Observed("agent_directory", {SOMEBODY.login: {"first_name": "Mara", "last_name": "Ellwood"}}, said="ok")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_export_becomes_what_it_should(export: Export) -> None:
    faults = judge(export, observe(export))

    if export.name in NOT_YET:
        assert faults, "it is right now: take its name off not_yet.txt"
    else:
        assert faults == []


def test_names_are_unique_and_those_that_are_wrong_exist() -> None:
    names = [export.name for export in EXPORTS]
    assert len(names) == len(set(names)) >= 300
    assert set(NOT_YET) <= set(names)
    assert len(NOT_YET) == len(set(NOT_YET))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (replace(FOUND, said="ok " + CANARY), "password shown"),
        (replace(FOUND, shown=CANARY), "password shown"),
        (replace(FOUND, kept=CANARY.encode("utf-16")), "password shown"),
        (replace(FOUND, kept=xlsx(Sheet([[CANARY]]))), "password shown"),
        (Observed("file"), "silent plain file"),
        (Observed("table", said="ok"), "refused though it can be read"),
        (replace(FOUND, accepted={SOMEBODY.login: {"first_name": "Mara", "last_name": "E"}}), "wrong value"),
        (replace(FOUND, accepted={"mara": {}}), "not read"),
        (replace(FOUND, rejected=1), "rows"),
        (replace(FOUND, said=""), "not told"),
    ],
)
def test_what_is_wrong_is_found(found: Observed, kind: str) -> None:
    assert judge(RIGHT, FOUND) == []
    assert judge(RIGHT, found)[0].kind == kind


def test_a_password_is_allowed_in_its_secret_alone() -> None:
    agent = {"first_name": "Mara", "last_name": "Ellwood", "password": CANARY}
    assert judge(RIGHT, replace(FOUND, accepted={SOMEBODY.login: agent})) == []
    speaking = replace(RIGHT, canaries=(), never_used=(CANARY,))
    assert [fault.kind for fault in judge(speaking, replace(FOUND, accepted={SOMEBODY.login: agent}))] == [
        "password used that is none"
    ]


@pytest.mark.parametrize("book", [xlsx(Sheet([["a & b", Number(1)]])), ods([["a & b"]])], ids=["xlsx", "ods"])
def test_written_workbooks_are_archives_of_xml(book: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        texts = [ET.fromstring(archive.read(name)) for name in archive.namelist() if name != "mimetype"]  # noqa: S314
    assert "a & b" in {element.text for text in texts for element in text.iter()}
