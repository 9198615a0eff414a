"""What files of the real world give: kind, rows accepted and rejected, and what their cells mean."""

from __future__ import annotations

import io
from typing import Any

import pytest

from ingest.importing.decide import Decision, decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from tests.unit.ingest.reading.real_world.files import FILES
from tests.unit.ingest.reading.real_world.writing import RealFile


def open_directory(file: RealFile) -> AgentDirectory | None:
    header = find_header(file.content[:65_536])
    return None if header is None else AgentDirectory(io.BytesIO(file.content), header, file.rules)


def member(row: Row, name: str) -> Any:
    if name == "password":
        return row.password.reveal() if row.password else None
    if name == "state":
        return row.state
    return {**row.identity, **row.phone, **row.others}.get(name)


def kind(directory: AgentDirectory | None) -> str:
    if directory is None:
        return "plain file"
    return "rejected whole" if directory.problem() else "directory"


def sayings(directory: AgentDirectory | None, decisions: list[Decision]) -> str:
    rows = [decision.row for decision in decisions]
    texts = [problem["message"] for row in rows for problem in (*row.problems, *row.warnings)]
    return "\n".join([(directory.problem() or "") if directory else "", *texts])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_gives_what_it_says(file: RealFile) -> None:
    directory = open_directory(file)

    assert kind(directory) == file.kind
    rows = directory.rows() if directory and file.kind == "directory" else ()
    decisions = [decide(row, None, file.rules, key="agents.csv") for row in rows]
    rejected = [decision for decision in decisions if decision.outcome == "rejected"]
    assert (len(decisions) - len(rejected), len(rejected)) == (file.accepted, file.rejected), sayings(
        directory, rejected
    )
    by_login = {decision.row.username: decision.row for decision in decisions}
    found = {name: member(by_login[name.rpartition(".")[0]], name.rpartition(".")[2]) for name in file.values}
    assert found == file.values
    assert [text for text in file.says if text not in sayings(directory, decisions)] == []


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 40
    assert len({file.name for file in FILES}) == len(FILES)
