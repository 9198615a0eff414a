"""Looks at the users of the instance as provision would meet them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from ingest.deployment_rules import DeploymentRules
from ingest.importing.changes import cell_changes
from rollcall_cli.instance import Instance
from rollcall_cli.user_export import agent_of, refused_profiles
from roster.agent import AgentItem
from roster.plans import Change


class ConnectSide:
    """The users that there are already; nothing is asked before somebody has to be looked for.

    Args:
        instance: the instance.
        rules: the deployment's.
    """

    def __init__(self, instance: Instance, rules: DeploymentRules) -> None:
        self._instance = instance
        self._rules = rules

    @functools.cached_property
    def _users(self) -> dict[str, dict[str, Any]]:
        return {str(user["Username"]): user for user in self._instance.users()}

    @functools.cached_property
    def _spellings(self) -> dict[str, str]:
        return {name.casefold(): name for name in self._users}

    def user_of(self, username: str, item: AgentItem | None) -> dict[str, Any] | None:
        """Return the user of an agent's login, or the one that its item names and searches don't show yet."""
        if found := self._users.get(username):
            return found
        user_id = item.get("user_id") if item is not None else None
        if item is None or not isinstance(user_id, str) or item.get("instance_id") != self._rules.instance_id:
            return None
        return self._instance.user(user_id)

    def other_spelling(self, username: str) -> str | None:
        """Return a login that differs from this one in capitals alone, which may be a slip."""
        found = self._spellings.get(username.casefold())
        return found if found != username else None

    def why_left_alone(self, user: Mapping[str, Any]) -> str:
        """Say why Rollcall would not touch a user; empty if it would."""
        refused = refused_profiles(self._instance, user, self._rules)
        return f"its user holds {', '.join(refused)}, outside allowed_security_profiles" if refused else ""

    def profiles_of(self, user: Mapping[str, Any]) -> list[str]:
        """Return the names of a user's security profiles."""
        return self._instance.profile_names(user)

    def adoption_changes(self, username: str, user: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Change]:
        """Return what would change of a user that is adopted; of what nothing is said stays."""
        described = self._instance.user(user["Id"])
        if described is None:
            return cell_changes(username, {}, wanted)
        old: dict[str, Any] = dict(agent_of(self._instance, described, self._rules))
        new = old | {
            facet: _merged(facet, old.get(facet), wanted[facet]) for facet in old if wanted.get(facet) is not None
        }
        return cell_changes(username, old, new)


def _merged(facet: str, old: Any, wanted: Any) -> Any:
    """Return a user's facet once it is adopted: members, tags and proficiencies that others set stay."""
    if facet in {"identity", "phone"}:
        return {**old, **wanted}
    if facet == "tags":
        return {**old, **wanted} if wanted else {}
    if facet == "proficiencies" and wanted:
        kept = {(entry["attribute"], entry["value"]): entry for entry in [*old, *wanted]}
        return [kept[key] for key in sorted(kept)]
    return wanted
