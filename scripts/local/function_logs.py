"""Saves what the functions logged, which local AWS keeps in memory only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

if TYPE_CHECKING:
    from pathlib import Path


def save_function_logs(target: Path) -> None:
    """Writes every log group's events to `target`, oldest first."""
    logs = boto3.client("logs")
    groups = [
        group["logGroupName"]
        for page in logs.get_paginator("describe_log_groups").paginate()
        for group in page["logGroups"]
    ]
    with target.open("w", encoding="utf-8") as stream:
        for group in groups:
            stream.write(f"==> {group}\n")
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
                stream.writelines(f"{event['message'].rstrip()}\n" for event in page["events"])
