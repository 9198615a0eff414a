"""What became of uploads, and trying again what failed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody

from rollcall_cli.errors import CliError
from rollcall_cli.watch import Watch
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Sheet, xlsx

HEADER = "username,first_name,last_name,email,routing_profile\n"
ROWS = (
    "ada,Ada,King,ada@example.com,Basic Routing Profile",
    "bob,Bob,King,bob@example.com,[red]Night Shift",
    "carl,,King,carl@example.com,Basic Routing Profile",
)


@pytest.fixture
def record(centre: Centre) -> dict[str, Any]:
    """One created, one failed, one rejected."""
    made = centre.ingest("staff/agents.csv", *ROWS, header=HEADER)
    centre.wake("ada", "bob")
    centre.wake_report(made)
    return centre.import_record(made)


def test_status_lists_imports_newest_first(record: dict[str, Any], rollcall: CommandLine) -> None:
    result = rollcall.run("status", "--json")

    assert result.exit_code == 0
    assert [(entry["key"], entry["status"]) for entry in result.json] == [("staff/agents.csv", "FINISHED")]
    assert result.json[0]["counts"] == {
        **dict.fromkeys(result.json[0]["counts"], 0),
        "rows": 3,
        "created": 1,
        "failed": 1,
        "rejected": 1,
    }


def test_a_table_that_is_no_directory_is_listed_and_needs_attention(centre: Centre, rollcall: CommandLine) -> None:
    made = centre.ingest("staff.csv", "ada,Ada,King", header="Logon,First name,Last name\n")
    centre.wake_report(made)

    [listed] = rollcall.run("status", "--json").json
    shown = rollcall.run("status", "staff.csv", "--json")

    assert (listed["key"], listed["status"]) == ("staff.csv", "REJECTED")
    assert shown.exit_code == 1
    assert "did you mean 'login'?" in shown.json["reason"]


def test_status_in_a_pipe_is_lines_of_cells(record: dict[str, Any], rollcall: CommandLine) -> None:
    lines = rollcall.run("status").lines

    assert lines[0][:4] == ["started", "key", "import", "status"]
    assert lines[1][1:4] == ["staff/agents.csv", record["import_id"][:8], "FINISHED"]
    assert "\x1b" not in str(lines)


@pytest.mark.parametrize("by", ["id", "beginning", "key", "newest"])
def test_an_import_is_found(record: dict[str, Any], rollcall: CommandLine, by: str) -> None:
    reference = {"id": record["import_id"], "beginning": record["import_id"][:8], "key": record["key"]}.get(by)
    arguments = ["status", reference] if reference else ["status", "--watch"]

    result = rollcall.run(*arguments, "--json")

    assert result.exit_code == 1  # something needs attention
    assert result.json["import_id"] == record["import_id"]
    attention = [(line["line"], line["username"], line["outcome"]) for line in result.json["attention"]]
    assert attention == [(3, "bob", "failed"), (4, "carl", "rejected")]
    assert "first_name" in result.json["attention"][1]["reason"]


def test_status_tells_what_to_do(record: dict[str, Any], rollcall: CommandLine) -> None:
    result = rollcall.run("status", record["key"])

    assert "[red]Night Shift" in result.out
    assert "rollcall retry" in result.err
    assert "rejected.csv" in result.err


def test_an_unknown_import(record: dict[str, Any], rollcall: CommandLine) -> None:
    result = rollcall.run("status", "ffffffff")

    assert result.exit_code == 3
    assert "no import 'ffffffff'" in result.err
    assert "What to do: `rollcall status`" in result.err


def test_nothing_imported_yet(centre: Centre, rollcall: CommandLine) -> None:
    assert rollcall.run("status", "--json").json == []
    assert "rollcall upload" in rollcall.run("report").err


def test_agents_by_status_and_by_name(record: dict[str, Any], rollcall: CommandLine) -> None:
    failed = rollcall.run("agents", "--status", "failed", "--json").json
    assert [agent["username"] for agent in failed] == ["bob"]
    assert [line[:2] for line in rollcall.run("agents").lines[1:]] == [["ada", "ACTIVE"], ["bob", "FAILED"]]

    one = rollcall.run("agents", "ada", "--json").json
    assert one["identity"] == {"first_name": "Ada", "last_name": "King", "email": "ada@example.com"}
    shown = rollcall.run("agents", "ada").lines
    assert ["status", "ACTIVE: has a user, as wanted"] in shown
    assert ["first name", "Ada"] in shown
    assert ["wanted by", f"{record['key']}, line 2 (import {record['import_id'][:8]})"] in shown

    nobody = rollcall.run("agents", "Ada")
    assert (nobody.exit_code, nobody.out) == (3, "")
    assert "case-sensitive" in nobody.err


@pytest.mark.parametrize("reference", ["staff/agents.csv", "bob", None])
def test_retry(record: dict[str, Any], centre: Centre, rollcall: CommandLine, reference: str | None) -> None:
    arguments = ["retry", reference] if reference else ["retry"]
    assert rollcall.run(*arguments, "--json").json == {"agents": ["bob"], "imports": {record["import_id"]: 1}}
    assert centre.counts(record) == {"rows": 3, "pending": 1, "created": 1, "rejected": 1}

    again = rollcall.run(*arguments)

    assert (again.exit_code, again.out) == (0, "")
    assert "nothing to do" in again.err


def test_retry_of_somebody_unknown(record: dict[str, Any], rollcall: CommandLine) -> None:
    result = rollcall.run("retry", "nobody")

    assert result.exit_code == 3
    assert "neither an agent nor an import 'nobody'" in result.err


def test_report_is_fetched_without_plans(record: dict[str, Any], rollcall: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "fetched"

    result = rollcall.run("report", "--to", str(folder), "--json")

    names = {path.name for path in folder.iterdir()}
    assert {"outcome.csv", "rejected.csv", "summary.json"} <= names
    assert not any("plan" in name for name in names)
    assert sorted(result.json["files"]) == sorted(str(folder / name) for name in names)
    assert result.json["links"].keys() == names


def test_a_time_out_of_amazon_s3_is_not_told_of_the_folder(
    record: dict[str, Any], rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time-outs of botocore's are `OSError`s, as those of a disk are."""

    def silent(*_: object, **__: object) -> bytes:
        raise ReadTimeoutError(endpoint_url="https://s3")

    monkeypatch.setattr(StreamingBody, "read", silent)

    result = rollcall.run("report", record["key"], "--to", str(tmp_path / "fetched"))

    assert result.exit_code == 3
    assert "AWS can't be asked: Read timeout" in result.err
    assert "can't be written" not in result.err


def test_a_report_that_is_not_there_yet(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    centre.ingest("agents.csv", ROWS[0], header=HEADER)

    result = rollcall.run("report", "--to", str(tmp_path / "none"))

    assert result.exit_code == 3
    assert "has no report yet: it is PROVISIONING" in result.err
    assert not (tmp_path / "none").exists()


def test_upload_without_waiting(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "agents.csv"
    file.write_text(HEADER + ROWS[0] + "\n")

    result = rollcall.run("upload", str(file), "--key", "team/a b.csv", "--allow-removals", "--json")

    stored = centre.deployment.s3.get_object(Bucket="rollcall-uploads", Key="team/a b.csv")
    assert result.json == {"bucket": "rollcall-uploads", "key": "team/a b.csv", "version_id": stored["VersionId"]}
    assert stored["Body"].read() == file.read_bytes()
    assert stored["Metadata"] == {"allow-removals": "yes"}


def test_upload_of_what_is_no_directory_says_so(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello\n")

    refused = rollcall.run("upload", str(file))
    assert refused.exit_code == 2
    assert "no agent directory" in refused.err
    assert "add --yes if it is meant" in refused.err
    assert "Contents" not in centre.deployment.s3.list_objects_v2(Bucket="rollcall-uploads")

    sent = rollcall.run("upload", str(file), "--yes")
    assert sent.exit_code == 0
    assert "no agent directory" in sent.err
    stored = centre.deployment.s3.get_object(Bucket="rollcall-uploads", Key="notes.txt")
    assert (stored["Body"].read(), stored["ContentType"]) == (b"hello\n", "text/plain")
    missing = rollcall.run("upload", str(tmp_path / "gone.csv"))
    assert missing.exit_code == 2
    assert "can't be read" in missing.err


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Full Name,Department,Employee ID\nAda King,Sales,12\nBob Own,Sales,13\n", "looks like a list of people"),
        ("account,password\nroot,Secret123\n", "may hold passwords"),
        ("Room;Colour\n1;red\n", "'Room'"),
    ],
)
def test_any_file_that_is_no_directory_is_asked_about_first(
    centre: Centre, rollcall: CommandLine, tmp_path: Path, body: str, told: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(body)

    result = rollcall.run("upload", str(file), "--json")

    assert (result.exit_code, result.out) == (2, "")
    assert told in result.err
    assert "Contents" not in centre.deployment.s3.list_objects_v2(Bucket="rollcall-uploads")


@pytest.mark.parametrize(("answer", "sent"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_terminal_is_asked(
    centre: Centre, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, sent: bool
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello\n")
    terminal = io.StringIO(answer)
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("rollcall_cli.confirmation.sys.stderr.isatty", lambda: True)

    result = rollcall.run("upload", str(file))

    assert "Upload it?" in result.err + result.out
    assert ("Contents" in centre.deployment.s3.list_objects_v2(Bucket="rollcall-uploads")) is sent
    assert result.exit_code == (0 if sent else 2)


def test_headers_of_the_deployments_own_make_a_directory(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "badges.csv"
    file.write_text("Badge,Team,Given\nada,Basic Routing Profile,Ada\n")
    assert rollcall.run("upload", str(file)).exit_code == 2
    client = boto3.client("lambda", region_name="eu-central-1")
    variables = client.get_function_configuration(FunctionName="rollcall-ingest")["Environment"]["Variables"]
    names = {"Badge": "username", "Team": "routing_profile", "Given": "first_name"}
    client.update_function_configuration(
        FunctionName="rollcall-ingest", Environment={"Variables": variables | {"COLUMN_NAMES": json.dumps(names)}}
    )

    assert rollcall.run("upload", str(file)).exit_code == 0


def test_a_workbook_is_uploaded_as_what_it_is(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "agents.xlsx"
    file.write_bytes(xlsx(Sheet([["username", "first_name", "last_name"], ["ada", "Ada", "King"]])))

    assert "rollcall status" in rollcall.run("upload", str(file)).err

    stored = centre.deployment.s3.get_object(Bucket="rollcall-uploads", Key="agents.xlsx")
    assert stored["ContentType"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert stored["Body"].read() == file.read_bytes()


def test_watching_follows_an_upload_to_its_end(centre: Centre, rollcall: CommandLine) -> None:
    """Each look at the clock is a second later; between looks the import moves on."""
    event = centre.deployment.upload("a.csv", (HEADER + ROWS[0] + "\n").encode())
    steps: list[Callable[[], object]] = [
        lambda: centre.deployment.run_ingest(event, centre.policy),
        lambda: centre.wake("ada"),
        lambda: centre.wake_report(centre.deployment.record(event)),
    ]
    seen: list[tuple[int, int | None]] = []

    def advance() -> None:
        steps.pop(0)()

    watch = Watch(rollcall.deployment(), sleep=lambda _seconds: advance())

    record = watch.upload("a.csv", event.version_id, lambda done, total, _detail: seen.append((done, total)))

    assert (record["status"], record["created"]) == ("FINISHED", 1)
    assert seen == [(0, None), (0, 1), (1, 1)]


def test_watching_ends_when_nothing_moves(centre: Centre, rollcall: CommandLine) -> None:
    record = centre.ingest("a.csv", ROWS[0], header=HEADER)
    times = iter(range(0, 10_000, 100))
    watch = Watch(rollcall.deployment(), clock=lambda: float(next(times)), sleep=lambda _seconds: None)

    with pytest.raises(CliError, match="Nothing has moved for 10 minutes: 1 agent open"):
        watch.follow(record, lambda *_: None)
    with pytest.raises(CliError, match="nobody has taken it in"):
        watch.upload("b.csv", "none", lambda *_: None)


def test_a_report_names_its_files_on_standard_output(
    record: dict[str, Any], rollcall: CommandLine, tmp_path: Path
) -> None:
    result = rollcall.run("report", record["key"], "--to", str(tmp_path / "fetched"))

    assert result.lines[0] == ["file", "s3", "https"]
    [(_, address, link)] = [line for line in result.lines if line[0] == str(tmp_path / "fetched" / "outcome.csv")]
    assert address == f"s3://rollcall-reports/{record['key']}/{record['import_id']}/outcome.csv"
    assert link.startswith("https://")
    assert "X-Amz-Expires=3600&" in link  # which the older signature does not say
    assert "for 60 minutes" in result.err


def test_a_plain_file_is_no_import(centre: Centre, rollcall: CommandLine) -> None:
    centre.deployment.run_ingest(centre.deployment.upload("notes.txt", b"hello\n"), centre.policy)

    result = rollcall.run("status", "notes.txt")

    assert result.exit_code == 3
    assert "notes.txt was no agent directory" in result.err
    assert "rollcall validate" in result.err


def test_nobody_is_there(centre: Centre, rollcall: CommandLine) -> None:
    assert "There are no agents yet: rollcall upload" in rollcall.run("agents").err
    assert "No agent is FAILED" in rollcall.run("agents", "--status", "failed").err
