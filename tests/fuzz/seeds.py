"""Writes the seeds of the corpus: `PYTHONPATH=lambda_src python -m tests.fuzz.seeds`."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from openpyxl import Workbook

from tests.fuzz.corpus_files import FOLDER
from tests.fuzz.deployment import CANARY, DIRECTORY
from tests.fuzz.entries import (
    command_line,
    lifecycle_events,
    seeds_of_objects,
    stream_records,
    upkeep_messages,
    uploads,
)

_ROWS: Final = [
    ["User login", "First name", "Last name", "Email", "Initial password", "Security profiles", "Tags", "Mobile"],
    ["ada", "Ada", "King", "ada@example.com", f"{CANARY}A", "Agent", "team=a;site=b", "+49 170 1234567"],
    ["zoë", "Zoë", "Müller", "", f"{CANARY}B", "Agent", "", ""],
    ["bob", "Bob", "O'Neil", "bob@example.com", "", "Agent", "", ""],
    ["bob", "Bob", "Twice", "", f"{CANARY}C", "Admin", "", "12"],
]


def _text(separator: str = ",", end: str = "\r\n", quote: str = "") -> str:
    return "".join(separator.join(quote + cell + quote for cell in row) + end for row in _ROWS)


def _workbook() -> bytes:
    """Write a workbook, the same one each time."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in _ROWS:
        sheet.append(row)
    sheet["I1"], sheet["I2"], sheet["I3"] = "ACW timeout", 30, "=10+20"
    sheet["I2"].number_format = "00000"
    book.create_sheet("Notes").append(["Staff of 2026"])
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    written_at = re.compile(rb"20\d\d-[0-9T:-]+Z")
    return _archive({name: written_at.sub(b"2026-01-01T00:00:00Z", content) for name, content in parts.items()})


def _archive(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "console.csv", DIRECTORY
    yield "semicolons.csv", _text(";", "\n", '"').encode("utf-8-sig")
    yield "tabs-utf-16.txt", _text("\t").encode("utf-16")
    yield "windows.csv", _text(";").encode("cp1252")
    yield "preface.csv", b"sep=|\r\nStaff of 2026\r\n\r\n" + _text("|").encode()
    yield "packed.csv.gz", gzip.compress(_text().encode(), mtime=0)
    yield "workbook.xlsx", _workbook()
    yield "archive.zip", _archive({"Folder\\Staff.CSV": DIRECTORY, "notes.txt": b"a,b\n"})
    yield "no-directory.csv", f"name,phone,Kennwort\nAda King,1,{CANARY}A\nBob Reed,2,{CANARY}B\n".encode()
    yield "plain.csv", b"article,price\nbolt,1\nnut,2\n"
    yield "names.csv", b'name;login;status\nLovelace, Ada;ada;inactive\n"Grace\nHopper";grace;active\n'


def _keys() -> Iterator[tuple[str, bytes]]:
    for number, key in enumerate(
        (
            "agents.csv",
            "Été 1/mitarbeiter+neu.csv",
            "a\x1b[2Jb\nc.csv",
            "x" * 1024,
            "../../a b%00.csv",
            "=cmd|' /C calc'!A0.csv",
        )
    ):
        yield str(number), key.encode()


def _numbered(seeds: list[bytes], ending: str) -> dict[str, bytes]:
    return {f"{number}{ending}": seed for number, seed in enumerate(seeds)}


def seeds() -> dict[str, Mapping[str, bytes]]:
    """Return the seeds of each entry, by the ends of their files' names."""
    return {
        "upload": dict(_tables()),
        "object-key": dict(_keys()),
        "s3-event": _numbered(uploads.event_seeds(), ".json"),
        "agents-stream": _numbered(stream_records.agent_seeds(), ".json"),
        "files-stream": _numbered(stream_records.file_seeds(), ".json"),
        "retry-queue": _numbered(stream_records.retry_seeds(), ".json"),
        "failure-queue": _numbered(upkeep_messages.message_seeds(), ".json"),
        "upkeep-event": _numbered([b"{}", b'{"idle_seconds": 60, "max_replays": 0}'], ".json"),
        "lifecycle-event": _numbered(lifecycle_events.seeds(), ".json"),
        "plan-object": _numbered(seeds_of_objects.plan_seeds(), ".jsonl.gz"),
        "import-record": _numbered(seeds_of_objects.record_seeds(), ".json"),
        "outcome-item": _numbered(seeds_of_objects.outcome_seeds(), ".json"),
        "agent-item": _numbered(seeds_of_objects.agent_seeds(), ".json"),
        "directory-file": dict(_tables()),
        "stack-file": _numbered(command_line.stack_seeds(), ".json"),
        "leavers-file": _numbered(command_line.leavers_seeds(), ".txt"),
    }


def main() -> None:
    """Write them."""
    for entry, found in seeds().items():
        folder = FOLDER / entry
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("seed-*"):
            old.unlink()
        for name, data in found.items():
            (folder / f"seed-{name}").write_bytes(data)


if __name__ == "__main__":
    main()
