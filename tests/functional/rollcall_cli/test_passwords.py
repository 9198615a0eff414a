"""Passwords reach a terminal or a private file, and nothing else."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = "username,first_name,last_name,email,password\n"


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a sheet that was written."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def record(centre: Centre) -> dict[str, Any]:
    """Ada is made; Bob is there already, so the password stored for him opens nothing."""
    centre.create_user("bob")
    made = centre.ingest(
        "agents.csv",
        "ada,Ada,King,ada@example.com,Initial1Word",
        "bob,Bob,King,bob@example.com,Initial2Word",
        header=HEADER,
    )
    centre.wake("ada", "bob")
    return made


def test_a_pipe_gets_none(record: dict[str, Any], rollcall: CommandLine) -> None:
    result = rollcall.run("passwords", "agents.csv")

    assert (result.exit_code, result.out) == (2, "")
    assert "--output FILE" in result.err
    assert "Initial1Word" not in result.err


def test_json_that_is_asked_for(record: dict[str, Any], rollcall: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "passwords.csv"
    rollcall.run("passwords", "agents.csv", "--output", str(sheet))

    result = rollcall.run("passwords", "agents.csv", "--json")

    assert result.exit_code == 0
    assert result.json == rows(sheet)
    assert "Initial1Word" not in result.err


def test_a_private_file(record: dict[str, Any], rollcall: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "passwords.csv"

    result = rollcall.run("passwords", "agents.csv", "--output", str(file), "--json")

    [url] = {row["login_url"] for row in rows(file)}
    assert url.startswith("https://")
    assert result.json == {"file": str(file), "passwords": 1, "login_url": url}
    assert file.stat().st_mode & 0o777 == 0o600
    assert rows(file) == [
        {
            "username": "ada",
            "name": "Ada King",
            "email": "ada@example.com",
            "login_url": url,
            "password": "Initial1Word",
        }
    ]


def test_a_private_file_of_json(record: dict[str, Any], rollcall: CommandLine, tmp_path: Path) -> None:
    sheet, file = tmp_path / "passwords.csv", tmp_path / "passwords.json"
    rollcall.run("passwords", "agents.csv", "--output", str(sheet))

    rollcall.run("passwords", "agents.csv", "--output", str(file))

    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text("utf-8")) == rows(sheet)


def test_the_url_of_the_deployment_is_taken_first(
    record: dict[str, Any], rollcall: CommandLine, tmp_path: Path
) -> None:
    outputs = json.loads(rollcall.stack_file.read_text("utf-8"))
    rollcall.stack_file.write_text(json.dumps(outputs | {"login_url": "https://example.awsapps.com/connect/"}), "utf-8")

    result = rollcall.run("passwords", "agents.csv", "--output", str(tmp_path / "new.csv"), "--json")

    assert result.json["login_url"] == "https://example.awsapps.com/connect/"


def test_a_terminal_gets_what_an_agent_is_told(
    record: dict[str, Any], rollcall: CommandLine, on_a_terminal: Callable[[str], None]
) -> None:
    on_a_terminal("")

    result = rollcall.run("passwords", "agents.csv")

    [line] = [line for line in result.out.splitlines() if "ada" in line]
    assert re.search(r"ada .* Ada King .* ada@example\.com .* Initial1Word", line)
    assert "They log in at https://" in result.err


def test_a_name_that_a_spreadsheet_would_run(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    centre.ingest("agents.csv", "ada,=A1+B1,King,ada@example.com,Initial1Word", header=HEADER)
    centre.wake("ada")
    file = tmp_path / "passwords.csv"

    rollcall.run("passwords", "agents.csv", "--output", str(file))

    assert [row["name"] for row in rows(file)] == ["'=A1+B1 King"]


def test_all_that_are_stored(record: dict[str, Any], rollcall: CommandLine, tmp_path: Path) -> None:
    result = rollcall.run("passwords", "agents.csv", "--all", "--output", str(tmp_path / "all.csv"), "--json")

    assert result.json["passwords"] == 2


def test_those_that_no_listing_shows_yet(
    record: dict[str, Any], centre: Centre, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto.secretsmanager.models.SecretsManagerBackend.list_secrets", lambda *_, **__: ([], None))
    file = tmp_path / "passwords.csv"

    result = rollcall.run("passwords", "agents.csv", "--output", str(file), "--json")

    assert result.json["passwords"] == 1
    assert [(row["username"], row["password"]) for row in rows(file)] == [("ada", "Initial1Word")]


def test_one_that_an_upload_before_gave(centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    row = "ada,Ada,King,ada@example.com,{}"
    centre.ingest("first.csv", row.format("Initial1Word"), "eve,Eve,King,eve@example.com,Initial3Word", header=HEADER)
    centre.ingest("second.csv", row.format(""), header=HEADER)
    centre.wake("ada")

    for arguments in ([], ["--all"]):
        file = tmp_path / f"passwords{len(arguments)}.csv"
        rollcall.run("passwords", "second.csv", "--output", str(file), *arguments)
        assert {row["username"]: row["password"] for row in rows(file)} == {"ada": "Initial1Word"}


def test_who_has_none_is_counted(record: dict[str, Any], centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    [name] = centre.deployment.passwords()
    centre.deployment.secretsmanager.put_secret_value(SecretId=name, SecretString='{"bob": "Initial2Word"}')

    result = rollcall.run("passwords", "agents.csv", "--all", "--output", str(tmp_path / "all.csv"))

    assert "1 agent that the import created have none" in result.err


def test_a_file_that_others_may_read_is_not_written(
    record: dict[str, Any], rollcall: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "passwords.csv"
    file.write_text("mine")

    result = rollcall.run("passwords", "agents.csv", "--output", str(file))

    assert result.exit_code == 2
    assert file.read_text() == "mine"


def test_an_import_without_any(record: dict[str, Any], centre: Centre, rollcall: CommandLine, tmp_path: Path) -> None:
    centre.ingest("none.csv", ",,,,", header=HEADER)

    result = rollcall.run("passwords", "none.csv", "--output", str(tmp_path / "none.csv"))

    assert result.exit_code == 3
    assert "No initial passwords are kept" in result.err
    assert not (tmp_path / "none.csv").exists()


def test_no_other_command_shows_one(record: dict[str, Any], rollcall: CommandLine) -> None:
    for arguments in (["status", "agents.csv"], ["agents", "ada"], ["agents"], ["export"], ["drift"]):
        for mode in ([], ["--json"]):
            result = rollcall.run(*arguments, *mode)
            assert "Initial" not in result.out + result.err
