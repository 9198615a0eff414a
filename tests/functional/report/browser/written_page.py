"""Writes pages with rows of each outcome, some of them hostile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from report.findings import Findings
from report.import_result import ImportResult
from report.page.rows_table import TableRows
from report.page.write_page import write_page
from report.row_results import RowResult
from report.unread_columns import UnreadColumns
from tests.unit.report.imports import row_result

EVIL = "<script>document.title='owned'</script><img src=https://evil.example/x onerror=\"document.title='owned'\">"
TURNED = "\u202egro.elpmaxe\u2066"

COLUMNS = ["user login", "first name", "last name", EVIL, "tags"]


def row(number: int) -> RowResult:
    about: dict[str, Any] = {
        "username": f"agent{number}@example.com",
        "columns": COLUMNS,
        "cells": [f"agent{number}@example.com", "Zoë", f"King{number}", "x", ""],
    }
    if number in {16, 35, 53, 54, 79}:
        about |= {"username": f"zoe{number}", "name": f"Zoë King{number}", "cells": ["", EVIL, "", TURNED]}
        return row_result(number, "rejected", "is empty; every agent needs one", column="last name", **about)
    if number in {62, 63, 64}:
        return row_result(number, "failed", "The instance has no routing profile 'X'", **about)
    if number in {92, 93}:
        return row_result(number, "adopted", EVIL, **about | {"username": EVIL, "name": TURNED})
    if number > 161:
        changes = [
            {"column": "acw_seconds", "old": "10", "new": str(number)},
            {"column": "tags", "old": "", "new": EVIL},
        ]
        return row_result(number, "updated", changes=changes, **about)
    return row_result(number, user_id=f"00000000-0000-0000-0000-{number:012}", **about)


def write(path: Path, about: ImportResult, results: Iterable[RowResult], columns: UnreadColumns) -> None:
    findings = Findings()
    with path.open("wb") as file, TableRows() as rows:
        for one in results:
            rows.add(one, findings.add(one))
        write_page(file, about, findings, rows, columns)
