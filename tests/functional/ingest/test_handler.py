"""The function as Amazon S3 wakes it: what it logs and counts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

import pytest

from ingest.handler import build_intake, lambda_handler, logger
from ingest.upload_bucket import UploadEvent
from roster.imports import import_id_of
from roster.reports_bucket import report_prefix
from tests.functional.report.one_import import Context as ReportContext
from tests.functional.stores import KEY_ARN, Deployment

DIRECTORY = b"""user login,first name,last name,email address,shoe size,routing profile name
ada,Ada,Nowak,ada@example.com,42,
,Ben,Nowak,,43,
cem,,Nowak,cem@example.com,44,
"""


class Context(ReportContext):
    """A context with time left."""

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


@pytest.fixture(autouse=True)
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A new container with the variables that Terraform sets."""
    for name, value in {
        "ROLLCALL_NAME": "rollcall",
        "POWERTOOLS_METRICS_NAMESPACE": "Rollcall",
        "POWERTOOLS_SERVICE_NAME": "ingest",
        "FILES_TABLE": "rollcall-files",
        "AGENTS_TABLE": "rollcall-agents",
        "REPORT_BUCKET": "rollcall-reports",
        "PASSWORD_SECRET_PREFIX": "rollcall/passwords",
        "PASSWORD_KEY_ARN": KEY_ARN,
        "INSTANCE_ID": "11111111-aaaa-bbbb-cccc-222222222222",
        "IDENTITY_MANAGEMENT_TYPE": "CONNECT_MANAGED",
        "DEFAULT_ROUTING_PROFILE": "Basic Routing Profile",
        "DEFAULT_SECURITY_PROFILES": '["Agent"]',
        "ALLOWED_SECURITY_PROFILES": "null",
        "DEFAULT_PHONE_COUNTRY": "GB",
        "UPLOAD_RETENTION_DAYS": "365",
        "DIRECTORY_MODE": "merge",
        "MAX_REMOVALS_PERCENT": "20",
        "COLUMN_NAMES": "{}",
        "COLUMN_VALUES": "{}",
    }.items():
        monkeypatch.setenv(name, value)
    build_intake.cache_clear()
    yield
    build_intake.cache_clear()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    printed = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", printed)
    return printed


def wake(upload: UploadEvent) -> None:
    entity = {"key": quote_plus(upload.key), "versionId": upload.version_id, "sequencer": upload.sequencer}
    record = {"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": upload.bucket}, "object": entity}}
    lambda_handler({"Records": [record]}, Context())  # type: ignore[arg-type]


def metrics(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(text) for text in capsys.readouterr().out.splitlines() if '"_aws"' in text]


def test_a_directory_is_counted_once_it_is_taken_in(
    deployment: Deployment, log: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    upload = deployment.upload("staff/agents.csv", DIRECTORY)

    wake(upload)
    wake(upload)

    [record] = metrics(capsys)
    assert (record["RowsAccepted"], record["RowsRejected"]) == ([1.0], [2.0])
    assert (record["deployment"], record["service"]) == ("rollcall", "ingest")
    lines = [json.loads(text) for text in log.getvalue().splitlines()]
    import_id = import_id_of(upload.bucket, upload.key, upload.sequencer)
    assert [(line["import_id"], line["key"]) for line in lines] == [(import_id, "staff/agents.csv")] * 2


def test_a_plain_file_is_no_rows(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    wake(deployment.upload("welcome.txt", b"hello", "text/plain"))

    assert metrics(capsys) == []


def test_the_plan_names_the_columns_that_nothing_is_read_from(deployment: Deployment) -> None:
    upload = deployment.upload("agents.csv", DIRECTORY)

    wake(upload)

    import_id = import_id_of(upload.bucket, upload.key, upload.sequencer)
    [plan] = deployment.stores.reports.plans(report_prefix("agents.csv", import_id))
    assert plan["ignored"] == ["shoe size"]
