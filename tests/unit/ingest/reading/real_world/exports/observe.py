"""What the code makes of an export: the one place that knows how files are read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.importing.decide import Decision, decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from ingest.redaction.open_copy import open_copy
from tests.unit.ingest.reading.real_world.exports.export import Export, Outcome


@dataclass(frozen=True)
class Observed:
    """What became of an export.

    Attributes:
        outcome: see `Export`.
        accepted: login → member → value, of the rows that become agents.
        rejected: how many rows are rejected.
        said: all that is told about the file and its rows.
        shown: the cells that plan and report show, and the headers above them.
        kept: what stays of the file, in the bucket and in the files table.
    """

    outcome: Outcome
    accepted: dict[str, dict[str, Any]] = field(default_factory=dict)
    rejected: int = 0
    said: str = ""
    shown: str = ""
    kept: bytes = b""


def observe(export: Export) -> Observed:
    """Read an export as ingest does."""
    header = find_header(export.content, export.key)
    if header is None:
        return Observed("file", kept=export.content)
    directory = AgentDirectory(io.BytesIO(export.content), header, export.rules)
    kept = _kept(export, header)
    if (problem := directory.problem()) is not None:
        return Observed("table", said=problem, kept=kept)
    decisions = [decide(row, None, export.rules, key=export.key) for row in directory.rows()]
    rows = [decision.row for decision in decisions]
    return Observed(
        "agent_directory",
        accepted={
            decision.row.username: _members(decision.row) for decision in decisions if decision.outcome != "rejected"
        },
        rejected=sum(decision.outcome == "rejected" for decision in decisions),
        said="\n".join([*header.withheld, directory.notice, *_remarks(decisions)]),
        shown="\n".join([*directory.kept_columns, *(cell for row in rows for cell in row.cells)]),
        kept=kept,
    )


def _kept(export: Export, header: Header) -> bytes:
    if not header.may_hold_passwords or not open_copy(io.BytesIO(export.content), header).is_needed():
        return export.content
    return b"".join(open_copy(io.BytesIO(export.content), header).pieces())


def _members(row: Row) -> dict[str, Any]:
    password = row.password.reveal() if row.password else None
    return {**row.identity, **row.phone, **row.others, "password": password, "state": row.state}


def _remarks(decisions: Iterable[Decision]) -> Iterable[str]:
    for decision in decisions:
        for remark in (*decision.row.problems, *decision.problems, *decision.row.warnings):
            yield f"{remark['column']} {remark['message']}"
