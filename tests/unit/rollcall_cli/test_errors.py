"""Whatever goes wrong, the message says what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError

from rollcall_cli.errors import IMPOSSIBLE, CliError, explain
from rollcall_cli.stack import load_stack


def answer(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Query")


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (NoCredentialsError(), "sign in to AWS"),
        (NoRegionError(), "AWS_REGION"),
        (EndpointConnectionError(endpoint_url="http://127.0.0.1:1"), "make up"),
        (answer("ExpiredTokenException"), "sign in to AWS"),
        (answer("UnrecognizedClientException"), "sign in to AWS"),
        (answer("AccessDeniedException"), "allows Query"),
        (answer("ResourceNotFoundException"), "--stack-file"),
        (answer("ThrottlingException"), "in a minute"),
        (answer("SomethingElse"), "try again"),
    ],
)
def test_advice(error: BotoCoreError | ClientError, advice: str) -> None:
    explained = explain(error)

    assert advice in explained.advice
    assert explained.exit_code == IMPOSSIBLE


def test_outputs_as_terraform_prints_them_and_as_make_up_does(tmp_path: Path) -> None:
    file = tmp_path / "outputs.json"
    for document in (
        {"instance_id": {"value": "i", "type": "string", "sensitive": False}, "function_names": {"value": {"a": "b"}}},
        {"instance_id": "i", "function_names": {"a": "b"}},
    ):
        file.write_text(json.dumps(document), "utf-8")
        stack = load_stack(file)
        assert (stack.name("instance_id"), stack.function("a")) == ("i", "b")
        with pytest.raises(CliError, match="no output 'files_table'"):
            stack.name("files_table")
        with pytest.raises(CliError, match="names no ingest function"):
            stack.function("ingest")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"other": "root"}'])
def test_a_file_without_outputs(tmp_path: Path, text: str) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(text)

    with pytest.raises(CliError) as refusal:
        load_stack(file)

    assert "terraform apply" in refusal.value.advice


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(CliError, match="can't be read"):
        load_stack(tmp_path / "gone.json")


def test_of_what_terraform_says_only_the_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terraform = tmp_path / "terraform"
    terraform.write_text(
        "#!/bin/sh\ncat >&2 <<END\n╷\n│ Warning: Something else\n╵\n"
        "╷\n│ Error: No state\n│ \n│ Really.\n╵\nEND\nexit 1\n",
        "utf-8",
    )
    terraform.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    with pytest.raises(CliError) as refusal:
        load_stack(None)

    assert str(refusal.value) == "terraform output failed: Error: No state Really."
    assert "terraform apply" in refusal.value.advice


def test_without_terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CliError, match="not installed") as refusal:
        load_stack(None)

    assert "--stack-file" in refusal.value.advice
