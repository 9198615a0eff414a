"""Compares what the agents table holds with what Amazon Connect has, one user after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.deployment_rules import DeploymentRules
from provision.managing_profiles import ManagingProfiles
from rollcall_cli.instance import Instance
from rollcall_cli.progress import Show
from roster.drift import Difference, DriftRules, differences, facets_to_have
from roster.profile_moves import ProfileMove, profile_names


@dataclass(slots=True)
class Drift:
    """Where instance and table differ.

    Attributes:
        missing: active agents without a user.
        unknown: users that no agent stands for but perhaps a removed one; with the profiles for which Rollcall leaves
            them alone.
        different: of agents whose users differ, by username: each facet that does.
        refused: of those, the profiles for which Rollcall does not touch the user.
        unsettled: agents that were not compared, because they, or their removals, are PENDING or FAILED, with the
            status.
        absent: of the names that were asked for, those of neither an agent nor a user.
        profile_moves: which security profiles that can manage others, or may, mending would give or take, by username.
    """

    missing: list[str] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    different: dict[str, list[Difference]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)
    unsettled: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    profile_moves: dict[str, list[ProfileMove]] = field(default_factory=dict)

    @property
    def strangers(self) -> list[str]:
        """Unknown users but those that Rollcall never touches."""
        return [username for username, refused in self.unknown.items() if not refused]

    @property
    def found(self) -> bool:
        """Whether there is anything to mend. Users that Rollcall never touches don't count."""
        return bool(self.missing or self.different or self.strangers)

    @property
    def mendable(self) -> list[str]:
        """The agents that provision can bring back to what Rollcall wants."""
        return [*self.missing, *(username for username in self.different if username not in self.refused)]


def compare(
    instance: Instance,
    agents: Sequence[Mapping[str, Any]],
    rules: DeploymentRules,
    show: Show,
    names: Collection[str] = (),
    *,
    managing: ManagingProfiles,
) -> Drift:
    """Compare an instance with its agents.

    Args:
        instance: the instance.
        agents: all items of the agents table.
        rules: the deployment's.
        show: shows progress.
        names: the agents and users to look at; all if there are none.
        managing: knows which security profiles manage others.
    """
    drift = Drift()
    wanted = drift_rules(rules)
    # An agent that is to be removed still has its user until its status is REMOVED.
    known = {str(item["username"]): item for item in agents if item.get("status") != "REMOVED"}
    users = {str(user["Username"]): user for user in instance.users()}
    if names:
        drift.absent = sorted(set(names) - known.keys() - users.keys())
        known = {username: known[username] for username in known.keys() & set(names)}
        users = {username: users[username] for username in users.keys() & set(names)}
    for username in sorted(users.keys() - known.keys()):
        drift.unknown[username] = wanted.refused_profiles(instance.profile_names(users[username]))
    for done, (username, item) in enumerate(sorted(known.items())):
        show(done, len(known), username)
        if item.get("status") != "ACTIVE":
            drift.unsettled[username] = str(item.get("status", "PENDING"))
            continue
        user_id = users[username]["Id"] if username in users else item.get("user_id")
        # SearchUsers shows new users late, so a user is missing only if DescribeUser does not find it either.
        user = instance.user(user_id) if user_id else None
        if user is None:
            drift.missing.append(username)
            stated = profile_names(item.get("security_profiles"))  # it would be made anew
            _note_moves(drift, username, managing.moves(stated or rules.default_security_profiles))
            continue
        if found := differences(item, _facets(instance, item, user), wanted):
            drift.different[username] = found
            if refused := wanted.refused_profiles(instance.profile_names(user)):
                drift.refused[username] = refused
            else:
                _note_moves(drift, username, _moves(found, managing))
    return drift


def _moves(found: Sequence[Difference], managing: ManagingProfiles) -> list[ProfileMove]:
    profiles = (one for one in found if one.facet == "security_profiles")
    return [move for one in profiles for move in managing.moves(profile_names(one.wanted), one.actual)]


def _note_moves(drift: Drift, username: str, moves: list[ProfileMove]) -> None:
    if moves:
        drift.profile_moves[username] = moves


def drift_rules(rules: DeploymentRules) -> DriftRules:
    """Return what a deployment's rules mean for the comparison."""
    return DriftRules(saml=rules.saml, own_tag=rules.own_tag, allowed_security_profiles=rules.allowed_security_profiles)


def _facets(instance: Instance, item: Mapping[str, Any], user: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the facets of a user; proficiencies take a call of their own, and are read where they are compared."""
    has: dict[str, Any] = dict(instance.facets(user))
    if "proficiencies" in facets_to_have(item):
        has["proficiencies"] = instance.proficiencies(user["Id"])
    return has
