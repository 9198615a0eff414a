"""Each command in a terminal and in a pipe: what it shows, how it ends, and what it keeps to itself."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rollcall_cli import main
from tests.end_to_end import by_hand
from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

KEY = "terminal/agents.csv"
PASSWORD = "Initial1Kim"
HEADER = "username,first_name,last_name,email,password,routing_profile\n"
BASIC = "Basic Routing Profile"
ROWS = (
    f"term.kim,Kim,Ito,kim@example.com,{PASSWORD},{BASIC}\n"
    f"term.lou,Lou,Ray,lou@example.com,{PASSWORD},No Such Profile\n"
    f",Nemo,,nemo@example.com,{PASSWORD},{BASIC}\n"
)
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-9]|9[0-7])(?:;[0-9;]*)?m")

COMMANDS = {
    "template": (["template"], 0, "Fill in username"),
    "validate": (["validate", "agents.csv"], 1, "1 would be rejected"),
    "upload": (["upload", "agents.csv", "--key", KEY, "--watch", "--yes"], 1, "No Such Profile"),
    "plan": (["plan", "agents.csv", "--key", KEY], 1, "1 rejected"),
    "status": (["status"], 0, "terminal"),
    "status of one": (["status", KEY], 1, "1 rejected"),
    "agents": (["agents", "--status", "failed"], 0, "term.lou"),
    "agents, one": (["agents", "term.kim"], 0, "kim@example.com"),
    "retry": (["retry", KEY], 0, "term.lou"),
    "failures": (["failures"], 0, ""),
    "undo": (["undo", KEY, "--output", "undo.csv"], 0, ""),
    "stop": (["stop", KEY], 0, "has ended already"),
    "redrive": (["redrive"], 0, ""),
    "report": (["report", KEY, "--to", "report"], 0, "outcome.csv"),
    "files": (["files"], 0, ""),
    "export": (["export"], 0, "term.kim"),
    "export, Terraform": (["export", "--terraform", "--output", "centre", "--force"], 0, "imports.tf"),
    "diagram": (["diagram"], 0, "flowchart LR"),
    "drift": (["drift"], 1, "term.hand"),
    "remove": (["remove", "term.lou", "--watch", "--yes"], 0, "term.lou"),
}
"""Command line, exit code, what is shown. `passwords` is told below: it alone differs in a pipe."""

WRITING = {"upload", "retry", "remove"}
"""They change what the next run finds, so each waits for the last."""


@pytest.fixture(scope="module")
def operator(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    """A folder with a directory; and there is a user whom somebody made in Connect."""
    operator = Operator(stack, tmp_path_factory.mktemp("terminal"), sign_in(stack, "operator", "password_reader"))
    (operator.folder / "agents.csv").write_text(HEADER + ROWS, "utf-8")
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    made = by_hand.create_user(connect, instance, "term.hand")
    yield operator
    connect.delete_user(InstanceId=instance, UserId=made)


@pytest.fixture(scope="module", autouse=True)
def uploaded(operator: Operator) -> str:
    """The id of an import: one agent created, one failed, one row rejected."""
    document = operator.json("upload", "agents.csv", "--key", KEY, "--watch", exit_code=1)
    return str(document["import_id"])


@pytest.fixture(scope="module")
def secrets(uploaded: str, stack: Stack) -> set[str]:
    """All initial passwords that there are."""
    found = {password for held in stack.passwords().values() for password in held.values()}
    assert PASSWORD in found
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_in_a_terminal_in_a_pipe_and_for_machines(
    operator: Operator, stack: Stack, secrets: set[str], name: str
) -> None:
    arguments, exit_code, shows = COMMANDS[name]

    if arguments[0] in WRITING:
        shown = operator.shown(*arguments)
        stack.settle()
        piped = operator.piped(*arguments)
        stack.settle()
    else:
        with ThreadPoolExecutor() as pool:
            started = pool.submit(operator.piped, *arguments)
            shown = operator.shown(*arguments)
            piped = started.result()
    machine = operator.run(*arguments, "--json", exit_code=exit_code)

    assert (shown.exit_code, piped.returncode) == (exit_code, exit_code), f"{shown.text}\n{piped}"
    assert shows in " ".join(shown.text.split())
    assert shows in piped.stdout + piped.stderr
    assert json.loads(machine.stdout) is not None
    assert machine.stderr == ""
    everything = shown.raw + piped.stdout + piped.stderr + machine.stdout
    assert "Traceback" not in everything
    assert not [secret for secret in secrets if secret in everything]


def test_all_commands_are_tried() -> None:
    tried = {arguments[0] for arguments, _, _ in COMMANDS.values()} | {"passwords"}

    assert tried == set(main.COMMANDS)


def test_passwords_are_shown_on_a_terminal_or_where_json_asks_for_them(
    operator: Operator, uploaded: str, secrets: set[str]
) -> None:
    shown = operator.shown("passwords", uploaded)
    refused = operator.piped("passwords", uploaded)
    asked_for = operator.piped("passwords", uploaded, "--json")

    assert (shown.exit_code, PASSWORD in shown.text) == (0, True)
    assert "term.lou" not in shown.text  # nobody was created for it
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--output FILE" in refused.stderr
    assert PASSWORD in {agent["password"] for agent in json.loads(asked_for.stdout)}
    assert not [secret for secret in secrets if secret in refused.stderr + asked_for.stderr]


NO_CREDENTIALS = {
    **dict.fromkeys(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"), ""),
    **dict.fromkeys(("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"), "/nowhere/at/all"),
    **dict.fromkeys(("AWS_PROFILE", "AWS_DEFAULT_PROFILE"), "default"),
}


@pytest.mark.parametrize(
    ("arguments", "environment", "exit_code", "says"),
    [
        (["upload", "missing.csv"], {}, 2, "missing.csv can't be read"),
        (["validate", "missing.csv"], {}, 2, "missing.csv can't be read"),
        (["template", "--output", "no/such/folder/new.csv"], {}, 2, "can't be written"),
        (["status", "unknown.csv"], {}, 3, "There is no import 'unknown.csv'"),
        (["report", "0123456789abcdef"], {}, 3, "There is no import"),
        (["passwords", "unknown.csv", "--output", "new.csv"], {}, 3, "There is no import"),
        (["retry", "nobody"], {}, 3, "neither an agent nor an import"),
        (["agents", "nobody"], {}, 3, "There is no agent 'nobody'"),
        (["export", "--instance-id", "00000000-0000-0000-0000-000000000000"], {}, 3, "no Amazon Connect instance"),
        (["status"], {"ROLLCALL_STACK_FILE": "missing.json"}, 3, "missing.json can't be read"),
        (["drift"], {"ROLLCALL_STACK_FILE": "agents.csv"}, 3, "agents.csv is no JSON"),
        (["redrive"], NO_CREDENTIALS, 3, "AWS credentials"),
        (["status"], {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, 3, "Could not connect"),
    ],
)
def test_whatever_is_wrong_it_says_what_to_do(
    operator: Operator, stack: Stack, arguments: list[str], environment: dict[str, str], exit_code: int, says: str
) -> None:
    if "--instance-id" in arguments:  # where the operator's policy ends
        environment = environment | stack.account.environment()
    with ThreadPoolExecutor() as pool:
        started = pool.submit(operator.piped, *arguments, environment=environment)
        shown = operator.shown(*arguments, environment=environment)
        piped = started.result()

    assert (shown.exit_code, piped.returncode, piped.stdout) == (exit_code, exit_code, "")
    for text in (" ".join(shown.text.split()), piped.stderr):
        assert says in text
        assert "What to do: " in text
        assert "Traceback" not in text


@pytest.mark.needs_local_aws("faults")
def test_ctrl_c_stops_watching_and_the_import_goes_on(operator: Operator, controls: Controls) -> None:
    names = [f"term{number}" for number in range(8)]
    rows = "".join(f"{name},Ada,King,{name}@example.com,,{BASIC}\n" for name in names)
    (operator.folder / "more.csv").write_text(HEADER + rows, "utf-8")
    controls.fail_next("connect", "CreateUser", "ThrottlingException", status=429, times=1_000_000)
    try:
        arguments = ("upload", "more.csv", "--key", "terminal/a/long/folder/more.csv", "--watch", "--yes")
        stopped = operator.shown(*arguments, columns=60, interrupt_at="0/8")
    finally:
        controls.clear_faults()

    assert stopped.exit_code == 130
    assert "the import goes on by itself" in " ".join(stopped.text.split())
    frames = re.split(r"[\r\n]", stopped.text)
    assert any(frame.startswith("…folder/more.csv ") for frame in frames)
    assert max(map(len, frames)) <= 60
    after = operator.json("status", "terminal/a/long/folder/more.csv", "--watch")
    assert (after["status"], after["counts"]["created"]) == ("FINISHED", 8)


def test_two_thousand_errors(operator: Operator) -> None:
    """A terminal shows some, and how many more there are; a pipe gets all."""
    rows = "".join(f"bad {number},Ada,King,,,{BASIC}\n" for number in range(2000))
    (operator.folder / "bad.csv").write_text(HEADER + rows, "utf-8")

    shown, piped = operator.shown("validate", "bad.csv"), operator.piped("validate", "bad.csv")

    assert "1990 more" in " ".join(shown.text.split())
    assert len(shown.lines) < 150
    assert "2000 rows, 0 good, 2000 would be rejected" in shown.lines[-2]
    assert len(piped.stdout.splitlines()) == 2001
    cause, end = piped.stderr.splitlines()
    assert cause.startswith("2000 rows with one cause (lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1990 more): username: ")
    assert end == "bad.csv: 2000 rows, 0 good, 2000 would be rejected"


@pytest.mark.parametrize("arguments", [["status", KEY], ["agents"], ["upload", "--help"]])
def test_a_narrow_terminal(operator: Operator, arguments: list[str]) -> None:
    """Nothing is cut off, and no line breaks where the terminal would break it."""
    shown = operator.shown(*arguments, columns=60)

    assert max(map(len, shown.lines)) <= 60
    assert "Traceback" not in shown.text


def test_no_colour_where_none_is_wanted(operator: Operator) -> None:
    plain = operator.shown("validate", "missing.csv", environment={"NO_COLOR": "1"})

    assert not COLOUR.search(plain.raw)
    assert COLOUR.search(operator.shown("validate", "missing.csv").raw)


def test_the_report_opens_in_the_browser(operator: Operator, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "a browser is noisy"\necho "$1" >opened\n')
    browser.chmod(0o755)
    arguments = ("report", KEY, "--to", "page", "--open")

    machine = operator.piped(*arguments, "--json", environment={"BROWSER": str(browser)})

    assert json.loads(machine.stdout)["opened"] is True
    page = operator.folder / "page" / "report.html"
    assert (operator.folder / "opened").read_text() == f"{page.resolve().as_uri()}\n"


def test_without_a_browser_it_says_where_the_page_is(operator: Operator, tmp_path: Path) -> None:
    for tool in ("sh", "dirname", "readlink"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))

    piped = operator.piped("report", KEY, "--to", "page", "--open", environment={"PATH": str(tmp_path)})

    assert piped.returncode == 0
    assert str((operator.folder / "page" / "report.html").resolve()) in piped.stderr
