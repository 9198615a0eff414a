"""Turns an instance's users into agents, and names those that a directory can't hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.deployment_rules import DeploymentRules
from provision.connect.phone_settings import made_settings
from rollcall_cli.directory_writer import ReadBack, cells_of, columns_in_use
from rollcall_cli.instance import Instance
from rollcall_cli.progress import Show
from roster.agent import Facets, profile_allowed


@dataclass(slots=True)
class Export:
    """What a directory of the instance's users holds.

    Attributes:
        columns: of the directory: settings that nobody has are none.
        rows: column → cell, by username.
        left_out: username → why.
    """

    columns: tuple[str, ...] = ()
    rows: list[dict[str, str]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def export_users(instance: Instance, rules: DeploymentRules, show: Show) -> Export:
    """Read every user that Rollcall may manage."""
    export = Export()
    agents: dict[str, Facets] = {}
    settings: set[str] = set()
    users = instance.users()
    for done, summary in enumerate(users):
        username = str(summary["Username"])
        show(done, len(users), username)
        if refused := refused_profiles(instance, summary, rules):
            export.left_out[username] = f"holds {', '.join(refused)}, outside allowed_security_profiles"
            continue
        user = instance.user(summary["Id"])
        if user is None:
            continue  # deleted since it was listed
        agents[username] = agent_of(instance, user, rules)
        settings |= made_settings(user)
        if agents[username]["quick_connect"]:
            settings.add("quick_connect")
    show(len(users), len(users), "")
    export.columns = columns_in_use(rules, settings)
    read_back = ReadBack(export.columns, rules)
    for username, facets in agents.items():
        if problem := read_back.difference(username, facets):
            export.left_out[username] = problem
            continue
        cells = cells_of(username, facets)
        export.rows.append({column: cells[column] for column in export.columns})
    return export


def refused_profiles(instance: Instance, user: Mapping[str, Any], rules: DeploymentRules) -> list[str]:
    """Return the security profiles for which Rollcall leaves a user alone."""
    names = instance.profile_names(user)
    return [name for name in names if not profile_allowed(name, rules.allowed_security_profiles)]


def agent_of(instance: Instance, user: Mapping[str, Any], rules: DeploymentRules) -> Facets:
    """Return all facets of a user, without the tags that are Rollcall's own or AWS's."""
    facets = instance.facets(user)
    facets["tags"] = {
        key: value for key, value in facets["tags"].items() if key != rules.own_tag and not key.startswith("aws:")
    }
    facets["proficiencies"] = instance.proficiencies(user["Id"])
    if rules.saml:
        facets["identity"].pop("email", None)
    return facets
