"""A deployment in moto, as the command line finds it."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers, two_sites
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.roster.conftest import centre, topic
from tests.functional.stores import KEY_ARN

__all__ = ["centre", "topic"]

_REGION = "eu-central-1"


@pytest.fixture
def rollcall(centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, pointed at the centre by a file of outputs."""
    outputs = {
        "instance_id": centre.instance_id,
        "instance_arn": f"arn:aws:connect:{_REGION}:123456789012:instance/{centre.instance_id}",
        "upload_bucket": "rollcall-uploads",
        "report_bucket": "rollcall-reports",
        "files_table": "rollcall-files",
        "agents_table": "rollcall-agents",
        "outcomes_table": "rollcall-outcomes",
        "password_secret_prefix": "rollcall/passwords",
        "function_names": {"ingest": "rollcall-ingest", "provision": "rollcall-provision"},
    }
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(outputs), "utf-8")
    _make_functions(centre)
    return CommandLine(file, capsys)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Operation and arguments of each call to DynamoDB."""
    made: list[tuple[str, dict[str, Any]]] = []
    send: Callable[..., Any] = BaseClient._make_api_call  # type: ignore[attr-defined]

    def note(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
        if client.meta.service_model.service_name == "dynamodb":
            made.append((operation, arguments))
        return send(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", note)
    return made


def _make_functions(centre: Centre) -> None:
    trust = {"Version": "2012-10-17", "Statement": []}
    role = boto3.client("iam", region_name=_REGION).create_role(
        RoleName="functions", AssumeRolePolicyDocument=json.dumps(trust)
    )["Role"]["Arn"]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("handler.py", "")
    client: Any = boto3.client("lambda", region_name=_REGION)
    settings = {
        **centre.environment(),
        "DEFAULT_PHONE_COUNTRY": "GB",
        "UPLOAD_RETENTION_DAYS": "365",
        "DIRECTORY_MODE": "merge",
        "MAX_REMOVALS_PERCENT": "20",
        "COLUMN_NAMES": "{}",
        "COLUMN_VALUES": "{}",
        "PASSWORD_KEY_ARN": KEY_ARN,
        "CONNECT_REQUESTS_PER_SECOND": "2",
    }
    for name in ("ingest", "provision"):
        client.create_function(
            FunctionName=f"rollcall-{name}",
            Runtime="python3.13",
            Role=role,
            Handler="handler.lambda_handler",
            Code={"ZipFile": body.getvalue()},
            Environment={"Variables": settings},
        )


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next command have a terminal, and somebody who types an answer."""

    def type_in(answer: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            monkeypatch.setattr(stream, "isatty", lambda: True)

    return type_in


@pytest.fixture
def made(centre: Centre) -> CallCentre:
    return CallCentre(centre.connect, centre.instance_id)


@pytest.fixture
def numbers(made: CallCentre) -> Numbers:
    return two_sites(made)
