"""Says of a decision what the agent wanted before, and which cells of an export it changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from ingest.importing.decide import Decision
from ingest.reading.cell_writers import cell_of
from roster.agent import FACETS, AgentItem, Facets
from roster.columns.declaration import Column
from roster.columns.table import COLUMNS
from roster.plans import Before, Change

_WRITTEN: Final = tuple(column for column in COLUMNS if column.facet)


def wanted_before(decision: Decision) -> Before | None:
    """Return what the agent of a line that is to be provisioned wanted before; None of other lines.

    Of a change these are the facets that it changes, of a removal all of them. A facet of which nothing was said is
    not there. There is no password among them: an agent's item holds none.
    """
    if decision.outcome != "provision":
        return None
    known = _known(decision.item)
    if known is None:
        return {"state": "absent"}
    stored: Mapping[str, Any] = known
    removal = decision.wanted.get("state") == "absent"
    facets = {
        facet: stored[facet]
        for facet in FACETS
        if facet in stored and _is_plain(stored[facet]) and (removal or stored[facet] != decision.wanted.get(facet))
    }
    # Whatever else others wrote there is no agent that shall go.
    return cast("Before", {"state": "absent" if stored.get("state") == "absent" else "present", **facets})


def changes_of(decision: Decision) -> list[Change]:
    """Return the values that a decision changes of an agent that stays, each as an export writes it.

    Where nothing was said before, and the default comes now, the cell was empty before.
    """
    known = _known(decision.item)
    if decision.outcome != "provision" or known is None or decision.wanted.get("state") == "absent":
        return []
    old = _facets(known)
    new = old | {facet: value for facet, value in decision.wanted.items() if facet in FACETS}
    return cell_changes(decision.row.username, old, new)


def cell_changes(username: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return the cells of an export that differ between facets of an agent.

    Args:
        username: the agent.
        old: its facets before; a value of which nothing is said is an empty cell.
        new: its facets after, likewise.
    """
    differing = {facet for facet in FACETS if old.get(facet) != new.get(facet)}
    changes: list[Change] = []
    for column in _WRITTEN:
        if column.facet not in differing:
            continue
        before = _cell(column, username, old) if _says(old, column.facet, column.member) else ""
        after = _cell(column, username, new) if _says(new, column.facet, column.member) else ""
        if before != after:
            changes.append({"column": column.name, "old": before, "new": after})
    return changes


def _known(item: AgentItem | None) -> AgentItem | None:
    """Return an agent unless it is removed, and its next user will be a new one."""
    return item if item is not None and item.get("status") != "REMOVED" else None


def _is_plain(value: Any) -> bool:
    """Whether JSON has such a value; others write the agents table too, and DynamoDB has binary, sets and fractions."""
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return isinstance(value, str | int)


def _facets(item: Mapping[str, Any]) -> dict[str, Any]:
    return {facet: item[facet] for facet in FACETS if facet in item}


def _says(facets: Mapping[str, Any], facet: str, member: str) -> bool:
    value = facets.get(facet)
    return value is not None and (not member or (isinstance(value, dict) and member in value))


def _cell(column: Column, username: str, facets: Mapping[str, Any]) -> str:
    try:
        return cell_of(column, username, cast("Facets", facets))
    except (AttributeError, KeyError, TypeError, ValueError):
        return "(not readable)"  # others write the agents table too, and may have put anything there
