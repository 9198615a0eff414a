"""Tells which of the security profiles that a user gets or loses let it manage others.

Provision asks before it changes a user, and `rollcall plan` and `rollcall drift` instead of that.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from provision.connect.profile_permissions import ProfilePermissions
from roster.profile_moves import ProfileMove, moved_profiles

_NOT_LISTED: Final = "the instance does not list it"


class ManagingProfiles:
    """Looks up only profiles that are given or taken, so that an agent whose profiles stay costs no call.

    Args:
        id_of: returns the id of a security profile by its name; None if the instance does not list it.
        permissions: of the instance's security profiles.
    """

    def __init__(self, id_of: Callable[[str], str | None], permissions: ProfilePermissions) -> None:
        self._id_of = id_of
        self._permissions = permissions

    def moves(self, after: Collection[str], *before: Collection[str]) -> list[ProfileMove]:
        """Return what a change gives and takes of profiles that manage others, or of which that is not known.

        Args:
            after: names of the profiles that the user has after it.
            before: names of those that it had, as `roster.profile_moves.moved_profiles` takes them.

        Raises:
            OutOfTimeError: the invocation ends before a call's turn comes.
        """
        found: list[ProfileMove] = []
        for profile, move in moved_profiles(after, *before):
            profile_id = self._id_of(profile)
            if profile_id is None:
                found.append({"profile": profile, "move": move, "unknown": _NOT_LISTED})
                continue
            managing = self._permissions.managing(profile_id)
            if managing.unknown:
                found.append({"profile": profile, "move": move, "unknown": managing.unknown})
            elif managing.manages:
                found.append({"profile": profile, "move": move})
        return found
