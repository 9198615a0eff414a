"""Removes Connect users: of agents that shall be absent, of items that were deleted, and of those made in vain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from provision.connect.errors import OutOfTimeError
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.listed_logins import ListedLogins
from provision.connect.users import ConnectUsers
from provision.managing_profiles import ManagingProfiles
from provision.profile_guard import ProfileGuard
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.settings import ProvisionSettings
from roster.errors import PermanentError, RetryableError
from roster.profile_moves import told_profiles

_SIGNS: Final = ("user_id", "begun", "applied", "attempts", "retry", "calling_since")
"""Attributes of an item that tell of a user, or of a run that may have made one and could not write that."""


class UserRemoval:
    """Removes users. Safe to repeat after any failure.

    Args:
        settings: the deployment's settings.
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        guard: knows which users Rollcall may touch.
        managing: knows which security profiles manage others.
        logins: the logins that are taken.
        began: tells when the invocation began, in epoch seconds.
    """

    def __init__(
        self,
        settings: ProvisionSettings,
        *,
        users: ConnectUsers,
        new_users: NewUserCalls,
        guard: ProfileGuard,
        managing: ManagingProfiles,
        logins: ListedLogins,
        began: Callable[[], float],
    ) -> None:
        self._instance_id = settings.instance_id
        self._users = users
        self._new_users = new_users
        self._guard = guard
        self._managing = managing
        self._logins = logins
        self._began = began

    def remove(
        self, item: Mapping[str, Any], user: Mapping[str, Any] | None, progress: ConnectProgress
    ) -> ProvisionResult:
        """Remove the user of an agent that shall be absent.

        An agent whose user was never begun may have one all the same, that others made or that a run left behind. Most
        have none, and to search for each takes a call, of which Connect allows two a second. So they are looked up in
        one list of all logins, read since the invocation began, and only those that it shows are searched for.

        Args:
            item: the agent.
            user: its user as DescribeUser answers it, if it is known.
            progress: what is true in Connect; kept up to date.

        Raises:
            PermanentError: it may not be removed.
            RetryableError: trying again may help.
        """
        user_since = progress.user_since
        if user is None and self._may_have_user(item):
            user, user_since = self._users.find(item["username"]), self._new_users.seen_now()
        if user is None:
            # A run may have deleted it, and died before it wrote so.
            if item.get("instance_id") == self._instance_id:
                progress.note_moves(self._managing.moves((), told_profiles(item.get("applied")) or ()))
            progress.password_secret = None
            return ProvisionResult("removed", "Amazon Connect had no such user (any more)")
        moves = self._managing.moves((), self._guard.check_user(user))
        self._new_users.delete(user["Id"], user_since)
        progress.note_moves(moves)
        progress.forget_user()
        progress.password_secret = None
        return ProvisionResult("removed")

    def _may_have_user(self, item: Mapping[str, Any]) -> bool:
        return any(item.get(sign) for sign in _SIGNS) or self._logins.has(item["username"], since=self._began())

    def remove_user_of_deleted_item(self, item: Mapping[str, Any]) -> ProvisionResult | None:
        """Remove the user of an agent whose item somebody deleted.

        Args:
            item: the item as it was.

        Returns:
            What became of the user; None if there was none.

        Raises:
            RetryableError: trying again may help.
        """
        user_id, user_since = item.get("user_id"), item.get("user_since")
        if not isinstance(user_id, str) or item.get("instance_id") != self._instance_id:
            return None
        try:
            user = self._new_users.describe(user_id, user_since)
            if user is None:
                self._users.delete_quick_connects(user_id)
                return None
            moves = self._managing.moves((), self._guard.check_user(user))
            self._new_users.delete(user_id, user_since)
        except PermanentError as error:
            # No item is left to hold the reason; it stands in the log.
            return ProvisionResult("failed", str(error))
        return ProvisionResult("removed", profile_moves=tuple(moves))

    def remove_orphan(self, progress: ConnectProgress) -> None:
        """Remove a user that was just made for an agent whose item is gone.

        Nothing leads to this user later, so it waits until Connect shows the user to the call that deletes it.

        Args:
            progress: has the user.

        Raises:
            RetryableError: the user was not visible in time.
            PermanentError: Connect refused.
        """
        if progress.user_id is None:
            return
        try:
            self._new_users.delete(progress.user_id, progress.user_since, wait=True)
        except OutOfTimeError as error:
            raise RetryableError(
                f"The agent's item was deleted while its user {progress.user_id} was made, which Amazon Connect does "
                "not show yet; delete it there"
            ) from error
