"""Sends an existing Connect user the facets that its agent wants and that were not sent before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.facet_parameters import (
    changed_facets,
    complete_facets,
    overwrites,
    user_has,
)
from provision.connect.instance_names import InstanceNames
from provision.connect.users import ConnectUsers
from provision.keep_quick_connect import QuickConnectKeeper
from provision.managing_profiles import ManagingProfiles
from provision.provision_result import ConnectProgress
from provision.wanted_state import changed_at, is_mended
from roster.agent import AgentItem, Facets, filled
from roster.connect_users import identity_of
from roster.drift import AWS_TAGS
from roster.profile_moves import ProfileMove, told_profiles

_NAMING_OTHERS: Final = frozenset({"routing_profile", "security_profiles", "hierarchy", "proficiencies"})
"""Facets that name something of the instance which may not exist."""


class UserUpdate:
    """Updates users, one facet after the other. Safe to repeat after any failure.

    Args:
        users: the users of the Connect instance.
        new_users: the calls about users that may be new.
        names: finds the ids of the profiles and groups that agents name.
        managing: knows which security profiles manage others.
        quick_connects: keeps the quick connects that lead to users.
        own_tag: key of the tag that marks Rollcall's users, which no file can take away.
    """

    def __init__(
        self,
        *,
        users: ConnectUsers,
        new_users: NewUserCalls,
        names: InstanceNames,
        managing: ManagingProfiles,
        quick_connects: QuickConnectKeeper,
        own_tag: str,
    ) -> None:
        self._own_tag = own_tag
        self._users = users
        self._new_users = new_users
        self._names = names
        self._managing = managing
        self._quick_connects = quick_connects

    def update(self, item: AgentItem, user: Mapping[str, Any], wanted: Facets, progress: ConnectProgress) -> bool:
        """Send the facets whose wanted value is not the one that was last sent; of a mended agent those that differ.

        Args:
            item: the agent.
            user: its user as DescribeUser answers it.
            wanted: the agent's facets.
            progress: what is true in Connect; each facet is noted as soon as it is done, also when a later one raises.

        Returns:
            Whether there were any. That a user who has no value of a kind shall have none is nothing to tell.

        Raises:
            PermanentError: the agent can't have what it wants.
            RetryableError: trying again may help.
        """
        changed_here = changed_facets(wanted, progress.applied)
        facets = [name for name in wanted if name != "quick_connect"] if is_mended(item) else changed_here
        complete = complete_facets(wanted, user, progress.applied)
        parameters = self._names.parameters(complete, facets, user=user, needed_at=changed_at(item))
        # Of an identity only the wanted members are noted as ours, so that no later change clears the others.
        values: Mapping[str, Any] = {**complete, **({"identity": wanted["identity"]} if "identity" in wanted else {})}
        # Asked before the call: a run that finds no time to ask afterwards would leave no word of it.
        moves = self._moves(user, values["security_profiles"], progress) if "security_profiles" in facets else []
        changed = False
        for facet in facets:
            applied = progress.applied.get(facet) or ()
            is_news = facet in changed_here
            changed = changed or (is_news and not _differs_by_nothing(facet, values[facet], applied))
            sent: list[bool] = []
            call = self._call(facet, user, wanted, applied, parameters, sent)
            # DescribeUser may still lack what was sent lately. So a value that overwrites an earlier one is sent even
            # if the user seems to have it.
            sent_anyway = (
                is_news and facet in progress.applied and overwrites(facet, values[facet], progress.applied[facet])
            )
            if sent_anyway or facet not in parameters or not user_has(user, facet, parameters[facet]):
                self._new_users.change(
                    user["Id"], progress.user_since, call, names_other_resources=facet in _NAMING_OTHERS
                )
                changed = changed or is_news or any(sent)
            progress.applied[facet] = values[facet]
            if facet == "security_profiles":
                progress.note_moves(moves)
        identity = complete["identity"] if "identity" in complete else identity_of(user)
        return self._quick_connects.keep(item, identity, progress) or changed

    def _moves(self, user: Mapping[str, Any], wanted: list[str], progress: ConnectProgress) -> list[ProfileMove]:
        """Return which profiles that manage others the user gets or loses, by what it has and what it was told.

        A run may have died after it told Connect and before it wrote so. Then the user has the profiles already.
        """
        told = told_profiles(progress.applied)
        if told is None and progress.begun == "created":
            return self._managing.moves(wanted)
        held = [self._names.security_profile_name(profile_id) for profile_id in user["SecurityProfileIds"]]
        before = [name for name in held if name is not None]
        return self._managing.moves(wanted, before, before if told is None else told)

    def _call(
        self,
        facet: str,
        user: Mapping[str, Any],
        wanted: Facets,
        applied: Any,
        parameters: Mapping[str, Any],
        sent: list[bool],
    ) -> Callable[[], None]:
        """Return the call that gives a user a facet; it notes whether anything was sent, and may be made twice."""

        def call() -> None:
            if facet == "tags":
                ours = applied if wanted["tags"] else self._all_tags(user)
                sent.append(self._users.update_tags(user, wanted["tags"], ours))
            elif facet == "proficiencies":
                sent.append(self._users.update_proficiencies(user["Id"], wanted["proficiencies"], applied))
            else:
                self._users.update(user["Id"], facet, parameters[facet])
                sent.append(True)

        return call

    def _all_tags(self, user: Mapping[str, Any]) -> list[str]:
        """Return the keys of the tags that go when an agent shall have none, whoever set them."""
        return [key for key in user.get("Tags", {}) if key != self._own_tag and not key.startswith(AWS_TAGS)]


def _differs_by_nothing(facet: str, value: Any, applied: Any) -> bool:
    """Whether an identity or phone differs from the last one only in members that were not there and are empty."""
    return facet in {"identity", "phone"} and isinstance(applied, dict) and filled(value) == filled(applied)
