"""Keeps the quick connect that leads to an agent's user: makes it, renames it, and deletes it when it is not wanted.

A quick connect of ours has the tag by which Rollcall marks its users, and the agent's name, which has the login in it.
It is deleted with its user (`provision.connect.users`). That of a user whom somebody else deleted is kept for the user
that is made anew, with its id and so in the queues that show it.

| the name is taken by | what is done |
|---|---|
| a quick connect of ours that leads to the user | it is the one: a run made it and died before it said so |
| one of ours that leads elsewhere | it leads to the user from now on, as the agent's user was made anew or a run died |
| a quick connect that somebody else made | the agent fails, the quick connect is not touched |
| one that no list shows yet | the agent is tried again |
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from provision.connect.errors import DuplicateError, NotFoundError, RefusedError
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.quick_connect_name import quick_connect_name
from provision.connect.quick_connects import QuickConnect, QuickConnects
from provision.provision_result import ConnectProgress
from provision.settings import NO_IMPORT
from provision.wanted_state import is_mended
from roster.agent import AgentItem, Identity
from roster.errors import PermanentError, RetryableError


class QuickConnectKeeper:
    """Brings agents' quick connects to their wanted state. Safe to repeat after any failure.

    Args:
        quick_connects: those of the Connect instance.
        new_users: the calls about users that may be new.
        own_tag: key of the tag that marks what is Rollcall's.
    """

    def __init__(self, *, quick_connects: QuickConnects, new_users: NewUserCalls, own_tag: str) -> None:
        self._quick_connects = quick_connects
        self._new_users = new_users
        self._own_tag = own_tag

    def keep(self, item: AgentItem, identity: Identity, progress: ConnectProgress, *, is_new: bool = False) -> bool:
        """Make the calls that an agent's quick connect needs; none if it is as it was left.

        Args:
            item: the agent. One that says nothing of a quick connect keeps what there is.
            identity: its names.
            progress: what is true in Connect; kept up to date.
            is_new: whether its user was made just now, so that nothing can lead to it.

        Returns:
            Whether anything changed.

        Raises:
            PermanentError: the name is taken, or Connect refused.
            RetryableError: trying again may help.
        """
        wanted, user_id = item.get("quick_connect"), progress.user_id
        if wanted is None or user_id is None:
            return False
        name = quick_connect_name(item["username"], identity) if wanted else ""
        noted = progress.applied.get("quick_connect")
        if isinstance(noted, dict) and noted.get("name", "") == name and not is_mended(item):
            return False
        found = [] if is_new else self._find(user_id, noted.get("id") if isinstance(noted, dict) else None)
        first = next((one for one in found if one.name == name), found[0] if found and wanted else None)
        for one in found:
            if one is not first:
                self._quick_connects.delete(one)
        kept = {"id": self._bring(first, name, item, progress), "name": name} if wanted else {}
        progress.applied["quick_connect"] = kept
        return bool(found if not wanted else found != [first] or found[0].name != name)

    def hand_on(self, item: AgentItem, identity: Identity, progress: ConnectProgress) -> None:
        """Give the quick connect of a user that is gone the name by which the agent's next user takes it back.

        One that is not wanted any more, or whose new name is taken, is deleted.

        Args:
            item: the agent.
            identity: the names that its next user will have.
            progress: what was true in Connect while there was the user.

        Raises:
            PermanentError: Connect refused.
            RetryableError: trying again may help.
        """
        noted = progress.applied.get("quick_connect")
        if progress.user_id is None or not isinstance(noted, dict) or "id" not in noted:
            return
        name = quick_connect_name(item["username"], identity) if item.get("quick_connect") else ""
        for one in self._find(progress.user_id, noted["id"]):
            if one.name == name:
                continue
            try:
                kept = bool(name) and self._rename(one, name)
            except PermanentError:
                kept = False
            if not kept:
                self._quick_connects.delete(one)

    def _find(self, user_id: str, noted_id: str | None) -> list[QuickConnect]:
        """Return the agent's own quick connects: the one that was noted, or all if none was.

        A run may have made one and died before it noted it.
        """
        if noted_id is None:
            found = self._quick_connects.leading_to(user_id)
        else:
            known = self._quick_connects.describe(str(noted_id))
            found = [known] if known is not None and known.user_id == user_id else []
        return [one for one in found if self._own_tag in one.tags]

    def _bring(self, first: QuickConnect | None, name: str, item: AgentItem, progress: ConnectProgress) -> str:
        """Return the id of the quick connect once there is one of the name that leads to the agent's user."""
        if first is not None and (first.name == name or self._rename(first, name)):
            return first.id
        user_id = str(progress.user_id)
        tags = {self._own_tag: item.get("import_id", NO_IMPORT)}
        made: list[str] = []
        try:
            self._about_user(progress, lambda: made.append(self._quick_connects.create(name, user_id, tags)))
        except DuplicateError:
            return self._take_back(name, progress)
        return made[-1]

    def _rename(self, quick_connect: QuickConnect, name: str) -> bool:
        """Rename a quick connect; False if it is gone, or was deleted since another of ours has the name."""
        try:
            self._quick_connects.rename(quick_connect.id, name)
        except NotFoundError:
            return False
        except RefusedError as error:
            other = self._quick_connects.named(name)
            if other is None or other.id == quick_connect.id:
                raise
            if self._own_tag not in other.tags:
                raise _taken(name) from error
            self._quick_connects.delete(quick_connect)
            return False
        return True

    def _take_back(self, name: str, progress: ConnectProgress) -> str:
        taken = self._quick_connects.named(name)
        if taken is None:
            raise RetryableError(f"Amazon Connect has a quick connect {name!r} but does not show it yet")
        if self._own_tag not in taken.tags:
            raise _taken(name)
        if taken.user_id != progress.user_id:
            self._about_user(
                progress, functools.partial(self._quick_connects.lead, taken.id, user_id=str(progress.user_id))
            )
        return taken.id

    def _about_user(self, progress: ConnectProgress, call: Callable[[], None]) -> None:
        """Run a call that names the agent's user, which may be so new that Connect does not know it everywhere."""
        self._new_users.change(str(progress.user_id), progress.user_since, call, names_other_resources=True)


def _taken(name: str) -> PermanentError:
    return PermanentError(
        f"Amazon Connect has a quick connect {name!r} already, which this deployment did not make and does not touch: "
        "rename or delete it in the console, or set quick_connect to no, then try the agent again"
    )
