"""`remove` removes leavers by an upload of its own, under the guard that holds for files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingest.upload_bucket import UploadEvent
from roster.imports import sortable_sequencer
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.test_plan import set_variables

HEADER = "username,first_name,last_name,routing_profile\n"
STAFF = [f"{name},{name.title()},King,Basic Routing Profile" for name in ("ada", "bob", "Cy.Young", "dan", "eve")]
NAMES = ["ada", "bob", "Cy.Young", "dan", "eve"]


@pytest.fixture
def staffed(centre: Centre, rollcall: CommandLine) -> Centre:
    """Five agents of one file, one of whom is gone already."""
    set_variables(MAX_REMOVALS_PERCENT="50")
    centre.ingest("agents.csv", *STAFF, header=HEADER)
    assert centre.wake(*NAMES) == []
    centre.ingest("old.csv", "eve,inactive,x", header="username,status,routing_profile\n")
    assert centre.wake("eve") == []
    return centre


def sent(centre: Centre) -> list[str]:
    """Keys of the uploads that `remove` made."""
    listed: dict[str, Any] = centre.deployment.s3.list_objects_v2(Bucket="rollcall-uploads", Prefix="removals/")
    return [entry["Key"] for entry in listed.get("Contents", [])]


def ingest(centre: Centre, document: dict[str, Any]) -> dict[str, Any]:
    """Take an upload of the command in, as S3's event would have ingest do."""
    sequencer = sortable_sequencer(f"{next(centre.deployment.sequencers):016X}")
    event = UploadEvent(document["bucket"], document["key"], document["version_id"], sequencer)
    centre.deployment.run_ingest(event, centre.policy)
    return centre.deployment.record(event)


def test_it_is_an_import_that_removes_them(staffed: Centre, rollcall: CommandLine) -> None:
    document = rollcall.run("remove", "ada", "Cy.Young", "ada", "eve", "--yes", "--json").json
    record = ingest(staffed, document)
    staffed.wake("ada", "Cy.Young")

    assert document["removing"] == ["ada", "Cy.Young"]
    assert document["removed_already"] == ["eve"]
    assert document["listed_by"] == {"agents.csv": ["ada", "Cy.Young"]}
    assert re.fullmatch(r"removals/[0-9TZ-]+-[0-9a-f]{6}\.csv", document["key"])
    now = staffed.import_record(record)
    assert (now["kind"], now["removed"], now.get("rejected", 0), now["pending"]) == ("agent_directory", 2, 0, 0)
    assert staffed.usernames() == ["bob", "dan"]


@pytest.mark.parametrize("mode", ["merge", "mirror"])
def test_the_file_that_lists_them_makes_them_again_as_it_says(
    staffed: Centre, rollcall: CommandLine, mode: str
) -> None:
    set_variables(DIRECTORY_MODE=mode)
    said = rollcall.run("remove", "ada", "--yes")
    [key] = sent(staffed)
    version = staffed.deployment.s3.head_object(Bucket="rollcall-uploads", Key=key)["VersionId"]
    ingest(staffed, {"bucket": "rollcall-uploads", "key": key, "version_id": version})
    staffed.wake("ada")
    assert "ada" not in staffed.usernames()

    staffed.ingest("agents.csv", *STAFF, header=HEADER)
    staffed.wake("ada")

    assert "agents.csv listed ada last. If the file still does, its next upload makes the agent again" in said.err
    assert f"rollcall status {key}" in said.err
    assert "ada" in staffed.usernames()


def test_names_that_are_no_agents_are_told_before_anything_is_sent(staffed: Centre, rollcall: CommandLine) -> None:
    result = rollcall.run("remove", "ada", "Bob", "cy.yuong", "zzz", "--yes")

    assert result.exit_code == 3
    assert "no agents: 'Bob' (close: bob), 'cy.yuong' (close: Cy.Young), 'zzz'" in result.err
    assert sent(staffed) == []


def test_the_guard_holds_and_its_option_lifts_it(staffed: Centre, rollcall: CommandLine) -> None:
    refused = rollcall.run("remove", "ada", "bob", "dan", "--yes")
    assert (refused.exit_code, sent(staffed)) == (3, [])
    assert "would remove 3 of 4 agents of the deployment, and max_removals_percent allows 50 %" in refused.err
    assert "add --allow-removals" in refused.err
    assert "metadata" not in refused.err

    document = rollcall.run("remove", "ada", "bob", "dan", "--yes", "--allow-removals", "--json").json

    head = staffed.deployment.s3.head_object(Bucket="rollcall-uploads", Key=document["key"])
    assert head["Metadata"] == {"allow-removals": "yes"}


def test_whoever_is_gone_already_needs_no_upload(staffed: Centre, rollcall: CommandLine) -> None:
    result = rollcall.run("remove", "eve")

    assert (result.exit_code, sent(staffed)) == (0, [])
    assert "Removed already: eve" in result.err
    assert "There is nobody to remove" in result.err


def test_names_of_a_file_and_of_standard_input(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "leavers.txt"
    file.write_bytes(b"\xef\xbb\xbfada\r\n\r\n  bob \r\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"dan\n")))

    of_file = rollcall.run("remove", "--from-file", str(file), "--yes", "--json").json
    of_input = rollcall.run("remove", "--from-file", "-", "--yes", "--json").json

    assert (of_file["removing"], of_input["removing"]) == (["ada", "bob"], ["dan"])


def test_without_a_terminal_yes_has_to_be_said(staffed: Centre, rollcall: CommandLine) -> None:
    result = rollcall.run("remove", "ada")

    assert (result.exit_code, sent(staffed)) == (2, [])
    assert "add --yes" in result.err


def test_without_a_name_there_is_nothing_to_do(rollcall: CommandLine) -> None:
    assert rollcall.run("remove").exit_code == 2


@pytest.mark.parametrize(("answer", "keys"), [("y\n", 1), ("n\n", 0)])
def test_a_terminal_gets_the_plan_and_is_asked(
    staffed: Centre, rollcall: CommandLine, on_a_terminal: Callable[[str], None], answer: str, keys: int
) -> None:
    on_a_terminal(answer)

    result = rollcall.run("remove", "ada")

    assert "- remove ada" in re.sub(r"\x1b\[[0-9;]*m", "", result.out)
    assert "Remove 1 agent?" in result.err
    assert len(sent(staffed)) == keys
    assert result.exit_code == (0 if keys else 2)
