"""What to do when CreateUser says that there is a user of that login already.

| the user | what is done |
|---|---|
| was created by a run that died before it recorded the user | goes on from there; the outcome is `created` |
| was made by somebody else | is adopted: gets the wanted state and keeps its password |
| has the login in another spelling | the agent fails, with the spelling to use |
| is not visible to searches yet | the agent is tried again |
| holds a security profile that is not allowed | the agent fails, the user is not touched |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from provision.agent_passwords import import_id_of_secret
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.users import ConnectUsers
from provision.profile_guard import ProfileGuard
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.settings import NO_IMPORT, ProvisionSettings
from provision.update_user import UserUpdate
from roster.agent import AgentItem, Facets
from roster.errors import PermanentError, RetryableError

ADOPTED_REASON: Final = (
    "There was a Connect user of this name already; it has the wanted state now and keeps its password"
)


class ExistingUserAdoption:
    """Goes on with users that exist although their agents' items do not know them.

    Args:
        settings: the deployment's settings.
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        guard: knows which users Rollcall may touch.
        update: changes the user.
    """

    def __init__(
        self,
        settings: ProvisionSettings,
        *,
        users: ConnectUsers,
        new_users: NewUserCalls,
        guard: ProfileGuard,
        update: UserUpdate,
    ) -> None:
        self._instance_id = settings.instance_id
        self._import_tag = settings.import_tag
        self._users = users
        self._new_users = new_users
        self._guard = guard
        self._update = update

    def adopt(self, item: AgentItem, wanted: Facets, complete: Facets, progress: ConnectProgress) -> ProvisionResult:
        """Bring the user of a login that is taken to the agent's wanted state.

        Args:
            item: the agent.
            wanted: the facets that its item states, which is all that an adopted user gets. What its item states as
                empty the user loses, as an agent of our own does.
            complete: the same with the defaults of a new user, for one that we created ourselves.
            progress: what is true in Connect; kept up to date, also when this raises.

        Raises:
            PermanentError: the user may not be touched, or has the login in another spelling.
            RetryableError: the user is not visible yet, or another error that may pass.
        """
        user = self._find(item)
        self._guard.check_user(user)
        if self._is_created_by_us(user, item):
            progress.note_user(user["Id"], self._instance_id, self._new_users.seen_now(), begun="created")
            self._update.update(item, user, complete, progress)
            return ProvisionResult("created")
        progress.note_user(user["Id"], self._instance_id, self._new_users.seen_now(), begun="adopted")
        # The password that waits for the agent is not this user's.
        progress.password_secret = None
        self._update.update(item, user, wanted, progress)
        return ProvisionResult("adopted", ADOPTED_REASON)

    def _find(self, item: AgentItem) -> dict[str, Any]:
        username = item["username"]
        # One that was tried before comes again by itself, and meanwhile others can use the quota.
        if user := self._new_users.find_existing(username, wait="retry" not in item):
            return user
        if other := self._users.find_other_spelling(username):
            raise PermanentError(
                f"Amazon Connect takes no login {username!r}: it has the login {other!r}, which differs "
                "in upper and lower case alone: write it as Connect does, or delete that user in Connect, then "
                "upload the directory again"
            )
        raise RetryableError(f"Amazon Connect has a user {username!r} but does not show it yet")

    def _is_created_by_us(self, user: Mapping[str, Any], item: AgentItem) -> bool:
        """Whether the user's tag names an import that this agent's item names: its own, or the password's."""
        imports = {item.get("import_id", NO_IMPORT), import_id_of_secret(item.get("password_secret", ""))}
        return user.get("Tags", {}).get(self._import_tag) in imports
