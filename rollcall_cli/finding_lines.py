"""Prints remarks about rows: each row in a pipe, each cause once on a terminal; the page groups them the same way."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from typing import Any

from report.findings import Finding, Findings
from rollcall_cli.printing import MOST_LINES, amount, print_table, say


def findings_document(findings: Findings) -> list[dict[str, Any]]:
    """Return findings as `--json` prints them, which is as in `summary.json`."""
    return [dataclasses.asdict(finding) for finding in findings]


def print_remarks(
    columns: Sequence[str], rows: Sequence[Sequence[object]], findings: Findings, *, title: str = ""
) -> int:
    """Print rows with what is wrong, and say which of them have one cause.

    Args:
        columns: the names of the rows' cells.
        rows: a row for each remark.
        findings: the same remarks by their causes.
        title: of the table on a terminal.

    Returns:
        How many rows were not printed.
    """
    causes = list(findings)
    shared = [finding for finding in causes if finding.count > 1]
    if sys.stdout.isatty() and shared and not findings.others:
        cells = [(finding.kind, finding.count, _lines(finding), finding.text) for finding in causes]
        return print_table(("what", "rows", "lines", "message"), cells, title=title, most=MOST_LINES)
    more = print_table(columns, rows, title=title, most=MOST_LINES)
    for finding in shared:
        say(f"{amount(finding.count, 'row')} with one cause (lines {_lines(finding)}): {finding.text}")
    return more


def _lines(finding: Finding) -> str:
    named = ", ".join(str(example.line) if example.line else example.username for example in finding.examples)
    more = finding.count - len(finding.examples)
    return f"{named} and {more} more" if more > 0 else named
