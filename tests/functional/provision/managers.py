"""Security profiles by whose names nobody could tell what they permit, and who got or lost them."""

from __future__ import annotations

from typing import Any, Final

from roster.profile_moves import Move, moves_of
from tests.functional.provision.centre import Centre

HEADER: Final = "username,first_name,last_name,security_profiles,status,proficiencies\n"
LEADS, PLAIN = "Team leads", "Managers"
"""One that may edit users, and one that may not, whatever it is called."""

GETS, LOSES = [("gets", LEADS)], [("loses", LEADS)]


def row(name: str, profiles: str, status: str = "active", proficiencies: str = "") -> str:
    """A row of `HEADER`."""
    return f"{name},{name.title()},King,{profiles},{status},{proficiencies}"


def make_profiles(centre: Centre) -> None:
    """Make the two profiles."""
    for name, permissions in ((LEADS, ["BasicAgentAccess", "Users.Edit"]), (PLAIN, ["BasicAgentAccess", "Users.View"])):
        centre.connect.create_security_profile(
            InstanceId=centre.instance_id, SecurityProfileName=name, Permissions=permissions
        )


def set_profiles(centre: Centre, username: str, *profiles: str) -> None:
    """Give a user security profiles, as somebody does in the console."""
    ids = centre.profile_ids()
    centre.connect.update_user_security_profiles(
        InstanceId=centre.instance_id,
        UserId=centre.users()[username]["Id"],
        SecurityProfileIds=[ids[name] for name in profiles],
    )


def told(centre: Centre, record: dict[str, Any]) -> dict[str, list[tuple[Move, str]]]:
    """Of an import's outcomes those that name a profile: username → what is told."""
    outcomes = centre.deployment.outcomes.of_import(record["import_id"])
    found = {one["username"]: [(move["move"], move["profile"]) for move in moves_of(one)] for one in outcomes}
    return {name: moves for name, moves in found.items() if moves}
