"""`undo` brings back what was wanted before an import; itself an import, it can be undone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.upload_bucket import UploadEvent
from roster.imports import sortable_sequencer
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.test_plan import BASIC, FILE, HEADER, KEY, STAFF, set_variables

SETTINGS = ("IdentityInfo", "PhoneConfig", "RoutingProfileId", "SecurityProfileIds", "HierarchyGroupId")


def settle(centre: Centre, record: dict[str, Any]) -> dict[str, Any]:
    """Provision and report an import."""
    while waiting := [name for name, item in centre.deployment.agents().items() if item.get("status") == "PENDING"]:
        centre.wake(*waiting)
    centre.wake_report(record)
    return centre.import_record(record)


def take_in(centre: Centre, version_id: str) -> dict[str, Any]:
    """Ingest what the command has uploaded, and let it come to its end."""
    sequencer = sortable_sequencer(f"{next(centre.deployment.sequencers):016X}")
    event = UploadEvent("rollcall-uploads", KEY, version_id, sequencer)
    centre.deployment.run_ingest(event, centre.policy)
    return settle(centre, centre.deployment.record(event))


def seen(centre: Centre) -> dict[str, Any]:
    """The users, as far as a directory says what they are like."""
    return {name: [user.get(part) for part in SETTINGS] for name, user in centre.users().items()}


@pytest.fixture
def staffed(centre: Centre, rollcall: CommandLine) -> Centre:
    set_variables(MAX_REMOVALS_PERCENT="100")
    settle(centre, centre.ingest(KEY, *STAFF, header=HEADER))
    return centre


def test_all_is_as_before_and_undoing_that_does_it_again(staffed: Centre, rollcall: CommandLine) -> None:
    before = seen(staffed)
    done = settle(staffed, staffed.ingest(KEY, *FILE[:3], *FILE[4:7], header=HEADER))
    after = seen(staffed)
    assert (done["created"], done["updated"], done["removed"], done["failed"]) == (1, 1, 1, 1)

    result = rollcall.run("undo", done["import_id"][:8], "--yes", "--json")
    undone = take_in(staffed, result.json["version_id"])

    assert result.exit_code == 0, result.err
    assert seen(staffed) == before
    assert (result.json["rows"], result.json["made_again"], result.json["left_alone"]) == (4, ["cy"], {})
    assert (undone.get("rejected", 0), undone["updated"], undone["created"]) == (0, 1, 1)
    assert staffed.agent("cy")["password_secret"].startswith("rollcall/passwords/")
    again = rollcall.run("undo", KEY, "--yes", "--json")
    take_in(staffed, again.json["version_id"])
    assert seen(staffed) == after


def test_what_a_later_import_changed_is_left_alone_and_listed(staffed: Centre, rollcall: CommandLine) -> None:
    first = settle(staffed, staffed.ingest(KEY, *FILE[1:3], header=HEADER))
    settle(staffed, staffed.ingest("other.csv", f"bob,Bob,Third,bob@example.com,{BASIC},30,", header=HEADER))

    result = rollcall.run("undo", first["import_id"], "--yes", "--json")
    take_in(staffed, result.json["version_id"])

    assert result.exit_code == 1
    assert list(result.json["left_alone"]) == ["bob"]
    assert "changed it later" in result.json["left_alone"]["bob"]
    assert seen(staffed)["bob"][0]["LastName"] == "Third"
    assert "cy" in staffed.usernames()


def test_an_adopted_user_is_never_removed(staffed: Centre, rollcall: CommandLine) -> None:
    staffed.create_user("hal", "Agent")
    record = settle(staffed, staffed.ingest(KEY, FILE[3], header=HEADER))
    assert record["adopted"] == 1

    result = rollcall.run("undo", record["import_id"], "--yes")

    assert result.exit_code == 1
    assert "hal: its user was there before" in result.err
    assert "nothing to undo" in result.err


def test_of_what_was_not_said_nothing_is_emptied(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    """Cy's row needs the hierarchy, of which nothing was ever said for bob: his was set by hand."""
    staffed.make_groups("Support", "Sales")
    settle(staffed, staffed.ingest(KEY, "cy,10,Support", header="username,acw_seconds,user_hierarchy\n"))
    staffed.connect.update_user_hierarchy(
        InstanceId=staffed.instance_id, UserId=staffed.users()["bob"]["Id"], HierarchyGroupId=_group(staffed, "Sales")
    )
    before = seen(staffed)
    record = settle(
        staffed, staffed.ingest(KEY, "bob,20,active", "cy,,inactive", header="username,acw_seconds,status\n")
    )
    assert (record["updated"], record["removed"]) == (1, 1)
    rollcall.run("undo", KEY, "--output", str(tmp_path / "undo.csv"))

    result = rollcall.run("undo", KEY, "--yes", "--json")
    take_in(staffed, result.json["version_id"])

    assert seen(staffed) == before
    header, *rows = ((tmp_path / "undo.csv").read_text("utf-8-sig")).splitlines()
    place = header.split(",").index("user_hierarchy")
    assert {row.split(",")[0]: row.split(",")[place] for row in rows} == {"bob": "Support/Sales", "cy": "Support"}


def _group(centre: Centre, name: str) -> str:
    listed = centre.connect.list_user_hierarchy_groups(InstanceId=centre.instance_id)["UserHierarchyGroupSummaryList"]
    return next(str(group["Id"]) for group in listed if group["Name"] == name)


def test_the_guard_holds(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    made = [f"n{number},New,King,n{number}@example.com,{BASIC},10," for number in range(20)]
    record = settle(staffed, staffed.ingest("new.csv", *made, header=HEADER))
    set_variables(MAX_REMOVALS_PERCENT="10")

    written = rollcall.run("undo", record["import_id"], "--output", str(tmp_path / "undo.csv"))
    planned = rollcall.run("plan", str(tmp_path / "undo.csv"), "--key", "new.csv", "--json").json

    assert written.exit_code == 0
    assert "Nothing is uploaded yet" in written.err
    assert (planned["removals_refused"], planned["counts"]["remove"]) == (True, 0)


def test_a_mirror_keeps_whom_the_undo_does_not_list(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    set_variables(DIRECTORY_MODE="mirror")
    record = settle(staffed, staffed.ingest(KEY, FILE[1], header=HEADER))
    file = tmp_path / "undo.csv"
    rollcall.run("undo", record["import_id"], "--output", str(file))

    planned = rollcall.run("plan", str(file), "--key", KEY, "--json").json

    assert [(agent["username"], agent["action"]) for agent in planned["agents"]] == [("bob", "change")]


def test_what_still_runs_is_not_undone(staffed: Centre, rollcall: CommandLine) -> None:
    done = settle(staffed, staffed.ingest(KEY, FILE[1], header=HEADER))
    staffed.ingest(KEY, FILE[4], header=HEADER)

    for reference in (done["import_id"], KEY):
        result = rollcall.run("undo", reference, "--yes")
        assert result.exit_code == 3
        assert "still runs" in result.err
        assert "rollcall stop" in result.err


def test_a_pipe_needs_yes(staffed: Centre, rollcall: CommandLine) -> None:
    settle(staffed, staffed.ingest(KEY, FILE[1], header=HEADER))

    assert rollcall.run("undo", KEY).exit_code == 2
    versions = staffed.deployment.s3.list_object_versions(Bucket="rollcall-uploads", Prefix=KEY)["Versions"]
    assert len(versions) == 2


def test_a_stopped_import_is_undone_as_far_as_it_got(staffed: Centre, rollcall: CommandLine) -> None:
    before = seen(staffed)
    record = staffed.ingest(KEY, *FILE[1:3], header=HEADER)
    staffed.wake("bob")
    rollcall.run("stop", KEY)
    staffed.wake_report(record)

    result = rollcall.run("undo", KEY, "--yes", "--json")
    take_in(staffed, result.json["version_id"])

    assert result.json["rows"] == 1
    assert seen(staffed) == before
