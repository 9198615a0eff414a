"""The quick connects that lead to users."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from provision.connect.errors import NotFoundError
from provision.connect.retries import ConnectCalls

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 1000


class QuickConnects:
    """The quick connects that lead to users of one Connect instance.

    A listing does not say whom they lead to, so each is described, once in a container's life and again when it was
    changed: with every removal that would be one call for each that the instance has. The listing itself is made anew
    for every user, for somebody may have made another one just now.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
    """

    def __init__(self, client: ConnectClient, calls: ConnectCalls, instance_id: str) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._users: dict[tuple[str, Any], str | None] = {}
        """By id and last change."""
        self._lock = threading.Lock()

    def delete(self, user_id: str) -> None:
        """Delete those that lead to a user."""
        for quick_connect_id in self._leading_to(user_id):
            # What is known of it may be old, and it may be another user's now.
            if self._describe(quick_connect_id) != user_id:
                continue
            try:
                self._calls.run(
                    self._client.delete_quick_connect, InstanceId=self._instance_id, QuickConnectId=quick_connect_id
                )
            except NotFoundError:
                continue

    def _leading_to(self, user_id: str) -> list[str]:
        listed = self._calls.listed(
            self._client.list_quick_connects,
            "QuickConnectSummaryList",
            InstanceId=self._instance_id,
            QuickConnectTypes=["USER"],
            MaxResults=_PAGE,
        )
        known = [(entry["Id"], entry.get("LastModifiedTime")) for entry in listed]
        # Threads that need the same ones wait for whoever describes them.
        with self._lock:
            self._users = {key: self._users[key] for key in known if key in self._users}
            for key in known:
                if key not in self._users:
                    self._users[key] = self._describe(key[0])
            return [key[0] for key in known if self._users[key] == user_id]

    def _describe(self, quick_connect_id: str) -> str | None:
        """Return the user that a quick connect leads to; None if it is gone meanwhile."""
        try:
            answer = self._calls.run(
                self._client.describe_quick_connect, InstanceId=self._instance_id, QuickConnectId=quick_connect_id
            )
        except NotFoundError:
            return None
        return answer["QuickConnect"]["QuickConnectConfig"].get("UserConfig", {}).get("UserId")
