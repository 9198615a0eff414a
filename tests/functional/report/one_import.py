"""An import that is ready for its report, and what its report says."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any, cast

from report.handler import lambda_handler
from roster.imports import import_id_of
from roster.items import to_wire
from roster.plans import Plan, PlanLine
from roster.reports_bucket import ReportsBucket, report_prefix
from tests.functional.stores import Deployment

KEY, SEQUENCER = "staff/my agents.csv", "1".ljust(40, "0")
IMPORT_ID = import_id_of("rollcall-uploads", KEY, SEQUENCER)
PREFIX = report_prefix(KEY, IMPORT_ID)
COLUMNS = ["user login", "phone number"]


@dataclass
class Context:
    function_name: str = "rollcall-report"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-report"
    aws_request_id: str = "11111111-2222-3333-4444-555555555555"


def put_import(deployment: Deployment, **attributes: Any) -> None:
    """Write an import record that is ready for its report."""
    record = {
        "key": KEY,
        "sequencer": SEQUENCER,
        "kind": "agent_directory",
        "bucket": "rollcall-uploads",
        "version_id": "v1",
        "size": 321,
        "import_id": IMPORT_ID,
        "status": "PROVISIONING",
        "position": 100,
        "rows": 4,
        "pending": 0,
        "uploaded_at": "2026-11-22T11:59:00.000Z",
        "started_at": "2026-11-22T12:00:00.000Z",
        "progress_at": "2026-11-22T12:01:00.000Z",
        "unfinished": "yes",
    } | attributes
    deployment.dynamodb.put_item(TableName="rollcall-files", Item=to_wire(record))


def put_outcome(deployment: Deployment, line: int, username: str, outcome: str, **more: Any) -> None:
    item = {"import_id": IMPORT_ID, "line": line, "username": username, "outcome": outcome, **more}
    deployment.dynamodb.put_item(TableName="rollcall-outcomes", Item=to_wire(item))


def planned(line: int, username: str, outcome: str = "provision", **more: Any) -> PlanLine:
    made = {"line": line, "username": username, "outcome": outcome, "cells": [username, "+4930123"], **more}
    return cast("PlanLine", made)


def put_plan(deployment: Deployment, *lines: PlanLine, columns: list[str] = COLUMNS) -> None:
    plan: Plan = {"columns": columns, "lines": list(lines)}
    ReportsBucket(deployment.s3, "rollcall-reports").put_plan(PREFIX, lines[0]["line"], plan)


def wake(times: int = 1) -> list[dict[str, str]]:
    keys = {"key": {"S": KEY}, "sequencer": {"S": SEQUENCER}}
    records = [{"eventName": "MODIFY", "dynamodb": {"Keys": keys, "SequenceNumber": "7"}}] * times
    return lambda_handler({"Records": records}, Context())["batchItemFailures"]  # type: ignore[arg-type]


def read(deployment: Deployment, name: str) -> str:
    body: bytes = deployment.s3.get_object(Bucket="rollcall-reports", Key=PREFIX + name)["Body"].read()
    return body.decode("utf-8-sig")


def table(deployment: Deployment, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(deployment, name), newline="")))


def status(deployment: Deployment) -> str:
    record = deployment.stores.files.read(KEY, SEQUENCER)
    assert record is not None
    return str(record["status"])
