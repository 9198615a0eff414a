"""Tells which import counts an agent among its pending ones, and waits in line for its first turn. Pure.

An import writes two attributes to each agent that it counts: `awaited_by`, its id, and `awaited_mark`, a hash of that,
the agent's line and the agent's name. Others write the agents table too. An item that carries an import's id without
having it from that import, because it was put by hand or copied from another agent, has no such mark, and then it moves
nobody's counts (docs/decisions/0033-counts-move-for-marked-agents.md).

A third, `in_line`, stands beside them until provision begins with the agent. By an index over it provision finds the
agents of imports whose records in the stream are behind those of a larger one
(docs/decisions/0039-fair-turns-between-imports.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from roster.agent import Source, is_source
from roster.imports import is_import_id

AWAITED: Final = ("awaited_by", "awaited_mark", "in_line")
"""The attributes."""

LINES: Final = 4
"""Parts that an import's line has. Each is a hash key of its own in the index, which takes 1,000 writes a second:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"""


@dataclass(frozen=True, slots=True)
class Awaited:
    """That an import counts an agent.

    Attributes:
        import_id: the import.
        source: where its record is, and the agent's line.
    """

    import_id: str
    source: Source


def awaited(import_id: str, line: int, username: str) -> dict[str, str]:
    """Return the attributes by which an agent says that an import counts it."""
    mark = _mark(import_id, line, username)
    part = lines_of(import_id)[int(mark, 16) % LINES]
    return {"awaited_by": import_id, "awaited_mark": mark, "in_line": part}


def lines_of(import_id: str) -> list[str]:
    """Return the values of `in_line` that agents of an import have."""
    return [f"{import_id}/{part}" for part in range(LINES)]


def awaiting_import(item: Mapping[str, Any] | None) -> Awaited | None:
    """Return which import counts an agent as pending; None if none does, whatever the item says."""
    if item is None:
        return None
    import_id, source = item.get("awaited_by"), item.get("source")
    if not is_import_id(import_id) or not is_source(source):
        return None
    if item.get("awaited_mark") != _mark(import_id, source["line"], item["username"]):
        return None
    return Awaited(import_id, source)


def _mark(import_id: str, line: int, username: str) -> str:
    return hashlib.sha256(f"{import_id}\n{line}\n{username}".encode()).hexdigest()[:16]
