"""Writes the directory by which an import is undone: each agent as it was wanted before.

| what the import did | the row says |
|---|---|
| created the agent | inactive |
| changed the agent | the old values, and of all else what it has now |
| removed the agent | everything that it wanted; a new password is made |

A row can't leave a column out, and an empty cell empties a value. So where nothing was said of a column that other rows
need, the row repeats what Amazon Connect has. The file has an `error` column, so that it drops nobody in mirror mode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.directory_writer import cells_of, written_columns
from rollcall_cli.undoing.touched_lines import TouchedLine
from roster.agent import FACETS, AgentItem, Facets
from roster.columns.declaration import Column

ALWAYS: Final = ("username", "first_name", "last_name")
STATUS: Final = "status"
NOTE: Final = "error"

FacetsOf = Callable[[AgentItem], Mapping[str, Any] | None]
"""Reads what Amazon Connect has of an agent's user; None if there is no user."""


@dataclass(slots=True)
class UndoDirectory:
    """What undoes an import.

    Attributes:
        columns: of the directory.
        rows: column → cell.
        left_alone: username → why nothing is done about the agent.
        made_again: agents that get a new user, with a new password.
    """

    columns: tuple[str, ...] = ()
    rows: list[dict[str, str]] = field(default_factory=list)
    left_alone: dict[str, str] = field(default_factory=dict)
    made_again: list[str] = field(default_factory=list)


def undo_directory(
    lines: Iterable[TouchedLine],
    items: Mapping[str, AgentItem],
    import_id: str,
    rules: DeploymentRules,
    facets_of: FacetsOf,
) -> UndoDirectory:
    """Write the directory that undoes an import.

    Args:
        lines: the lines that changed agents.
        items: their agents as they are now, by username.
        import_id: the import.
        rules: the deployment's.
        facets_of: reads what Connect has, for agents whose items do not say it.
    """
    undo = UndoDirectory()
    mended: list[TouchedLine] = []
    for line in lines:
        username = line.planned["username"]
        if why := _why_left_alone(line, items.get(username), import_id):
            undo.left_alone[username] = why
        elif _has_anything_to_undo(line, items[username]):
            mended.append(line)
    written = written_columns(rules)
    needed = set(ALWAYS).union(*(_columns_of(line, written) for line in mended))
    columns = [column for column in written if column.name in needed]
    undo.columns = (*(column.name for column in columns), STATUS, NOTE)
    for line in mended:
        item = items[line.planned["username"]]
        try:
            cells = _cells(line, item, columns, facets_of)
        except _UnsayableError:
            undo.left_alone[item["username"]] = _UNSAYABLE
            continue
        if cells is None:
            undo.left_alone[item["username"]] = "its user is gone from Amazon Connect: rollcall drift"
            continue
        undo.rows.append(cells | {NOTE: f"undoes line {line.planned['line']}"})
        if _is_removal(line, item):
            undo.made_again.append(item["username"])
    return undo


def _why_left_alone(line: TouchedLine, item: AgentItem | None, import_id: str) -> str:
    if "before" not in line.planned:
        return "the import's plan does not say what it wanted before"
    if item is None:
        return "its item is gone from the agents table"
    if item.get("import_id") != import_id:
        return f"import {str(item.get('import_id') or 'of nobody')[:8]} changed it later"
    if line.outcome == "adopted":
        return "its user was there before the import, which adopted it"
    if any(change["old"] == _UNREADABLE for change in line.planned.get("changes", ())):
        return _UNSAYABLE
    return ""


class _UnsayableError(Exception):
    """Others wrote values of an agent, and no directory can say them."""


_UNSAYABLE: Final = "what it wanted before can't be said by a directory"
_UNREADABLE: Final = "(not readable)"


def _is_removal(line: TouchedLine, item: AgentItem) -> bool:
    """Whether the import removed an agent that was there, and its user is gone."""
    return line.planned["before"]["state"] == "present" and item.get("status") == "REMOVED"


def _has_anything_to_undo(line: TouchedLine, item: AgentItem) -> bool:
    """Whether an agent is to be another than it is; one that failed before may have been tried again unchanged."""
    if line.planned["before"]["state"] == "absent":
        return item.get("status") != "REMOVED"
    return bool(line.planned.get("changes")) or item.get("state") == "absent"


def _columns_of(line: TouchedLine, written: Iterable[Column]) -> set[str]:
    """Return the columns that a row needs."""
    changed = {change["column"] for change in line.planned.get("changes", ())}
    before: Mapping[str, Any] = line.planned["before"]
    if changed or before["state"] == "absent":
        return changed
    return {column.name for column in written if _says(before, column)}


def _says(facets: Mapping[str, Any], column: Column) -> bool:
    value = facets.get(column.facet)
    return value is not None and (not column.member or (isinstance(value, dict) and column.member in value))


def _readable_cells(username: str, facets: Mapping[str, Any]) -> dict[str, str]:
    try:
        return cells_of(username, cast("Facets", facets))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _UnsayableError from error


def _cells(line: TouchedLine, item: AgentItem, columns: Iterable[Column], facets_of: FacetsOf) -> dict[str, str] | None:
    """Return a row; None if the agent has no user any more whose values it could repeat."""
    username, before = item["username"], line.planned["before"]
    if before["state"] == "absent":
        return {"username": username, STATUS: "inactive"}
    if _is_removal(line, item):
        said = {column.name for column in columns if not column.facet or _says(before, column)}
        cells = _readable_cells(username, before)
        return {name: cells[name] for name in said} | {STATUS: "active"}
    old = {change["column"]: change["old"] for change in line.planned.get("changes", ())}
    wanted: dict[str, Any] = {facet: value for facet, value in cast("dict[str, Any]", item).items() if facet in FACETS}
    said = {column.name for column in columns if not column.facet or _says(wanted, column)} | old.keys()
    cells = _readable_cells(username, wanted)
    if any(column.name not in said for column in columns):
        has = facets_of(item)
        if has is None:
            return None
        unsaid = cells_of(username, cast("Facets", has))
        cells |= {column.name: unsaid[column.name] for column in columns if column.name not in said}
    return {column.name: (cells | old)[column.name] for column in columns} | {STATUS: "active"}
