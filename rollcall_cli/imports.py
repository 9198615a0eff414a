"""Finds imports in the files table, and what needs attention about one."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from report.findings import Example, Findings
from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import CliError
from rollcall_cli.import_check import checked
from rollcall_cli.import_index import ImportIndex
from rollcall_cli.readable_records import Record
from roster.imports import COUNTS, IMPORT_KINDS
from roster.items import from_wire
from roster.outcomes_table import OutcomesTable
from roster.outside_text import shell_word
from roster.plans import Problem
from roster.reports_bucket import ReportsBucket, report_prefix

_IMPORT_ID: Final = re.compile(r"[0-9a-f]{4,32}")
_SECONDS_BEHIND: Final = (0.3, 0.7)
"""Waits before an id is looked for again: the index of ids is behind the table by a moment."""

_SHOWN: Final = 8
"""Digits of an import's id that are printed; enough to tell imports apart."""


class UnknownImportError(CliError):
    """There is no import of an id or a key."""


class Imports:
    """The imports of a deployment.

    Args:
        deployment: the deployment.
        sleep: waits a number of seconds.
    """

    def __init__(self, deployment: Deployment, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = deployment.client("dynamodb")
        self._table = deployment.output("files_table")
        self._index = ImportIndex(self._client, self._table)
        self._sleep = sleep

    def newest(self, most: int | None = None) -> list[Record]:
        """Return imports, the one that started last first; not more than `most`, or all.

        Those whose records can't be read are told and left out: one must not hide the others.
        """
        return self._index.newest(most)

    def find(self, reference: str | None) -> Record:
        """Return the import of an id or its beginning, of an upload's key, or the newest of all.

        Raises:
            UnknownImportError: there is none of that id or key.
            CliError: there is none at all, or several, or the key is that of a plain file.
            UnreadableError: somebody else wrote its record.
        """
        if reference is None:
            last = self._index.last()
            if last is None:
                raise CliError("Nothing was imported yet", "upload a directory: rollcall upload FILE --watch")
            return checked(last)  # the one before it is not what was asked for
        uploads = self.of_key(reference)
        records = [record for record in uploads if record["kind"] in IMPORT_KINDS]
        if records:
            return checked(records[0])
        if uploads:
            raise CliError(
                f"{reference} was no agent directory: it is kept as a plain file, in the table {self._table}",
                f"`rollcall files get {shell_word(reference)}` reads it back. An agent directory's header names "
                "columns of Rollcall's: `rollcall template` writes one, and "
                "`rollcall validate FILE` says how a file would be read",
            )
        matches = self._of_id(reference) if _IMPORT_ID.fullmatch(reference) else []
        if not matches:
            raise UnknownImportError(
                f"There is no import {reference!r}",
                "`rollcall status` lists the newest imports with key and id, `rollcall status --all` all of them",
            )
        if len(matches) > 1:
            raise CliError(f"{len(matches)} imports begin with {reference!r}", "give more digits of the id")
        return checked(matches[0])

    def of_key(self, key: str) -> list[Record]:
        """Return the records of an upload's key, newest first: imports, or plain files without their content.

        They are not checked: see `checked` and `readable`.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            FilterExpression="attribute_exists(kind)",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={":key": {"S": key}},
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return [_record(item) for page in pages for item in page["Items"]]

    def _of_id(self, beginning: str) -> list[Record]:
        found = self._index.beginning_with(beginning)
        for seconds in _SECONDS_BEHIND:
            if found:
                break
            self._sleep(seconds)
            found = self._index.beginning_with(beginning)
        return found


def _record(item: Mapping[str, Any]) -> Record:
    return from_wire({name: value for name, value in item.items() if name != "content"})


def short_id(record: Mapping[str, Any]) -> str:
    """Return the beginning of an import's id, which commands take in place of the whole."""
    return str(record["import_id"])[:_SHOWN]


def counts_of(record: Mapping[str, Any]) -> dict[str, int]:
    """Return all counts of an import."""
    return {name: int(record.get(name, 0)) for name in COUNTS}


@dataclass(frozen=True, slots=True)
class Unmade:
    """A line of an import that made no agent."""

    line: int
    username: str
    outcome: Literal["rejected", "failed"]
    problems: Sequence[Problem]

    @property
    def reason(self) -> str:
        """Why, and what to do."""
        return "; ".join(map(sentence, self.problems))

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {"line": self.line, "username": self.username, "outcome": self.outcome, "reason": self.reason}


def needs_attention(deployment: Deployment, record: Mapping[str, Any]) -> list[Unmade]:
    """Return the lines of an import that made no agent, in their order."""
    found: list[Unmade] = []
    if record.get("rejected"):
        reports = ReportsBucket(deployment.client("s3"), deployment.output("report_bucket"))
        found += _rejected(reports, record)
    if record.get("failed"):
        found += _failed(deployment.outcomes(), record)
    return sorted(found, key=lambda line: line.line)


def findings_of(lines: Iterable[Unmade]) -> Findings:
    """Return what is wrong with lines, each cause once."""
    findings = Findings()
    for line in lines:
        for problem in line.problems:
            findings.add_remark(line.outcome, problem, Example(line.line, line.username))
    return findings


def _rejected(reports: ReportsBucket, record: Mapping[str, Any]) -> Iterator[Unmade]:
    for plan in reports.plans(report_prefix(record["key"], record["import_id"])):
        for line in plan["lines"]:
            if line["outcome"] == "rejected" and line["line"] < record.get("position", 0):
                yield Unmade(line["line"], line["username"], "rejected", line.get("problems", ()))


def _failed(outcomes: OutcomesTable, record: Mapping[str, Any]) -> Iterator[Unmade]:
    for outcome in outcomes.of_import(record["import_id"]):
        if outcome["outcome"] == "failed":
            reason: Problem = {"column": "", "message": outcome.get("reason") or ""}
            yield Unmade(int(outcome["line"]), outcome["username"], "failed", (reason,))


def sentence(problem: Problem) -> str:
    """Return a problem as one sentence."""
    return f"{problem['column']}: {problem['message']}" if problem["column"] else problem["message"]
