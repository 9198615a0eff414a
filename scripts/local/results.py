"""What an import says of itself: rejected rows, refused agents, report files, and where the passwords are."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import boto3
from boto3.dynamodb.conditions import Key
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def problems_table(imports: Sequence[Mapping[str, Any]], report_bucket: str, outcomes_table: str) -> Table:
    """Lists every row that made no agent, as a table to print.

    Args:
        imports: Records of the files table.
        report_bucket: The bucket's name.
        outcomes_table: The table's name.
    """
    table = Table(title="Rows that made no agent", title_justify="left")
    for column in ("file", "line", "agent", "column", "why, and what to do"):
        table.add_column(column, overflow="fold")
    for record in imports:
        if record["status"] == "REJECTED":
            table.add_row(record["key"], "", "", "", str(record.get("reason", "")))
        for line, agent, column, message in (
            *_rejections(record, report_bucket),
            *_failures(record, outcomes_table),
        ):
            table.add_row(record["key"], str(line), agent, column, message)
    return table


def report_files(report_bucket: str) -> list[str]:
    """Lists the report files, with their size in bytes."""
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=report_bucket)
    objects = [entry for page in pages for entry in page.get("Contents", [])]
    return [f"s3://{report_bucket}/{entry['Key']} ({entry['Size']} bytes)" for entry in objects]


def password_secrets(prefix: str) -> list[str]:
    """Lists the names of the secrets that hold the initial passwords; the passwords themselves are not read."""
    filters: Any = [{"Key": "name", "Values": [prefix]}]
    pages = boto3.client("secretsmanager").get_paginator("list_secrets").paginate(Filters=filters)
    return [secret["Name"] for page in pages for secret in page["SecretList"]]


def _rejections(record: Mapping[str, Any], report_bucket: str) -> Iterator[tuple[int, str, str, str]]:
    s3 = boto3.client("s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=report_bucket)
    plan = f"/{record['import_id']}/plan/"
    for name in [entry["Key"] for page in pages for entry in page.get("Contents", []) if plan in entry["Key"]]:
        body = gzip.decompress(s3.get_object(Bucket=report_bucket, Key=name)["Body"].read()).decode()
        for line in map(json.loads, body.splitlines()):
            if line.get("outcome") == "rejected":
                for problem in line["problems"]:
                    yield line["line"], line["username"], problem["column"], problem["message"]


def _failures(record: Mapping[str, Any], outcomes_table: str) -> Iterator[tuple[int, str, str, str]]:
    table = boto3.resource("dynamodb").Table(outcomes_table)
    answer = table.query(KeyConditionExpression=Key("import_id").eq(record["import_id"]))
    for outcome in answer["Items"]:
        if outcome["outcome"] == "failed":
            yield int(str(outcome["line"])), str(outcome["username"]), "", str(outcome.get("reason", ""))
