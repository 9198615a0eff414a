"""Compares what the agents table holds with what Amazon Connect has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.instance import Instance
from rollcall_cli.progress import Show
from rollcall_cli.user_export import refused_profiles
from roster.agent import CHANNEL_DEFAULTS, FACETS, NEW_AGENT, filled

_COMPARED_BY_MEMBER: Final = {"identity", "tags", "proficiencies"}
"""Facets of which only the members in the agents table are compared: a user may have others, set in the console.

A member that is there and empty was emptied by a file: there shall be none. So shall there be no tag and no proficiency
where a file emptied the whole facet. Of a phone the settings that no file has are not compared either.
"""


@dataclass(slots=True)
class Drift:
    """Where instance and table differ.

    Attributes:
        missing: active agents without a user.
        unknown: users that no agent stands for but perhaps a removed one; with the profiles for which Rollcall leaves
            them alone.
        different: of users that differ: username, facet, value in the table, value in Connect.
        unsettled: agents that were not compared, because they, or their removals, are PENDING or FAILED.
    """

    missing: list[str] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    different: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether there is anything to mend. Users that Rollcall never touches don't count."""
        return bool(self.missing or self.different or any(not refused for refused in self.unknown.values()))


def compare(instance: Instance, agents: Sequence[Mapping[str, Any]], rules: DeploymentRules, show: Show) -> Drift:
    """Compare an instance with its agents.

    Args:
        instance: the instance.
        agents: all items of the agents table.
        rules: the deployment's.
        show: shows progress.
    """
    drift = Drift()
    # An agent that is to be removed still has its user until its status is REMOVED.
    known = {str(item["username"]): item for item in agents if item.get("status") != "REMOVED"}
    users = {str(user["Username"]): user for user in instance.users()}
    for username in users.keys() - known.keys():
        drift.unknown[username] = refused_profiles(instance, users[username], rules)
    drift.unknown = dict(sorted(drift.unknown.items()))
    for done, (username, item) in enumerate(sorted(known.items())):
        show(done, len(known), username)
        if item.get("status") != "ACTIVE":
            drift.unsettled.append(username)
            continue
        user_id = users[username]["Id"] if username in users else item.get("user_id")
        # SearchUsers shows new users late, so a user is missing only if DescribeUser does not find it either.
        user = instance.user(user_id) if user_id else None
        if user is None:
            drift.missing.append(username)
        else:
            drift.different += _differences(instance, item, user, rules)
    return drift


def _differences(
    instance: Instance, item: Mapping[str, Any], user: Mapping[str, Any], rules: DeploymentRules
) -> list[tuple[str, str, Any, Any]]:
    # `applied` has what Connect was told for the facets that the item lacks. A facet in neither is not compared.
    applied: Mapping[str, Any] = item.get("applied", {})
    should = {**applied, **{facet: item[facet] for facet in FACETS if facet in item}}
    if isinstance(should.get("phone"), dict):
        should["phone"] = NEW_AGENT["phone"] | applied.get("phone", {}) | should["phone"]
    has: dict[str, Any] = dict(instance.facets(user))
    has["tags"] = {key: tag for key, tag in has["tags"].items() if key != rules.own_tag and not key.startswith("aws:")}
    if should.get("proficiencies") or item.get("proficiencies") == []:
        has["proficiencies"] = instance.proficiencies(user["Id"])
    found: list[tuple[str, str, Any, Any]] = []
    for facet in FACETS:
        if facet not in should or facet not in has:
            continue
        wanted, actual = should[facet], has[facet]
        if facet == "quick_connect" and not isinstance(wanted, bool):
            continue  # nothing was said of it; `applied` has its id and name
        if isinstance(wanted, type(actual)):  # a hand-made item may hold anything
            wanted = _wanted(facet, wanted, rules)
            if facet in _COMPARED_BY_MEMBER and (wanted or facet not in item):
                actual = _compared_members(facet, actual, wanted)
            wanted = filled(wanted) if facet in {"identity", "phone"} else wanted
            if facet == "phone":
                unsaid = CHANNEL_DEFAULTS.keys() - wanted.keys()
                actual = {member: value for member, value in actual.items() if member not in unsaid}
        if wanted != actual:
            found.append((str(item["username"]), facet, wanted, actual))
    return found


def _wanted(facet: str, value: Any, rules: DeploymentRules) -> Any:
    if facet == "security_profiles":
        return sorted(value)
    if facet == "identity" and rules.saml:
        return {key: member for key, member in value.items() if key != "email"}
    return value


def _compared_members(facet: str, has: Any, wanted: Any) -> Any:
    """Return the members of a facet that the agents table has too."""
    if facet != "proficiencies":
        return {key: value for key, value in has.items() if key in wanted}
    keys = [(entry["attribute"], entry["value"]) for entry in wanted]
    by_key = {(entry["attribute"], entry["value"]): entry for entry in has}
    return [by_key[key] for key in keys if key in by_key]
