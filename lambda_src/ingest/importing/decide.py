"""Compares what a row says with what the agents table holds. Pure.

The importer reads a block's agents and calls `decide` for each of its rows. Where somebody changed one of these agents
before the block was written, it reads them again and decides about the same rows anew. So what is found here, problems
and warnings too, stands in the decision, which is dropped then, and never in the row.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from ingest.deployment_rules import DeploymentRules
from ingest.reading.row import Row
from roster.agent import FACETS, NEW_AGENT, REFUSED_BY_SAML, UNSET_SETTINGS, AgentItem
from roster.plans import Problem

_EMPTIED_PHONE: Final[dict[str, Any]] = NEW_AGENT["phone"] | UNSET_SETTINGS
_OTHER_FACETS: Final = tuple(facet for facet in FACETS if facet not in {"identity", "phone"})


_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Decision(NamedTuple):
    """What is to happen to one row.

    Attributes:
        row: the row; its own problems and warnings stand there.
        outcome: as the plan says it.
        item: the agent as it was read; None if there is none.
        wanted: attributes of the agents table to write, empty when there is nothing to write.
        needs_password: whether an initial password must be stored for it.
        claims: whether a settled agent is taken over from another upload key.
        problems: why the row is rejected, given the agent as it was read.
        warnings: what to know about the row, given the agent as it was read.
    """

    row: Row
    outcome: Literal["provision", "unchanged", "rejected"]
    item: AgentItem | None = None
    wanted: Mapping[str, Any] = _NOTHING
    needs_password: bool = False
    claims: bool = False
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def decide(row: Row, item: AgentItem | None, rules: DeploymentRules, *, key: str) -> Decision:
    """Decide what is to happen to a row, given its agent as it is now.

    Args:
        row: the row.
        item: its agent; None if there is none. Not asked for where the row has problems of its own.
        rules: the deployment's rules.
        key: the upload's key, which owns the agents that the upload lists.
    """
    if row.problems:
        return Decision(row, "rejected")
    if row.state == "absent":
        return _decide_removal(row, item, rules)
    if item is not None and _is_settled(item, row, rules) and not _check(item):
        if item.get("source_key") == key:
            return Decision(row, "unchanged", item)
        return Decision(row, "unchanged", item, claims=True)
    known = item if item is not None and item.get("status") != "REMOVED" else None
    wanted = _merge(row, known, rules)
    if problems := _check(wanted):
        return Decision(row, "rejected", problems=tuple(problems))
    # An agent that was removed and comes back is a new one: facets that its item has kept are taken away.
    wanted |= {facet: None for facet in FACETS if item is not None and facet in item and facet not in wanted}
    wanted["state"] = "present"
    # A user that exists keeps its password: Connect has no call to change one.
    exists = known is not None and "user_id" in known and known.get("instance_id") == rules.instance_id
    stored = known is not None and "password_secret" in known
    return Decision(row, "provision", item, wanted, needs_password=not (rules.saml or exists or stored))


def _decide_removal(row: Row, item: AgentItem | None, rules: DeploymentRules) -> Decision:
    gone = item is not None and item.get("state") == "absent" and item.get("status") == "REMOVED"
    if gone and item is not None and item.get("instance_id", rules.instance_id) == rules.instance_id:
        return Decision(row, "unchanged", item)
    return Decision(row, "provision", item, {"state": "absent"})


def _merge(row: Row, known: AgentItem | None, rules: DeploymentRules) -> dict[str, Any]:
    """Lay what the row says over what is stored; a column that the file lacks leaves its value alone.

    What neither states stays unstated: a new agent gets the deployment's defaults when its user is created, and a
    user that is there already keeps what it has.
    """
    stored: Mapping[str, Any] = known or _NOTHING
    wanted = {"identity": _merge_members(stored.get("identity"), row.identity, {})}
    if row.phone or "phone" in stored:
        wanted["phone"] = _merge_members(stored.get("phone"), row.phone, _EMPTIED_PHONE)
    for facet in _OTHER_FACETS:
        if facet in row.others:
            value = row.others[facet]
            wanted[facet] = _default(facet, rules) if value is None else value
        elif facet in stored:
            wanted[facet] = stored[facet]
    if rules.saml:
        members = wanted["identity"].items()
        wanted["identity"] = {member: value for member, value in members if member not in REFUSED_BY_SAML}
    return wanted


def _merge_members(stored: object, said: Mapping[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    """Merge a facet of several members; one that the row empties takes its default, or is stored as empty.

    A member that was emptied is not one of which nothing was said: an adopted user's value is cleared for the first
    and stays for the second.
    """
    if isinstance(stored, dict) and _says_nothing_new(stored, said, defaults):
        return stored
    # Others write the table too. Where they have put something else there, the row's own values replace it.
    merged = {**stored, **said} if isinstance(stored, dict) else dict(said)
    return {member: defaults.get(member, "") if value is None else value for member, value in merged.items()}


def _says_nothing_new(stored: Mapping[str, Any], said: Mapping[str, Any], defaults: Mapping[str, Any]) -> bool:
    for member, value in said.items():
        if value is None:
            value = defaults.get(member, "")
        if stored.get(member) != value:
            return False
    return True


def _default(facet: str, rules: DeploymentRules) -> Any:
    if facet == "routing_profile":
        return rules.default_routing_profile
    if facet == "security_profiles":
        return list(rules.default_security_profiles)
    return NEW_AGENT[facet]


def _check(facets: Mapping[str, Any]) -> list[Problem]:
    """Check the rules that rest on more than one cell, or on what is stored."""
    identity, phone = facets["identity"], facets.get("phone", _NOTHING)
    lacks_number = phone.get("type") == "DESK_PHONE" and not phone.get("desk_phone_number")
    if identity.get("first_name") and identity.get("last_name") and not lacks_number:
        return []
    problems: list[Problem] = [
        {"column": column, "message": "is missing; Amazon Connect wants one for every agent"}
        for column in ("first_name", "last_name")
        if not identity.get(column)
    ]
    if lacks_number:
        problems.append(
            {"column": "desk_phone_number", "message": "is missing; an agent with a desk phone needs its number"}
        )
    return problems


def _is_settled(item: Mapping[str, Any], row: Row, rules: DeploymentRules) -> bool:
    """Whether an agent's user is as the row wants it. So it is for most rows, which build no wanted state for it."""
    identity, phone = item.get("identity"), item.get("phone", {})
    if (
        item.get("status") != "ACTIVE"
        or item.get("state", "present") != "present"
        or item.get("instance_id") != rules.instance_id
        or not isinstance(identity, dict)
        or not isinstance(phone, dict)
        or not _says_nothing_new(identity, row.identity, {})
        or not _says_nothing_new(phone, row.phone, _EMPTIED_PHONE)
    ):
        return False
    for facet, value in row.others.items():
        if item.get(facet) != (_default(facet, rules) if value is None else value):
            return False
    return not (rules.saml and not identity.keys().isdisjoint(REFUSED_BY_SAML))
