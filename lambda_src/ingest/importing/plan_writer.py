"""Writes the plan of a block: what is meant to happen to each of its lines. The report is made of the plans."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.importing.blocks import Block
from ingest.importing.changes import changes_of, wanted_before
from ingest.importing.decide import Decision
from ingest.importing.directory_import import DirectoryImport
from roster.plans import Plan, PlanLine
from roster.reports_bucket import ReportsBucket, report_prefix


def write_plan(
    reports: ReportsBucket, task: DirectoryImport, block: Block, position: int, decisions: Iterable[Decision]
) -> None:
    """Write a block's plan, before the block takes effect.

    Args:
        reports: the reports bucket.
        task: the import.
        block: the block.
        position: the import's position. Where it lies within the block, the lines before it have taken effect as an
            earlier plan said; they are kept as they stand there.
        decisions: those about the block's rows from the position on.
    """
    prefix = report_prefix(task.record["key"], task.record["import_id"])
    lines = [_plan_line(decision) for decision in decisions]
    if position > block.first_line and (earlier := reports.read_plan(prefix, block.first_line)):
        lines = [line for line in earlier["lines"] if line["line"] < position] + lines
    directory, header = task.directory, task.directory.header
    plan: Plan = {
        "columns": directory.kept_columns,
        "ignored": list(header.unknown),
        "withheld": list(header.withheld),
        "name_columns": directory.name_columns,
        "lines": lines,
    }
    reports.put_plan(prefix, block.first_line, plan)


def _plan_line(decision: Decision) -> PlanLine:
    row = decision.row
    if decision.outcome == "unchanged":
        return _unchanged_line(decision)
    username = "" if row.doubtful and decision.outcome == "rejected" else row.username
    line: PlanLine = {"line": row.line, "username": username, "outcome": decision.outcome, "cells": list(row.cells)}
    if problems := [*row.problems, *decision.problems]:
        line["problems"] = problems
    if warnings := [*row.warnings, *decision.warnings]:
        line["warnings"] = warnings
    if (before := wanted_before(decision)) is not None:
        line["before"] = before
    if changes := changes_of(decision):
        line["changes"] = changes
    if not row.listed:
        line["listed"] = False
    return line


def _unchanged_line(decision: Decision) -> PlanLine:
    """Return what is to be known of a line that changes nothing, as most lines of most directories."""
    row = decision.row
    # The cells are for `rejected.csv` and for whoever looks up what a line said; an unchanged line needs neither.
    line: PlanLine = {"line": row.line, "username": row.username, "outcome": "unchanged", "cells": []}
    if row.warnings or decision.warnings:
        line["warnings"] = [*row.warnings, *decision.warnings]
    if not row.listed:
        line["listed"] = False
    return line
