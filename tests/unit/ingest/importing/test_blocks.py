"""Blocks hold what fits into a secret, batches what fits into a transaction."""

from __future__ import annotations

import json

from ingest.importing.blocks import (
    MAX_AGENTS_WRITTEN,
    MAX_BLOCK_CHARACTERS,
    MAX_BLOCK_ROWS,
    MAX_TAKEN_OVER,
    blocks,
    transactions,
)
from ingest.importing.decide import Decision
from ingest.reading.row import Row
from roster.agent import AgentItem
from roster.awaiting import awaited
from roster.initial_password import Password
from roster.passwords import MAX_SECRET_BYTES


def rows(count: int, password: str | None = None, name: str = "agent{}") -> list[Row]:
    return [
        Row(line, name.format(line), password=Password(password) if password else None) for line in range(2, count + 2)
    ]


def write(line: int, awaited_by: str | None = None) -> Decision:
    item: AgentItem | None = None
    if awaited_by:
        item = {
            "username": f"agent{line}",
            "state": "present",
            "revision": 1,
            "source": {"key": "agents.csv", "sequencer": "1", "line": line},
        }
        item.update(awaited(awaited_by, line, item["username"]))  # type: ignore[typeddict-item]
    return Decision(Row(line, f"agent{line}"), "provision", item, {"state": "present"})


def test_a_block_has_up_to_500_rows() -> None:
    found = list(blocks(rows(1_001)))

    assert [(block.first_line, block.end, len(block.rows)) for block in found] == [
        (2, 502, MAX_BLOCK_ROWS),
        (502, 1_002, MAX_BLOCK_ROWS),
        (1_002, 1_003, 1),
    ]


def test_no_rows_are_no_block() -> None:
    assert list(blocks([])) == []


def test_the_passwords_of_a_block_fit_into_a_secret() -> None:
    for name, password in (
        ("ü" * 90 + "{}", "Aa1" + "x" * 61),
        ("a\\b{}", "Aa1" + '"' * 61),
        ("{}", "Aa1" + "ü" * 61),
        ("{}", "Aa1" + "\x01" * 61),
    ):
        for block in blocks(rows(600, password, name)):
            secret = {row.username: row.password.reveal() for row in block.rows if row.password}
            assert len(json.dumps(secret, ensure_ascii=False).encode()) <= MAX_SECRET_BYTES


def test_long_rows_make_short_blocks() -> None:
    """A block is held in memory, twice where its plan is written, and a row may have a megabyte."""
    long = [Row(line, f"agent{line}", cells=["ada", "x" * 1_000_000]) for line in range(2, 22)]

    found = list(blocks([*long, *rows(3)]))

    assert max(sum(len(cell) for row in block.rows for cell in row.cells) for block in found) <= MAX_BLOCK_CHARACTERS
    assert [row for block in found for row in block.rows] == [*long, *rows(3)]
    assert len(found) == 7


def test_a_row_too_long_for_any_block_is_one_of_its_own() -> None:
    found = list(blocks([Row(line, cells=["x" * (MAX_BLOCK_CHARACTERS + 1)]) for line in (2, 3)]))

    assert [len(block.rows) for block in found] == [1, 1]


def test_a_batch_has_up_to_95_writes_and_any_number_of_others() -> None:
    unchanged = [Decision(Row(line), "unchanged") for line in range(2, 300)]
    found = list(transactions([*unchanged, *(write(line) for line in range(300, 500))]))

    assert [len(transaction.writes) for transaction in found] == [MAX_AGENTS_WRITTEN, MAX_AGENTS_WRITTEN, 10]
    assert [len(transaction.decisions) for transaction in found] == [298 + MAX_AGENTS_WRITTEN, MAX_AGENTS_WRITTEN, 10]
    assert found[-1].end == 500


def test_a_batch_takes_over_from_few_other_imports() -> None:
    decisions = [write(line, awaited_by=f"{line % 6:032x}") for line in range(2, 14)]

    found = list(transactions(decisions))
    assert all(len(transaction.taken_over) <= MAX_TAKEN_OVER for transaction in found)
    assert sum(sum(transaction.taken_over.values()) for transaction in found) == len(decisions)
    assert [decision for transaction in found for decision in transaction.decisions] == decisions
