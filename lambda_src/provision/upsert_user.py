"""Brings one agent's Connect user to the state that its item wants: creates, adopts, updates or removes it."""

from __future__ import annotations

import functools
from typing import Any

from provision.adopt_existing_user import ADOPTED_REASON, ExistingUserAdoption
from provision.agent_passwords import AgentPasswords
from provision.connect.errors import DuplicateError, InstanceFullError, NotFoundError
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.facet_parameters import UPDATES
from provision.connect.instance_names import InstanceNames
from provision.connect.listed_logins import ListedLogins
from provision.connect.users import ConnectUsers
from provision.keep_quick_connect import QuickConnectKeeper
from provision.managing_profiles import ManagingProfiles
from provision.pacing.room_for_users import RoomForUsers
from provision.profile_guard import ProfileGuard
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.remove_user import UserRemoval
from provision.settings import NO_IMPORT, ProvisionSettings
from provision.update_user import UserUpdate
from provision.wanted_state import changed_at, is_mended, wanted_facets, wanted_since, with_defaults
from roster.agent import AgentItem, Facets
from roster.drift import facets_to_have


class UserUpsert:
    """Brings users to the state that their agents want. Safe to repeat after any failure.

    Args:
        settings: the deployment's settings.
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        names: finds the ids of the profiles and groups that agents name.
        managing: knows which security profiles manage others.
        guard: knows which users Rollcall may touch.
        update: changes users.
        adoption: goes on with users that exist already.
        removal: removes the users of agents that shall be absent.
        quick_connects: keeps the quick connects that lead to users.
        passwords: initial passwords.
        room: knows whether users can be created.
        logins: the logins that are taken.
    """

    def __init__(
        self,
        settings: ProvisionSettings,
        *,
        users: ConnectUsers,
        new_users: NewUserCalls,
        names: InstanceNames,
        managing: ManagingProfiles,
        guard: ProfileGuard,
        update: UserUpdate,
        adoption: ExistingUserAdoption,
        removal: UserRemoval,
        quick_connects: QuickConnectKeeper,
        passwords: AgentPasswords,
        room: RoomForUsers,
        logins: ListedLogins,
    ) -> None:
        self._settings = settings
        self._users = users
        self._new_users = new_users
        self._names = names
        self._managing = managing
        self._guard = guard
        self._update = update
        self._adoption = adoption
        self._removal = removal
        self._quick_connects = quick_connects
        self._passwords = passwords
        self._room = room
        self._logins = logins

    def upsert(self, item: AgentItem, progress: ConnectProgress) -> ProvisionResult:
        """Make the calls to Connect that an agent's item wants and that were not made yet.

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
            self._forget_user(item, wanted, progress)
        if item.get("state") == "absent":
            return self._removal.remove(item, user, progress)
        if user is None:
            return self._create(item, wanted, progress)
        if is_mended(item):
            wanted = facets_to_have(item)
        self._guard.check_profiles(wanted.get("security_profiles", []))
        self._guard.check_user(user)
        changed = self._update.update(item, user, wanted, progress)
        outcome = progress.begun or ("updated" if changed else "unchanged")
        return ProvisionResult(outcome, ADOPTED_REASON if outcome == "adopted" else None)

    def _known_user(self, progress: ConnectProgress) -> dict[str, Any] | None:
        user_id = self._known_id(progress)
        return None if user_id is None else self._new_users.describe(user_id, progress.user_since)

    def _known_id(self, progress: ConnectProgress) -> str | None:
        return progress.user_id if progress.instance_id == self._settings.instance_id else None

    def _forget_user(self, item: AgentItem, wanted: Facets, progress: ConnectProgress) -> None:
        """Forget a user that somebody deleted. Connect kept its quick connects, which no later run would look for."""
        user_id = self._known_id(progress)
        if user_id is not None and item.get("state") == "absent":
            self._users.delete_quick_connects(user_id)
        elif user_id is not None:
            self._quick_connects.hand_on(item, wanted.get("identity", {}), progress)
        progress.forget_user()

    def _create(self, item: AgentItem, wanted: Facets, progress: ConnectProgress) -> ProvisionResult:
        complete = with_defaults(
            wanted,
            routing_profile=self._settings.default_routing_profile,
            security_profiles=self._settings.default_security_profiles,
        )
        self._guard.check_profiles(complete["security_profiles"])
        try:
            user_id = self._create_user_with_current_ids(item, complete, progress)
        except (DuplicateError, InstanceFullError) as error:
            # A full instance may have the user already.
            if isinstance(error, InstanceFullError) and not self._logins.has(item["username"]):
                raise
            return self._adoption.adopt(item, wanted, complete, progress)
        progress.note_user(user_id, self._settings.instance_id, self._new_users.seen_now(), begun="created")
        # CreateUser takes everything but proficiencies and quick connects.
        told = {facet: value for facet, value in complete.items() if facet != "quick_connect"}
        progress.applied = {**told, "proficiencies": []}
        if complete["proficiencies"]:
            add = functools.partial(self._users.add_proficiencies, user_id, complete["proficiencies"])
            self._new_users.change(user_id, progress.user_since, add, names_other_resources=True)
            progress.applied["proficiencies"] = complete["proficiencies"]
        self._quick_connects.keep(item, complete["identity"], progress, is_new=True)
        return ProvisionResult("created")

    def _create_user_with_current_ids(self, item: AgentItem, complete: Facets, progress: ConnectProgress) -> str:
        try:
            return self._create_user(item, complete, progress)
        except NotFoundError:
            # Somebody may have deleted a profile or group and made it again under the same name, with another id.
            if not self._names.expire():
                raise
            return self._create_user(item, complete, progress)

    def _create_user(self, item: AgentItem, complete: Facets, progress: ConnectProgress) -> str:
        parameters = self._names.parameters(complete, UPDATES, needed_at=changed_at(item))
        moves = self._managing.moves(complete["security_profiles"])
        self._room.ask(wanted_since(item))
        self._room.check()
        password = None
        if not self._settings.saml:
            progress.password_secret, password = self._passwords.password_for(item)
        tags = complete["tags"] | {self._settings.import_tag: item.get("import_id", NO_IMPORT)}
        user_id = self._users.create(item["username"], parameters.values(), tags=tags, password=password)
        progress.note_moves(moves)
        return user_id
