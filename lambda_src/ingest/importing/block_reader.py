"""Reads the blocks of an import together with their agents, in the order of their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ingest.importing.blocks import MAX_AGENTS_WRITTEN, Block, blocks
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.removal_guard import still_owned
from ingest.reading.row import Row
from roster.agent import FACETS, AgentItem
from roster.agents_table import AgentsTable
from roster.awaiting import AWAITED

ATTRIBUTES: Final = (
    *("username", "state", "status", "revision", "user_id", "instance_id", "password_secret", "source", "source_key"),
    *AWAITED,
    *FACETS,
)
"""What an import reads of an agent: all that deciding about a line, writing it and its plan ask for. What is left out,
above all `applied`, which repeats the facets, is half of an item, and would be half of the time to take it apart."""


def read_blocks(task: DirectoryImport, agents: AgentsTable) -> Iterator[tuple[Block, dict[str, AgentItem]]]:
    """Yield the blocks of an import, each with its agents by username.

    `DirectoryImporter` takes them in a thread of their own, one ahead of the block that it writes. First come the
    file's blocks, then those of the agents that the file drops, on the lines after the file's last one. Blocks that lie
    wholly before the record's position are written already, so their agents are not read.

    Dropped agents come in blocks of one transaction each. If a run dies between two transactions, the next one looks
    anew for the agents that are still to be removed, and finds fewer: within one block the others would then stand on
    other lines than before.

    Args:
        task: the import.
        agents: the agents table.

    Raises:
        RetryableError: DynamoDB kept refusing.
    """
    position = task.record["position"]
    line = position
    for block in blocks(task.directory.rows()):
        line = max(line, block.end)
        yield block, read_agents(block, agents) if block.end > position else {}
    dropped = task.removals.dropped
    for start in range(0, len(dropped), MAX_AGENTS_WRITTEN):
        names = dropped[start : start + MAX_AGENTS_WRITTEN]
        items = agents.read_many(names, attributes=ATTRIBUTES)
        owned = [name for name in names if still_owned(items.get(name), task.record["key"], task.record["import_id"])]
        if owned:
            rows = [Row(line + offset, name, state="absent", listed=False) for offset, name in enumerate(owned)]
            yield Block(line, rows), items
            line += len(owned)


def read_agents(block: Block, agents: AgentsTable) -> dict[str, AgentItem]:
    """Read the agents of a block as they are now, but for rows that are rejected whatever their agents are like."""
    return agents.read_many((row.username for row in block.rows if not row.problems), attributes=ATTRIBUTES)
