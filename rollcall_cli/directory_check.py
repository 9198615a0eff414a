"""Reads a directory with the code of ingest and says what would be rejected; offline but for the names that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from ingest.reading.table_advice import advise_on_headers
from report.findings import Example, Findings
from rollcall_cli.name_check import NameCheck
from roster.plans import Problem

_NO_DIRECTORY: Final = (
    "The file is no agent directory, so an upload would keep it as a plain file. A directory's header names at least "
    "three of Rollcall's columns, one of them such as username or routing_profile; `rollcall template` writes one."
)


@dataclass(slots=True)
class Check:
    """What ingest would make of a file.

    Attributes:
        problem: why the whole file can't be taken.
        unknown_columns: headers that are ignored.
        notice: what to know about the file as a whole.
        withheld_columns: headers of columns that may hold passwords, and are neither used nor shown.
        rows: how many rows it has.
        rejected: how many of them would be rejected.
        problems: line, username, column, message of each rule that a row breaks.
        warnings: likewise, of what only needs to be known.
        findings: both, each cause once.
    """

    problem: str | None = None
    unknown_columns: tuple[str, ...] = ()
    notice: str = ""
    withheld_columns: tuple[str, ...] = ()
    rows: int = 0
    rejected: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    @property
    def good(self) -> bool:
        """Whether every row would be taken."""
        return self.problem is None and not self.rejected


def check_file(stream: BinaryIO, rules: DeploymentRules, name: str = "", names: NameCheck | None = None) -> Check:
    """Check a file.

    Args:
        stream: the file, at its beginning; it can seek.
        rules: the deployment's.
        name: the file's, which may say that it lists people.
        names: checks what the rows name of the instance; None leaves that to provision.
    """
    header = find_header(stream, name, rules.column_names)
    if header is None:
        return Check(problem=why_no_directory(stream.read(HEAD_BYTES), rules.column_names))
    directory = AgentDirectory(stream, header, rules)
    check = Check(directory.problem(), header.unknown, directory.notice, header.withheld)
    if check.problem is None:
        for row in directory.rows():
            _check_row(row, check, rules, header, names)
        check.notice = directory.notice  # the rows had their part in it
    return check


def why_no_directory(head: bytes, column_names: Mapping[str, str] | None = None) -> str:
    """Say why a file would be kept as a plain one, and which of its headers are known.

    Args:
        head: the file's first bytes.
        column_names: the deployment's own headers → columns.
    """
    return " ".join(filter(None, (_NO_DIRECTORY, advise_on_headers(head, column_names))))


def _check_row(row: Row, check: Check, rules: DeploymentRules, header: Header, names: NameCheck | None) -> None:
    check.rows += 1
    columns = header.columns
    decision = decide(row, None, rules, key="")
    # The problems that decide adds are of values that a new agent needs and the row lacks. Where the file has no column
    # for the value it is a warning, because an agent that exists keeps its own.
    later = [problem for problem in decision.problems if problem["column"] not in columns]
    problems = [*row.problems, *(problem for problem in decision.problems if problem not in later)]
    for problem in names.problems(row) if names is not None else ():
        index = columns.get(problem["column"])
        own = header.names[index].strip() if index is not None else problem["column"]
        problems.append({"column": own, "message": problem["message"]})
    if_new: list[Problem] = [
        {"column": problem["column"], "message": f"if the agent is new: {problem['message']}"} for problem in later
    ]
    warnings = [*row.warnings, *if_new]
    check.rejected += bool(problems)
    check.problems += [_entry(row, problem) for problem in problems]
    check.warnings += [_entry(row, warning) for warning in warnings]
    for problem in problems:
        check.findings.add_remark("rejected", problem, Example(row.line, row.username))
    for warning in warnings:
        check.findings.add_remark("warning", warning, Example(row.line, row.username))


def _entry(row: Row, problem: Problem) -> dict[str, Any]:
    return {"line": row.line, "username": row.username, "column": problem["column"], "message": problem["message"]}
