"""The samples are what the benchmarks take them for: rows whose agents are settled."""

from __future__ import annotations

from pathlib import Path

from benchmarks.ingest_rate import import_directory, read_header
from benchmarks.samples import KEY, RULES, settled_items, write_directory
from benchmarks.stand_ins import open_upload
from ingest.importing.decide import decide
from ingest.reading.agent_directory import AgentDirectory
from roster.agent import AgentItem


def test_every_row_is_unchanged(tmp_path: Path) -> None:
    path = write_directory(tmp_path / KEY, 60)
    with open_upload(path) as stream:
        rows = list(AgentDirectory(stream, read_header(path), RULES).rows())

    items: list[AgentItem] = list(settled_items([row.username for row in rows]))  # type: ignore[arg-type]
    decisions = [decide(row, item, RULES, key=KEY) for row, item in zip(rows, items, strict=True)]

    assert len(rows) == 60
    assert {decision.outcome for decision in decisions} == {"unchanged"}


def test_another_value_changes_every_row(tmp_path: Path) -> None:
    path = write_directory(tmp_path / KEY, 60, after_call_seconds=31)
    with open_upload(path) as stream:
        rows = list(AgentDirectory(stream, read_header(path), RULES).rows())

    items: list[AgentItem] = list(settled_items([row.username for row in rows]))  # type: ignore[arg-type]

    assert {decide(row, item, RULES, key=KEY).outcome for row, item in zip(rows, items, strict=True)} == {"provision"}


def test_a_whole_import_runs_over_the_stand_ins(tmp_path: Path) -> None:
    import_directory(write_directory(tmp_path / KEY, 1200))
