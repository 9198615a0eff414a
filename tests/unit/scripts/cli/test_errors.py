"""Whatever goes wrong, the message says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, NoCredentialsError, NoRegionError

from scripts.cli.errors import IMPOSSIBLE, CliError, explain
from scripts.cli.stack import load_stack


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
