"""Prints what became of an import."""

from __future__ import annotations

import sys
from typing import Any, Final

from report.findings import Findings
from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import ATTENTION
from rollcall_cli.finding_lines import findings_document, print_remarks
from rollcall_cli.imports import counts_of, findings_of, needs_attention, short_id
from rollcall_cli.printing import amount, moment, print_fields, print_json, say, selected, warn
from rollcall_cli.readable_records import Record
from roster.outside_text import shell_word

_FIELDS: Final = (
    "import_id",
    "key",
    "status",
    "reason",
    "notice",
    "superseded_by",
    "stopped_at",
    "stopped_by",
    "redaction",
    "uploaded_at",
    "started_at",
    "progress_at",
    "finished_at",
    "report",
    "bucket",
    "version_id",
)

DRIFT_IS_ANOTHER_MATTER: Final = (
    "Rows are compared with the agents table; what somebody changed or deleted in Connect itself: rollcall drift"
)
"""Said where a file asks for nothing new, as its user may have been deleted by hand."""


def show_outcome(deployment: Deployment, record: Record, *, as_json: bool) -> int:
    """Print what became of an upload and return the exit code."""
    if record["kind"] == "file":
        return _show_file(record, as_json=as_json)
    lines = needs_attention(deployment, record)
    findings = findings_of(lines)
    document = selected(record, _FIELDS) | {
        "counts": counts_of(record),
        "attention": [line.document() for line in lines],
    }
    if as_json:
        print_json(document | {"findings": findings_document(findings)})
    else:
        _print(document, findings)
    return ATTENTION if lines or record.get("status") == "REJECTED" else 0


def _show_file(record: Record, *, as_json: bool) -> int:
    key = record["key"]
    if as_json:
        print_json(selected(record, ("key", "kind", "bucket", "version_id", "size", "uploaded_at")))
    else:
        say(f"{key} is no agent directory; it is kept as a plain file: rollcall files get {shell_word(key)}")
    return 0


def counts_text(counts: dict[str, int]) -> str:
    """Return counts in words, those that are not zero."""
    words = (
        amount(number, "row") if name == "rows" else f"{number} {name}" for name, number in counts.items() if number
    )
    return ", ".join(words) or "no rows"


def _print(document: dict[str, Any], findings: Findings) -> None:
    counts: dict[str, int] = document["counts"]
    lines: list[dict[str, Any]] = document["attention"]
    print_fields(
        [
            ("import", document["import_id"]),
            ("key", document["key"]),
            ("status", document["status"]),
            ("reason", document.get("reason")),
            ("notice", document.get("notice")),
            ("ended by", document.get("superseded_by") and "a newer upload of the same key"),
            ("started", moment(document["started_at"])),
            ("finished", moment(document.get("finished_at"))),
            ("counts", counts_text(counts)),
            ("report", document.get("report")),
        ]
    )
    if not lines:
        if 0 < counts["rows"] + counts["dropped"] == counts["unchanged"]:
            say(DRIFT_IS_ANOTHER_MATTER)
        return
    sys.stdout.write("\n")
    columns = ("line", "username", "outcome", "reason")
    rows = [[line[column] for column in columns] for line in lines]
    if more := print_remarks(columns, rows, findings, title="Needs attention"):
        warn(f"{amount(more, 'more line')} of {counts_text(counts)}; all are in the report, or in a pipe or --json")
    if any(line["outcome"] == "rejected" for line in lines):
        say(f"Mend rejected.csv and upload it: rollcall report {short_id(document)}")
    if any(line["outcome"] == "failed" for line in lines) and document["status"] == "FINISHED":
        say(f"Once the cause is mended: rollcall retry {short_id(document)}")
