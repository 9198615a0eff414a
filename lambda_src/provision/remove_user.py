"""Removes Connect users whose agents shall be absent, whose items are gone, or who were made in vain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from provision.connect.errors import OutOfTimeError
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.users import ConnectUsers
from provision.profile_guard import ProfileGuard
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.settings import ProvisionSettings
from roster.errors import PermanentError, RetryableError


class UserRemoval:
    """Removes users. Every removal may come twice, or die and come again.

    Args:
        settings: the deployment's decisions.
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        guard: knows whom Rollcall may touch.
    """

    def __init__(
        self, settings: ProvisionSettings, *, users: ConnectUsers, new_users: NewUserCalls, guard: ProfileGuard
    ) -> None:
        self._instance_id = settings.instance_id
        self._users = users
        self._new_users = new_users
        self._guard = guard

    def remove(self, username: str, user: Mapping[str, Any] | None, progress: ConnectProgress) -> ProvisionResult:
        """Remove the user of an agent that shall be absent.

        Args:
            username: the agent.
            user: its user as DescribeUser answers it, if it is known.
            progress: what is true in Connect; kept up to date.

        Raises:
            PermanentError: it may not be removed.
            RetryableError: trying again may help.
        """
        since = progress.user_since
        if user is None:
            user, since = self._users.find(username), self._new_users.met()
        if user is None:
            progress.password_secret = None
            return ProvisionResult("removed", "Amazon Connect had no such user (any more)")
        self._guard.check_user(user)
        self._new_users.delete(user["Id"], since)
        progress.forget_user()
        progress.password_secret = None
        return ProvisionResult("removed")

    def remove_deleted(self, item: Mapping[str, Any]) -> ProvisionResult | None:
        """Remove the user of an agent whose item somebody deleted.

        Args:
            item: the item as it was.

        Returns:
            What became of the user; None if there was none.

        Raises:
            RetryableError: trying again may help.
        """
        user_id, since = item.get("user_id"), item.get("user_since")
        if not isinstance(user_id, str) or item.get("instance_id") != self._instance_id:
            return None
        try:
            user = self._new_users.describe(user_id, since)
            if user is None:
                return None
            self._guard.check_user(user)
            self._new_users.delete(user_id, since)
        except PermanentError as error:
            # There is no item left to say it in; the log has it.
            return ProvisionResult("failed", str(error))
        return ProvisionResult("removed")

    def drop(self, progress: ConnectProgress) -> None:
        """Remove a user that was made in vain. Nothing else leads to it, so this waits for it.

        Args:
            progress: has the user.

        Raises:
            RetryableError: Connect did not show it in time.
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
