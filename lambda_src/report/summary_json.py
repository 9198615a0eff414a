"""`summary.json`: the report for programs. Pure.

| member | type | meaning |
|---|---|---|
| `import_id`, `bucket`, `key`, `version_id`, `size` | text, bytes | the upload |
| `status` | text | `FINISHED`, or `REJECTED` when nothing of the directory could be taken |
| `verdict` | text | the import in one sentence: the page's headline |
| `needs_attention` | true/false | whether somebody should look at it |
| `reason` | text/null | why the whole directory was rejected |
| `notice` | text/null | what to know about the import as a whole |
| `superseded_by` | text/null | sequencer of the newer upload that ended this one |
| `stopped_at`, `stopped_by` | text/null | from when on agents were given up, and who ran `rollcall stop` |
| `uploaded_at`, `started_at`, `finished_at` | text | ISO 8601, UTC |
| `seconds` | number | from the upload to the end |
| `counts` | object | the file's `rows`, the agents `dropped` by it, and what became of both |
| `ignored_columns` | list | the file's columns that Rollcall has no use for |
| `withheld_columns` | list | its columns that may hold passwords, and are neither used nor shown |
| `findings` | list | what to look at, the most urgent first |
| `other_findings` | object | remarks of each kind that are too many to be told apart; `outcome.csv` has them |
| `report` | text | the `s3://` address of the folder that holds the files |
| `files` | object | names of the files in it |

A finding has `kind` (`failed`, `rejected`, `superseded`, `permissions` about agents that got or lost a security profile
that can manage others, or `warning` about rows that are as the file wants them), the file's own `column` or an empty
text, `message`, the `count` of rows, and up to ten `examples` of them: `line` (null if the file does not list the
agent) and `username`.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from report.findings import Findings
from report.import_result import ImportResult
from report.unread_columns import UnreadColumns
from roster.outside_text import shown_json


def summary_json(result: ImportResult, findings: Findings, columns: UnreadColumns) -> bytes:
    """Return `summary.json`."""
    record = result.record
    document: dict[str, Any] = {
        "import_id": record["import_id"],
        "bucket": record["bucket"],
        "key": record["key"],
        "version_id": record["version_id"],
        "size": record["size"],
        "status": result.status,
        "verdict": result.headline,
        "needs_attention": result.needs_attention,
        "reason": record.get("reason"),
        "notice": record.get("notice"),
        "superseded_by": record.get("superseded_by"),
        "stopped_at": record.get("stopped_at"),
        "stopped_by": record.get("stopped_by"),
        "uploaded_at": record["uploaded_at"],
        "started_at": record["started_at"],
        "finished_at": result.finished_at,
        "seconds": result.seconds,
        "counts": result.counts,
        "ignored_columns": columns.ignored,
        "withheld_columns": columns.withheld,
        "findings": [dataclasses.asdict(finding) for finding in findings],
        "other_findings": findings.others,
        "report": result.report,
        "files": {"page": "report.html", "outcome": "outcome.csv", "rejected": "rejected.csv"},
    }
    return (shown_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n").encode()
