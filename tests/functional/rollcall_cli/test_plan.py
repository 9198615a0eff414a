"""`plan` says what an upload would do, and the upload then does that."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine

KEY = "agents.csv"
HEADER = "username,first_name,last_name,email,routing_profile,acw_seconds,status\n"
BASIC = "Basic Routing Profile"
STAFF = [f"{name},{name.title()},King,{name}@example.com,{BASIC},10," for name in ("ada", "bob", "cy", "dan", "eve")]
FILE = [
    STAFF[0],
    f"bob,Bob,Lovelace,bob@example.com,{BASIC},20,",
    f"cy,Cy,King,cy@example.com,{BASIC},10,inactive",
    f"hal,Hal,New,hal@example.com,{BASIC},5,",
    f"ivy,Ivy,New,ivy@example.com,{BASIC},5,",
    "jo,Jo,New,jo@example.com,No such profile,5,",
    f"kim,,New,kim@example.com,{BASIC},5,",
    f"root,Root,Admin,root@example.com,{BASIC},5,",
    f"dan,Dan,King,dan@example.com,{BASIC},10,",
]


@pytest.fixture
def staffed(centre: Centre, rollcall: CommandLine) -> Centre:
    set_variables(MAX_REMOVALS_PERCENT="50")
    record = centre.ingest(KEY, *STAFF, header=HEADER)
    assert centre.wake("ada", "bob", "cy", "dan", "eve") == []
    centre.wake_report(record)
    centre.create_user("hal", "Agent")
    centre.create_user("root", "Admin")
    return centre


def set_variables(**variables: str) -> None:
    client = boto3.client("lambda", region_name="eu-central-1")
    before = client.get_function_configuration(FunctionName="rollcall-ingest")["Environment"]["Variables"]
    client.update_function_configuration(FunctionName="rollcall-ingest", Environment={"Variables": before | variables})


def write(folder: Path, *rows: str) -> str:
    file = folder / KEY
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return str(file)


def everything(centre: Centre) -> list[Any]:
    """All that a plan could change."""
    tables = [centre.deployment.items(name) for name in ("files", "agents", "outcomes")]
    uploads = centre.deployment.s3.list_objects_v2(Bucket="rollcall-uploads").get("Contents", [])
    reports = centre.deployment.s3.list_objects_v2(Bucket="rollcall-reports").get("Contents", [])
    return [*tables, [one["Key"] for one in [*uploads, *reports]], centre.deployment.passwords(), centre.users()]


def test_each_kind_of_what_is_done(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    before = everything(staffed)

    result = rollcall.run("plan", write(tmp_path, *FILE), "--json")

    assert everything(staffed) == before
    assert result.exit_code == 1  # rows are rejected
    document = result.json
    found = {agent["username"]: agent for agent in document["agents"]}
    assert {name: agent["action"] for name, agent in found.items()} == {
        "bob": "change",
        "cy": "remove",
        "hal": "adopt",
        "ivy": "create",
        "jo": "fail",
        "root": "fail",
    }
    assert [(row["line"], row["username"]) for row in document["rejected"]] == [(8, "kim")]
    assert document["counts"] == {
        "create": 1,
        "adopt": 1,
        "change": 1,
        "remove": 1,
        "fail": 2,
        "unchanged": 2,
        "rejected": 1,
    }
    assert found["bob"]["changes"] == [
        {"column": "last_name", "old": "King", "new": "Lovelace"},
        {"column": "acw_seconds", "old": "10", "new": "20"},
    ]
    assert {"column": "acw_seconds", "old": "0", "new": "5"} in found["hal"]["changes"]
    assert "No such profile" in found["jo"]["note"]
    assert "Admin" in found["root"]["note"]
    assert found["ivy"]["note"] == "an initial password will be made"
    assert (document["changes"], document["removals_refused"]) == (True, False)


def test_the_upload_does_what_was_planned(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    planned = rollcall.run("plan", write(tmp_path, *FILE), "--json").json

    record = staffed.ingest(KEY, *FILE, header=HEADER)
    staffed.wake(*(agent["username"] for agent in planned["agents"]))

    now = staffed.import_record(record)
    done = {"create": "created", "adopt": "adopted", "change": "updated", "remove": "removed", "fail": "failed"}
    expected = {done.get(name, name): number for name, number in planned["counts"].items()}
    assert {name: now.get(name, 0) for name in expected} == expected
    assert now["pending"] == 0
    assert (
        rollcall.run("plan", write(tmp_path, *FILE[:6]), "--detailed-exitcode", "--json").json["counts"]["create"] == 0
    )


@pytest.mark.parametrize(
    ("rows", "exit_code"), [(STAFF, 0), (FILE, 2), ([FILE[6]], 1)], ids=["nothing", "changes", "rejected alone"]
)
def test_detailed_exit_codes(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path, rows: list[str], exit_code: int
) -> None:
    assert rollcall.run("plan", write(tmp_path, *rows), "--detailed-exitcode").exit_code == exit_code


def test_a_pipe_gets_a_line_for_each_value(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("plan", write(tmp_path, *FILE))

    assert result.lines[0] == ["action", "line", "username", "column", "old", "new", "note"]
    assert ["change", "3", "bob", "acw_seconds", "10", "20", ""] in result.lines
    assert "Plan: 1 to create, 1 to adopt, 1 to change, 1 to remove, 2 to fail; 2 unchanged, 1 rejected" in result.err
    assert "line 8, kim: rejected: first_name: is missing" in result.err


def test_whether_the_guard_refuses(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    set_variables(MAX_REMOVALS_PERCENT="10")
    file = write(tmp_path, *(row + "inactive" for row in STAFF))

    refused = rollcall.run("plan", file, "--json")
    allowed = rollcall.run("plan", file, "--json", "--allow-removals")

    assert refused.exit_code == 1
    assert (refused.json["removals_refused"], refused.json["counts"]["remove"]) == (True, 0)
    assert "Nobody was removed" in refused.json["notice"]
    assert "If that is meant, add --allow-removals." in refused.json["notice"]
    assert "metadata" not in str(refused.json)
    assert (allowed.json["removals_refused"], allowed.json["counts"]["remove"]) == (False, 5)


def test_what_a_mirror_drops(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    set_variables(DIRECTORY_MODE="mirror")

    mirrored = rollcall.run("plan", write(tmp_path, *STAFF[:4]), "--json").json
    elsewhere = rollcall.run("plan", write(tmp_path, *STAFF[:4]), "--key", "other.csv", "--json").json

    assert [(agent["username"], agent["line"], agent["action"]) for agent in mirrored["agents"]] == [
        ("eve", None, "remove")
    ]
    assert elsewhere["counts"]["remove"] == 0


def test_a_login_in_another_spelling(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    [agent] = rollcall.run("plan", write(tmp_path, STAFF[3].replace("dan,", "DAN,", 1)), "--json").json["agents"]

    assert (agent["action"], agent["note"][-5:]) == ("create", ": dan")


def test_an_import_that_still_runs_is_named(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    running = staffed.ingest(KEY, FILE[3], header=HEADER)

    document = rollcall.run("plan", write(tmp_path, *STAFF), "--json").json

    assert running["import_id"] in document["ended_imports"]
    assert document["counts"]["unchanged"] == 5


@pytest.mark.parametrize(
    ("body", "told"),
    [("hello\n", "no agent directory"), ("username,first name,first name,routing profile\n", "several columns")],
)
def test_a_file_that_would_be_rejected_whole(rollcall: CommandLine, tmp_path: Path, body: str, told: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(body)

    result = rollcall.run("plan", str(file), "--detailed-exitcode")

    assert result.exit_code == 1
    assert told in result.err


def test_an_item_that_somebody_else_put_is_planned_too(staffed: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    staffed.put_agent("ivy", phone="none", tags={"a": 1})

    [agent] = rollcall.run("plan", write(tmp_path, FILE[4]), "--json").json["agents"]

    assert (agent["username"], agent["action"]) == ("ivy", "create")


@pytest.mark.parametrize(("answer", "sent"), [("y\n", True), ("n\n", False)])
def test_upload_shows_it_on_a_terminal_and_asks(
    staffed: Centre,
    rollcall: CommandLine,
    tmp_path: Path,
    on_a_terminal: Callable[[str], None],
    answer: str,
    sent: bool,
) -> None:
    on_a_terminal(answer)

    result = rollcall.run("upload", write(tmp_path, *FILE), "--key", "asked.csv")

    shown = re.sub(r"\x1b\[[0-9;]*m", "", result.out)
    assert "~ change bob (line 3)" in shown
    assert "acw_seconds: 10 → 20" in shown
    assert "Plan: 1 to create" in result.err
    assert result.exit_code == (0 if sent else 2)
    stored = staffed.deployment.s3.list_objects_v2(Bucket="rollcall-uploads", Prefix="asked")
    assert ("Contents" in stored) is sent
    if sent:
        body = staffed.deployment.s3.get_object(Bucket="rollcall-uploads", Key="asked.csv")["Body"].read()
        assert body == (tmp_path / KEY).read_bytes()


def test_yes_asks_nobody(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path, on_a_terminal: Callable[[str], None]
) -> None:
    on_a_terminal("n\n")

    result = rollcall.run("upload", write(tmp_path, *FILE), "--yes")

    assert result.exit_code == 0
    assert "Plan:" not in result.err


def test_a_plan_that_cannot_be_made_hinders_no_upload(
    staffed: Centre, rollcall: CommandLine, tmp_path: Path, on_a_terminal: Callable[[str], None]
) -> None:
    """Whoever may upload need not be allowed to read tables."""
    boto3.client("lambda", region_name="eu-central-1").delete_function(FunctionName="rollcall-ingest")
    on_a_terminal("y\n")

    result = rollcall.run("upload", write(tmp_path, *FILE))

    assert result.exit_code == 0
    assert "can't be said" in result.err
