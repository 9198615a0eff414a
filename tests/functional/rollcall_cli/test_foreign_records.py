"""Others write the files table too: a record that can't be read is told by its place, and hides no other."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from rollcall_cli.errors import CliError
from rollcall_cli.import_check import checked
from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.plain_files import PlainFiles
from rollcall_cli.readable_records import readable
from rollcall_cli.redrive_outcome import RedriveOutcome
from rollcall_cli.time_left import Others
from rollcall_cli.waiting_outcome import show_waiting
from rollcall_cli.waiting_uploads import WaitingUpload
from rollcall_cli.watch import Watch
from roster.clock import utc_now
from roster.errors import UnreadableError
from tests.functional.provision.centre import HEADER, ROW, Centre
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.test_import_list import import_record

LATEST = {"started_at": "2099-01-01T00:00:00.000Z"}
"""It started after all that the tests import."""

WRONG: dict[str, dict[str, Any]] = {
    "no id": {"import_id": None},
    "an id that a shell would run": {"import_id": "$(id)"},
    "a status that nobody sets": {"status": "DONE"},
    "no position": {"position": None},
    "a count in words": {"pending": "many"},
}


def put_foreign(centre: Centre, number: int = 900, **changes: Any) -> dict[str, Any]:
    """Write a record of an import with other attributes; None leaves one out."""
    record = {name: value for name, value in (import_record(number) | LATEST | changes).items() if value is not None}
    centre.deployment.stores.files.put(record)
    return record


@pytest.mark.parametrize("wrong", WRONG)
def test_a_record_hides_no_other(centre: Centre, rollcall: CommandLine, wrong: str) -> None:
    # An index holds only records with its own keys.
    changes = WRONG[wrong] if wrong != "no id" else {"import_id": "0"}
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    put_foreign(centre, 900, **changes)
    put_foreign(centre, 901, **changes)

    listed = rollcall.run("status", "--limit", "1", "--json")

    assert [one["import_id"] for one in listed.json] == [record["import_id"]]
    assert "The record of 900.csv" in listed.err
    assert "there are older ones" not in listed.err


@pytest.mark.parametrize("arguments", [["report"], ["status", "--watch"]])
def test_the_one_before_is_not_taken_for_the_newest(
    centre: Centre, rollcall: CommandLine, arguments: list[str]
) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    put_foreign(centre, status="DONE")

    result = rollcall.run(*arguments)

    assert (result.exit_code, result.out) == (3, "")
    assert "The record of 900.csv" in result.err


@pytest.mark.parametrize("wrong", WRONG)
def test_a_record_ends_nobody_elses_watch(
    centre: Centre, rollcall: CommandLine, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    put_foreign(centre, unfinished="yes", progress_at="2099", **WRONG[wrong])
    line = OtherUploads(rollcall.deployment(), "mine.csv")

    assert line.look() == Others((1,), done=0)
    assert line.look() == Others((1,), done=0)
    assert capsys.readouterr().err.count("The record of 900.csv") == 1


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_watched_can_be_read(centre: Centre, rollcall: CommandLine, wrong: str) -> None:
    foreign = put_foreign(centre, version_id="v1", **{"status": "INGESTING"} | WRONG[wrong])
    watch = Watch(rollcall.deployment(), sleep=lambda _: None)

    with pytest.raises(UnreadableError, match=r"900\.csv"):
        watch.follow(foreign, lambda *_: None)
    with pytest.raises(UnreadableError, match=r"900\.csv"):
        watch.upload("900.csv", "v1", lambda *_: None)


def test_an_upload_is_waited_for_beside_a_record_without_version(centre: Centre, rollcall: CommandLine) -> None:
    put_foreign(centre)
    times = itertools.count(0, 100)
    watch = Watch(rollcall.deployment(), clock=lambda: float(next(times)), sleep=lambda _: None)

    with pytest.raises(CliError, match="nobody has taken it in"):
        watch.upload("900.csv", "v1", lambda *_: None)


def test_a_redrive_tells_of_it_and_of_the_others(centre: Centre, rollcall: CommandLine) -> None:
    put_foreign(centre, status="INGESTING", position=None)
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    done = {
        "failure_queue": {"uploads": []},
        "lost_uploads": ["900.csv", "agents.csv"],
        "imports": {"resumed": [f"{900:032x}"]},
    }

    foreign, own, resumed = RedriveOutcome(rollcall.deployment()).of(done, 0)

    assert (foreign.key, own.import_id) == ("900.csv", record["import_id"])
    assert "position is missing" in foreign.what
    assert "position is missing" in resumed.what


def test_an_upload_that_waits_is_shown_beside_it(
    centre: Centre, rollcall: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    put_foreign(centre, import_id=None)

    show_waiting(rollcall.deployment(), WaitingUpload("900.csv", "v2", utc_now()), as_json=False)

    said = capsys.readouterr()
    assert "The record of 900.csv" in said.err
    assert "last import" not in said.out


def test_a_plain_file_is_told_too(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    deployment = centre.deployment
    deployment.run_ingest(deployment.upload("good.txt", b"x", "text/plain"), centre.policy)
    file = {"key": "bad.txt", "sequencer": "1", "kind": "file", "uploaded_at": "2026-12-01T00:00:00.000Z"}
    deployment.stores.files.put(file)

    listed = rollcall.run("files", "--json")
    got = rollcall.run("files", "get", "bad.txt", "--output", str(tmp_path / "copy"))
    deleted = rollcall.run("files", "delete", "bad.txt", "--yes")

    assert [one["key"] for one in listed.json] == ["good.txt"]
    for result in (listed, got, deleted):
        assert "The record of bad.txt" in result.err
    assert (got.exit_code, deleted.exit_code) == (3, 3)
    assert PlainFiles(rollcall.deployment()).of_key("bad.txt")


def test_what_was_told_is_not_told_again(capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = import_record(1), import_record(2, status="DONE")
    told: set[str] = set()

    for _ in range(2):
        assert list(readable([bad, good, bad], checked, told)) == [good]

    assert capsys.readouterr().err.count("The record of 2.csv") == 1
