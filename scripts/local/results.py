"""What an import says of itself: rejected rows, refused agents, report files, and where the passwords are."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import boto3
from rich.table import Table

from rollcall_cli.deployment import Deployment
from rollcall_cli.imports import needs_attention
from roster.reports_bucket import report_prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


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
            table.add_row(record["key"], str(line.line), line.username, line.reason)
    return table


def keep_reports(imports: Sequence[Mapping[str, Any]], outputs: dict[str, Any], folder: Path) -> list[Path]:
    """Copies the report of each import out of its bucket, which a destroy empties.

    Args:
        imports: Records of the files table.
        outputs: The root's outputs.
        folder: Where to put them; what an earlier run left there is deleted.

    Returns:
        The reports' pages, in the order of `imports`.
    """
    shutil.rmtree(folder, ignore_errors=True)
    s3, bucket = boto3.client("s3"), outputs["report_bucket"]
    pages = []
    for record in imports:
        kept = folder / record["key"].replace("/", "-")
        kept.mkdir(parents=True)
        prefix = report_prefix(record["key"], record["import_id"])
        for entry in s3.list_objects_v2(Bucket=bucket, Prefix=prefix, Delimiter="/").get("Contents", []):
            path = kept / entry["Key"].removeprefix(prefix)
            s3.download_file(bucket, entry["Key"], str(path))
            if path.suffix == ".html":
                pages.append(path)
    return pages


def password_secrets(prefix: str) -> list[str]:
    """Lists the names of the secrets that hold the initial passwords; the passwords themselves are not read."""
    filters: Any = [{"Key": "name", "Values": [prefix]}]
    pages = boto3.client("secretsmanager").get_paginator("list_secrets").paginate(Filters=filters)
    return [secret["Name"] for page in pages for secret in page["SecretList"]]
