"""Tells which security profiles let a user manage others, and keeps which of them an agent gets or loses. Pure.

A profile counts by its permissions, whatever it is called: one with a permission that changes people, what they may do,
or where contacts go. Amazon Connect's list of permissions, by the names that ListSecurityProfilePermissions answers:
https://docs.aws.amazon.com/connect/latest/adminguide/security-profile-list.html
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, NotRequired, TypedDict

MANAGED: Final = frozenset(
    {
        "AgentGrouping",  # the agent hierarchy
        "ContactFlowModules",
        "ContactFlows",
        "HoursOfOperation",
        "PhoneNumbers",
        "PredefinedAttributes",
        "Queues",
        "RoutingPolicies",  # routing profiles
        "SecurityProfiles",
        "TransferDestinations",  # quick connects
        "Users",
    }
)
"""What a permission is about, the part of its name before the dot, where it is about others or about routing."""

_CHANGES_NOTHING: Final = frozenset({"Execute", "View"})
"""What such a permission may allow without being counted. AWS adds to its list, and what it adds counts at first."""

Move = Literal["gets", "loses"]

_MOST: Final = 100
"""Moves of an agent that are read from its item: others write the table too."""


class ProfileMove(TypedDict):
    """A security profile that manages others, or may, and that an agent gets or loses.

    `unknown` says why its permissions could not be read; without it the profile manages others.
    """

    profile: str
    move: Move
    unknown: NotRequired[str]


def manages_others(permissions: Iterable[str]) -> bool:
    """Whether a security profile with these permissions lets its users manage others."""
    return any(_is_managing(permission) for permission in permissions)


def moved_profiles(after: Collection[str], *before: Collection[str]) -> list[tuple[str, Move]]:
    """Return the security profiles that a change gives or takes, sorted by name.

    Args:
        after: those that the user has after it.
        before: those that the user had, by each account of it. What one of them lacks is given, and what one of them
            has is taken: Connect's users may have been changed by others, or by a run that died before it wrote so.
    """
    gets = {name for name in after if any(name not in had for had in before)} if before else set(after)
    loses = {name for had in before for name in had} - set(after)
    moves: list[tuple[str, Move]] = [(name, "gets") for name in gets]
    return sorted(moves + [(name, "loses") for name in loses])


def merged_moves(earlier: Iterable[ProfileMove], later: Sequence[ProfileMove]) -> list[ProfileMove]:
    """Return the moves of several runs; of a profile that both moved, the later one."""
    moved_again = {move["profile"] for move in later}
    return [*(move for move in earlier if move["profile"] not in moved_again), *later]


def moves_of(item: Mapping[str, Any]) -> list[ProfileMove]:
    """Return the moves that an agent's item or an outcome tells of; others write these tables too."""
    found = item.get("profile_moves")
    return [_read(move) for move in found[:_MOST] if _is_move(move)] if isinstance(found, list) else []


def move_text(move: ProfileMove) -> str:
    """Say one move in a sentence without its full stop."""
    start = f"{move['move'].capitalize()} the security profile {move['profile']}"
    if "unknown" not in move:
        return f"{start}, which can manage others"
    return f"{start}; whether it can manage others is not known, as its permissions can't be read: {move['unknown']}"


def told_profiles(applied: object) -> list[str] | None:
    """Return the security profiles that Connect was last told of an agent; None if it was told of none.

    Args:
        applied: the attribute of its item; others write the table too.
    """
    told = applied.get("security_profiles") if isinstance(applied, dict) else None
    return profile_names(told) if isinstance(told, list) else None


def profile_names(value: object) -> list[str]:
    """Return the names in a list of security profiles; others write the agents table, and may leave anything there."""
    return [name for name in value if isinstance(name, str)] if isinstance(value, list | tuple) else []


def _is_managing(permission: str) -> bool:
    subject, _, action = permission.partition(".")
    return subject in MANAGED and action not in _CHANGES_NOTHING


def _is_move(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("profile"), str)
        and value.get("move") in ("gets", "loses")
        and isinstance(value.get("unknown", ""), str)
    )


def _read(value: Mapping[str, Any]) -> ProfileMove:
    move: ProfileMove = {"profile": value["profile"], "move": value["move"]}
    if "unknown" in value:
        move["unknown"] = value["unknown"]
    return move
