"""The notification that an import is over, for people and for machines. Pure.

Machines read the message attributes, which subscriptions can filter by:

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
import shlex
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Final

from report.facts import OUTCOMES, Facts
from report.findings import Example, Finding, Findings
from report.words import duration_words, time_words

SUBJECT_CHARACTERS: Final = 99
"""Amazon SNS takes subjects of fewer than 100 ASCII characters, without line breaks and control characters."""

_FINDINGS: Final = 10
_LINES: Final = 5
_LONGEST_TEXT: Final = 2_000
"""Characters of a text that is quoted from the import: Amazon SNS refuses a message of more than 256 KB for good."""

# XML's characters, which all that SNS hands a message to can carry.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_SUBJECT: Final = re.compile("[^\x20-\x7e]+")


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


def compose(facts: Facts, findings: Findings, *, deployment: str) -> Notification:
    """Write the notification of an import that is over."""
    return Notification(
        subject=_subject(facts, deployment),
        message=_FORBIDDEN.sub("\ufffd", "\n".join(_paragraphs(facts, findings))),
        attributes=_attributes(facts),
    )


def _subject(facts: Facts, deployment: str) -> str:
    start = f"[{deployment}] {facts.verdict}: "
    # Letters without their accents are better to read than question marks.
    plain = unicodedata.normalize("NFKD", facts.record["key"]).encode("ascii", "ignore").decode()
    name = _NO_SUBJECT.sub(" ", plain)
    room = SUBJECT_CHARACTERS - len(start)
    return (start + (name if len(name) <= room else "..." + name[3 - room :])).rstrip(" :")


def _paragraphs(facts: Facts, findings: Findings) -> list[str]:
    record, counts = facts.record, facts.counts
    took = duration_words(facts.seconds)
    lines = [
        f"{facts.verdict}.",
        "",
        f"File: {record['key']}",
        f"Uploaded: {time_words(record['uploaded_at'])}, done {took} later",
        f"Import: {record['import_id']}",
        "",
        *(f"{counts[name]:>8,} {name}" for name in OUTCOMES if counts[name]),
        f"{counts['rows']:>8,} rows in all",
    ]
    for heading, text in (("Rejected", record.get("reason")), ("Notice", record.get("notice"))):
        if text:
            lines += ["", f"{heading}: {_cut(text)}"]
    urgent = (finding for finding in findings if finding.kind in {"failed", "rejected"})
    if shown := list(islice(urgent, _FINDINGS)):
        lines += ["", "What needs attention:", *(_finding_line(finding) for finding in shown)]
        lines += ["", "rejected.csv has these rows; mend them there and upload that file."]
    address = shlex.quote(f"{facts.report}report.html")
    return [*lines, "", "The report with every row:", f"  aws s3 cp {address} .", ""]


def _finding_line(finding: Finding) -> str:
    rows = f"{finding.count:,} {'row' if finding.count == 1 else 'rows'}"
    named = ", ".join(map(_place, finding.examples[:_LINES]))
    more = " and others" if finding.count > _LINES else ""
    return f"- {finding.kind}, {rows}: {_cut(finding.text)} ({named}{more})"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]} ..."


def _place(example: Example) -> str:
    return f"line {example.line}" if example.line is not None else example.username


def _attributes(facts: Facts) -> dict[str, tuple[str, str]]:
    counts = facts.counts
    texts = {
        "import_id": facts.record["import_id"],
        "key": _FORBIDDEN.sub("\ufffd", facts.record["key"]),
        "status": facts.status,
        "report": _FORBIDDEN.sub("\ufffd", facts.report),
        "needs_attention": "true" if facts.needs_attention else "false",
        "counts": json.dumps(counts),
    }
    numbers = {name: str(counts[name]) for name in ("rows", "rejected", "failed")}
    return {name: ("String", text) for name, text in texts.items()} | {
        name: ("Number", number) for name, number in numbers.items()
    }
