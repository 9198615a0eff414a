"""What an import says of itself: rejected rows, refused agents, report files, and where the passwords are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from rich.table import Table

from rollcall_cli.deployment import Deployment
from rollcall_cli.imports import needs_attention

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def problems_table(imports: Sequence[Mapping[str, Any]], outputs: dict[str, Any]) -> Table:
    """Lists every row that made no agent, as a table to print.

    Args:
        imports: Records of the files table.
        outputs: The root's outputs.
    """
    table = Table(title="Rows that made no agent", title_justify="left")
    for column in ("file", "line", "agent", "why, and what to do"):
        table.add_column(column, overflow="fold")
    for record in imports:
        if record["status"] == "REJECTED":
            table.add_row(record["key"], "", "", str(record.get("reason", "")))
        for line in needs_attention(Deployment(outputs), record):
            table.add_row(record["key"], str(line["line"]), line["username"], line["reason"])
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
