"""Cuts a directory into blocks, and the decisions about a block's rows into transactions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from typing import Final

from ingest.importing.decide import Decision
from ingest.reading.row import Row
from roster.awaiting import awaiting_import
from roster.passwords import MAX_SECRET_BYTES

MAX_BLOCK_ROWS: Final = 500
MAX_BLOCK_CHARACTERS: Final = 4_000_000
"""Of all cells of a block together. They are in memory several times while its plan is written."""

MAX_AGENTS_WRITTEN: Final = 95
"""Agents that one transaction writes. DynamoDB takes 100 actions; the others are for records of imports: its own and
`MAX_TAKEN_OVER` more."""

MAX_TAKEN_OVER: Final = 4
"""Other imports whose counts one transaction can move."""

_JSON_BYTES: Final = 8
_MADE_BYTES: Final = 20 + _JSON_BYTES
"""Beside the username, of a password that is made."""


@dataclass(slots=True)
class Block:
    """Rows that share one plan and one password secret.

    Where blocks begin and end depends on the file alone, so that another run of the import finds the same plan and
    secret for a block that an earlier run has begun.

    Attributes:
        first_line: where its first row begins; names the plan and the secret.
        rows: the rows.
        end: the line behind its last row.
    """

    first_line: int
    rows: list[Row] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The first line that no row of the block begins on."""
        return self.rows[-1].line + 1


def blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """Cut rows into blocks of up to 500, fewer where passwords would not fit into a secret, or the rows are long."""
    block: Block | None = None
    rows_left = room = characters = 0
    for row in rows:
        length = len("".join(row.cells))
        text = row.username if row.password is None else row.username + row.password.reveal()
        # At least what the row's entry takes in the secret's JSON, all letters written as they are.
        need = len(encode_basestring(text).encode()) + (_MADE_BYTES if row.password is None else _JSON_BYTES)
        if block is None or not rows_left or need > room or length > characters:
            if block is not None:
                yield block
            block = Block(row.line)
            rows_left, room, characters = MAX_BLOCK_ROWS, MAX_SECRET_BYTES, MAX_BLOCK_CHARACTERS
        block.rows.append(row)
        rows_left -= 1
        room -= need
        characters -= length
    if block is not None:
        yield block


@dataclass(slots=True)
class AgentTransaction:
    """Decisions that take effect in one transaction.

    Attributes:
        decisions: in the order of their lines.
        end: the next line once they took effect.
        writes: those of them that write an agent.
        provisions: how many of those are to be provisioned.
        taken_over: import id → how many agents that it counts as pending the transaction takes over, the own import
            included.
    """

    decisions: list[Decision] = field(default_factory=list)
    end: int = 0
    writes: list[Decision] = field(default_factory=list)
    provisions: int = 0
    taken_over: dict[str, int] = field(default_factory=dict)

    def has_room_for(self, decision: Decision) -> bool:
        """Whether one more decision that writes an agent fits into the transaction."""
        other = awaiting_import(decision.item)
        return len(self.writes) < MAX_AGENTS_WRITTEN and (
            other is None or other.import_id in self.taken_over or len(self.taken_over) < MAX_TAKEN_OVER
        )

    def add_write(self, decision: Decision) -> None:
        """Count one of the decisions as writing its agent."""
        self.writes.append(decision)
        self.provisions += decision.outcome == "provision"
        if other := awaiting_import(decision.item):
            self.taken_over[other.import_id] = self.taken_over.get(other.import_id, 0) + 1


def transactions(decisions: Iterable[Decision]) -> Iterator[AgentTransaction]:
    """Cut the decisions of a block into transactions."""
    transaction = AgentTransaction()
    for decision in decisions:
        writes = decision.wanted or decision.claims
        if writes and not transaction.has_room_for(decision):
            yield transaction
            transaction = AgentTransaction()
        transaction.decisions.append(decision)
        transaction.end = decision.row.line + 1
        if writes:
            transaction.add_write(decision)
    if transaction.decisions:
        yield transaction
