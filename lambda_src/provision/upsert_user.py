"""Makes and changes one agent's Connect user, step by step."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

from provision.agent_passwords import AgentPasswords, import_of
from provision.connect.errors import DuplicateError, NotFoundError
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.facet_parameters import UPDATES, changed_facets, completed, described, takes_back
from provision.connect.instance_names import InstanceNames
from provision.connect.users import ConnectUsers
from provision.profile_guard import ProfileGuard
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.remove_user import UserRemoval
from provision.settings import ProvisionSettings
from provision.wanted_state import asked_at, wanted_facets, with_defaults
from roster.agent import AgentItem, Begun, Facets
from roster.errors import PermanentError, RetryableError

_DIRECT: Final = "direct"
"""Stands for the import where an agent came from none."""

_NAMING: Final = frozenset({"routing_profile", "security_profiles", "hierarchy", "proficiencies"})
"""Facets that name something of the instance which may not exist."""

_REASONS: Final[dict[str, str]] = {
    "adopted": "There was a Connect user of this name already; it has the wanted state now and keeps its password"
}
"""What to know about an outcome."""


class UserUpsert:
    """Brings users to the state that their agents want. Every step may come twice, or die and come again.

    Args:
        settings: the deployment's decisions.
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        directory: resolves the names that agents refer to.
        guard: knows whom Rollcall may touch.
        removals: of agents that shall be absent.
        passwords: initial passwords.
    """

    def __init__(
        self,
        settings: ProvisionSettings,
        *,
        users: ConnectUsers,
        new_users: NewUserCalls,
        directory: InstanceNames,
        guard: ProfileGuard,
        removals: UserRemoval,
        passwords: AgentPasswords,
    ) -> None:
        self._settings = settings
        self._users = users
        self._new_users = new_users
        self._directory = directory
        self._guard = guard
        self._removals = removals
        self._passwords = passwords

    def reach(self, item: AgentItem, progress: ConnectProgress) -> ProvisionResult:
        """Tell Connect what an agent's item wants and Connect was not told yet.

        Args:
            item: the agent.
            progress: what is true in Connect; kept up to date, also when this raises.

        Raises:
            PermanentError: the agent can't have what it wants.
            RetryableError: trying again may help.
            botocore.exceptions.ClientError: its password can't be read or made.
        """
        wanted = wanted_facets(item)
        user = self._known_user(progress)
        if user is None:
            progress.forget_user()
        if item.get("state") == "absent":
            return self._removals.remove(item["username"], user, progress)
        if user is None:
            return self._create(item, wanted, progress)
        self._guard.check_profiles(wanted.get("security_profiles", []))
        self._guard.check_user(user)
        changed = self._change(item, user, wanted, progress)
        outcome = progress.begun or ("updated" if changed else "unchanged")
        return ProvisionResult(outcome, _REASONS.get(outcome))

    def _known_user(self, progress: ConnectProgress) -> dict[str, Any] | None:
        if progress.user_id is None or progress.instance_id != self._settings.instance_id:
            return None
        return self._new_users.describe(progress.user_id, progress.user_since)

    def _create(self, item: AgentItem, wanted: Facets, progress: ConnectProgress) -> ProvisionResult:
        settings = self._settings
        full = with_defaults(
            wanted,
            routing_profile=settings.default_routing_profile,
            security_profiles=settings.default_security_profiles,
        )
        self._guard.check_profiles(full["security_profiles"])
        try:
            try:
                user_id = self._create_user(item, full, progress)
            except NotFoundError:
                # A profile or group may have been made anew under its old name.
                if not self._directory.renew():
                    raise
                user_id = self._create_user(item, full, progress)
        except DuplicateError:
            return self._take_over(item, wanted, full, progress)
        self._note(progress, user_id, "created")
        progress.applied = {**full, "proficiencies": []}
        if full["proficiencies"]:
            add = functools.partial(self._users.add_proficiencies, user_id, full["proficiencies"])
            self._new_users.tell(user_id, progress.user_since, add, names_others=True)
            progress.applied["proficiencies"] = full["proficiencies"]
        return ProvisionResult("created")

    def _note(self, progress: ConnectProgress, user_id: str, begun: Begun) -> None:
        """Note a user that Connect has just told of."""
        progress.user_id, progress.instance_id, progress.begun = user_id, self._settings.instance_id, begun
        progress.user_since = self._new_users.met()

    def _create_user(self, item: AgentItem, full: Facets, progress: ConnectProgress) -> str:
        terms = self._directory.terms(full, UPDATES, asked_at=asked_at(item))
        password = None
        if not self._settings.saml:
            progress.password_secret, password = self._passwords.of(item)
        tags = full["tags"] | {self._settings.import_tag: item.get("import_id", _DIRECT)}
        return self._users.create(item["username"], terms.values(), tags=tags, password=password)

    def _take_over(self, item: AgentItem, wanted: Facets, full: Facets, progress: ConnectProgress) -> ProvisionResult:
        """Go on with a user that exists although the agent does not know it."""
        user = self._new_users.find(item["username"])
        if user is None:
            if other := self._users.other_spelling(item["username"]):
                raise PermanentError(
                    f"Amazon Connect takes no login {item['username']!r}: it has the login {other!r}, which differs "
                    "in upper and lower case alone: write it as Connect does, or delete that user in Connect, then "
                    "upload the directory again"
                )
            raise RetryableError(f"Amazon Connect has a user {item['username']!r} but does not show it yet")
        self._guard.check_user(user)
        ours = self._is_ours(user, item)
        begun: Begun = "created" if ours else "adopted"
        self._note(progress, user["Id"], begun)
        if not ours:
            # Whatever password waits for the agent is not this user's.
            progress.password_secret = None
        self._change(item, user, full if ours else wanted, progress)
        return ProvisionResult(begun, _REASONS.get(begun))

    def _is_ours(self, user: Mapping[str, Any], item: AgentItem) -> bool:
        """Whether a try that died before it was recorded created the user, for this import or an earlier one."""
        imports = {item.get("import_id", _DIRECT), import_of(item.get("password_secret", ""))}
        return user.get("Tags", {}).get(self._settings.import_tag) in imports

    def _change(self, item: AgentItem, user: Mapping[str, Any], wanted: Facets, progress: ConnectProgress) -> bool:
        """Tell Connect the facets that it was not told yet, noting each as it is done.

        Returns:
            Whether there were any.
        """
        names = changed_facets(wanted, progress.applied)
        full = completed(wanted, user, progress.applied)
        terms = self._directory.terms(full, names, asked_at=asked_at(item))
        # Of an identity only what is ours, so that no later change clears the rest.
        values: Mapping[str, Any] = {**full, **({"identity": wanted["identity"]} if "identity" in wanted else {})}
        for facet in names:
            told = progress.applied.get(facet) or ()
            if facet == "tags":
                call = functools.partial(self._users.update_tags, user, wanted["tags"], told)
            elif facet == "proficiencies":
                call = functools.partial(self._users.update_proficiencies, user["Id"], wanted["proficiencies"], told)
            else:
                call = functools.partial(self._users.update, user["Id"], facet, terms[facet])
            # What was told lately may not show yet, so where it is taken back it does not count what the user has.
            retold = facet in progress.applied and takes_back(facet, values[facet], progress.applied[facet])
            if retold or facet not in terms or not described(user, facet, terms[facet]):
                self._new_users.tell(user["Id"], progress.user_since, call, names_others=facet in _NAMING)
            progress.applied[facet] = values[facet]
        return bool(names)
