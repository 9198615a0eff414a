"""Reads a directory with the code of ingest, offline, and says what would be rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from roster.reports_bucket import Problem

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
    """

    problem: str | None = None
    unknown_columns: tuple[str, ...] = ()
    notice: str = ""
    withheld_columns: tuple[str, ...] = ()
    rows: int = 0
    rejected: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every row would be taken."""
        return self.problem is None and not self.rejected


def check_file(stream: BinaryIO, rules: DeploymentRules, name: str = "") -> Check:
    """Check a file.

    Args:
        stream: the file, at its beginning; it can seek.
        rules: the deployment's.
        name: the file's, which may say that it lists people.
    """
    header = find_header(stream, name, rules.column_names)
    if header is None:
        return Check(problem=_NO_DIRECTORY)
    directory = AgentDirectory(stream, header, rules)
    check = Check(directory.problem(), header.unknown, directory.notice, header.withheld)
    if check.problem is None:
        for row in directory.rows():
            _check_row(row, check, rules, set(header.columns))
        check.notice = directory.notice  # the rows had their part in it
    return check


def _check_row(row: Row, check: Check, rules: DeploymentRules, columns: set[str]) -> None:
    check.rows += 1
    decision = decide(row, None, rules, key="")
    # The problems that decide adds are of values that a new agent needs and the row lacks. Where the file has no column
    # for the value it is a warning, because an agent that exists keeps its own.
    later = [problem for problem in decision.problems if problem["column"] not in columns]
    problems = [*row.problems, *(problem for problem in decision.problems if problem not in later)]
    check.rejected += bool(problems)
    check.problems += [_entry(row, problem) for problem in problems]
    check.warnings += [_entry(row, problem) for problem in row.warnings]
    check.warnings += [
        _entry(row, {"column": problem["column"], "message": f"if the agent is new: {problem['message']}"})
        for problem in later
    ]


def _entry(row: Row, problem: Problem) -> dict[str, Any]:
    return {"line": row.line, "username": row.username, "column": problem["column"], "message": problem["message"]}
