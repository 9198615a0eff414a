"""The text of the e-mail that an import is over, and the message attributes for programs. Pure.

Programs read the message attributes, which subscriptions can filter by:

| attribute | type | meaning |
|---|---|---|
| `import_id`, `key`, `status`, `report` | String | as in `summary.json` |
| `needs_attention` | String | `true` or `false` |
| `rows`, `rejected`, `failed` | Number | counts to filter by |
| `counts` | String | all counts as a JSON object |
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final

from report.findings import Example, Finding, Findings
from report.import_result import OUTCOMES, ImportResult
from report.permission_lines import HEADING, permission_lines
from report.readable_values import readable_duration, readable_time
from roster.outside_text import shell_word, shown_text

SUBJECT_CHARACTERS: Final = 99
"""Amazon SNS takes subjects of fewer than 100 ASCII characters, without line breaks and control characters."""

_MAX_FINDINGS: Final = 10
_MAX_EXAMPLES: Final = 5
_MAX_CHARACTERS: Final = 2_000
"""Characters of a text that is quoted from the import: Amazon SNS refuses a message of more than 256 KB for good."""

_MAX_LINE: Final = 2_500
_NOT_PRINTABLE_ASCII: Final = re.compile("[^\x20-\x7e]+")


@dataclass(frozen=True, slots=True)
class Notification:
    """A message to the notification topic.

    Attributes:
        subject: one line of ASCII.
        message: what people read.
        attributes: name → (data type, value).
    """

    subject: str
    message: str
    attributes: dict[str, tuple[str, str]]


def compose_notification(result: ImportResult, findings: Findings, *, deployment: str) -> Notification:
    """Write the notification of an import that is over."""
    return Notification(
        subject=_subject(result, deployment),
        # Whatever a text from the import holds, a line of the message stays one line. Amazon SQS, which may subscribe
        # to the topic, takes all that is shown, and no controls:
        # https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
        message="\n".join(shown_text(line, _MAX_LINE) for line in _message_lines(result, findings, deployment)),
        attributes=_attributes(result),
    )


def _subject(result: ImportResult, deployment: str) -> str:
    start = f"[{deployment}] {result.headline}: "
    # A subject is ASCII: letters lose their accents, anything else is left out.
    plain = unicodedata.normalize("NFKD", result.record["key"]).encode("ascii", "ignore").decode()
    name = _NOT_PRINTABLE_ASCII.sub(" ", plain)
    room = SUBJECT_CHARACTERS - len(start)
    return (start + (name if len(name) <= room else "..." + name[3 - room :])).rstrip(" :")


def _message_lines(result: ImportResult, findings: Findings, deployment: str) -> list[str]:
    record, counts = result.record, result.counts
    took = readable_duration(result.seconds)
    lines = [
        f"{result.headline}.",
        "",
        f"File: {record['key']}",
        f"Uploaded: {readable_time(record['uploaded_at'])}, done {took} later",
        f"Import: {record['import_id']}",
        "",
        *(f"{counts[name]:>8,} {name}" for name in OUTCOMES if counts[name]),
        f"{counts['rows']:>8,} rows in all",
        *([f"{counts['dropped']:>8,} agents that the file drops"] if counts["dropped"] else []),
    ]
    if result.nothing_to_do:
        lines += ["", "What somebody changed or deleted in Amazon Connect itself: rollcall drift"]
    for heading, text in (("Rejected", record.get("reason")), ("Notice", record.get("notice"))):
        if text:
            lines += ["", f"{heading}: {_cut(text)}"]
    urgent = (finding for finding in findings if finding.kind in {"failed", "rejected"})
    if shown := list(islice(urgent, _MAX_FINDINGS)):
        lines += ["", "What needs attention:", *(_finding_line(finding) for finding in shown)]
        lines += ["", "rejected.csv has these rows; mend them there and upload that file."]
    if moved := permission_lines(findings):
        lines += ["", HEADING, *moved]
    address = shell_word(f"{result.report}report.html")
    fetch = f"  rollcall report {shell_word(record['import_id'][:8])} --deployment {deployment}"
    return [*lines, "", "The report with every row:", fetch, f"  or: aws s3 cp {address} .", ""]


def _finding_line(finding: Finding) -> str:
    rows = f"{finding.count:,} {'row' if finding.count == 1 else 'rows'}"
    named = ", ".join(map(_example, finding.examples[:_MAX_EXAMPLES]))
    more = " and others" if finding.count > _MAX_EXAMPLES else ""
    return f"- {finding.kind}, {rows}: {_cut(finding.text)} ({named}{more})"


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_CHARACTERS else f"{text[:_MAX_CHARACTERS]} ..."


def _example(example: Example) -> str:
    return f"line {example.line}" if example.line is not None else example.username


def _attributes(result: ImportResult) -> dict[str, tuple[str, str]]:
    counts = result.counts
    texts = {
        "import_id": result.record["import_id"],
        "key": shown_text(result.record["key"]),
        "status": result.status,
        "report": shown_text(result.report),
        "needs_attention": "true" if result.needs_attention else "false",
        "counts": json.dumps(counts),
    }
    numbers = {name: str(counts[name]) for name in ("rows", "rejected", "failed")}
    return {name: ("String", text) for name, text in texts.items()} | {
        name: ("Number", number) for name, number in numbers.items()
    }
