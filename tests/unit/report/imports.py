"""Imports and lines for tests of what a report says."""

from __future__ import annotations

from typing import Any, cast

from report.import_result import ImportResult
from report.row_results import RowResult
from roster.imports import ImportRecord, ImportStatus
from roster.plans import Problem


def import_result(status: ImportStatus = "FINISHED", **attributes: Any) -> ImportResult:
    """An import that ended 100 seconds after its upload."""
    record = {
        "key": "staff/agents.csv",
        "sequencer": "1".ljust(40, "0"),
        "bucket": "rollcall-uploads",
        "version_id": "v1",
        "size": 12_345,
        "kind": "agent_directory",
        "import_id": "0123456789abcdef0123456789abcdef",
        "uploaded_at": "2026-11-22T12:00:00.000Z",
        "started_at": "2026-11-22T12:00:02.000Z",
        "progress_at": "2026-11-22T12:01:32.000Z",
        "pending": 0,
    } | attributes
    return ImportResult(
        cast("ImportRecord", record),
        status,
        "2026-11-22T12:01:40.000Z",
        "s3://rollcall-reports/staff/agents.csv/0123456789abcdef0123456789abcdef/",
    )


def row_result(number: int, outcome: str = "created", *messages: str, column: str = "", **more: Any) -> RowResult:
    """A line with remarks: problems where it has to be mended, warnings otherwise."""
    remarks: list[Problem] = [{"column": column, "message": message} for message in messages]
    troubled = outcome in {"failed", "rejected", "superseded"}
    attributes: dict[str, Any] = {"username": f"agent{number}", "user_id": "", "columns": [], "cells": []} | more
    return RowResult(
        line=number,
        outcome=outcome,
        problems=remarks if troubled else [],
        warnings=[] if troubled else remarks,
        **attributes,
    )
