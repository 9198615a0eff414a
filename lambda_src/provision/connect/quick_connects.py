"""Deletes the quick connects that lead to a user, before the user itself is deleted."""

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

    ListQuickConnects does not say whom they lead to, so each is described once in a container's life, and again after
    it was changed; describing all of them for each removal would be too many calls. The list itself is read for each
    removal, since somebody may have made a quick connect just now.

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
        """Id and time of the last change → the user that it leads to."""
        self._lock = threading.Lock()

    def delete(self, user_id: str) -> None:
        """Delete the quick connects that lead to a user."""
        for quick_connect_id in self._leading_to(user_id):
            # Described again: somebody may have pointed it at another user meanwhile.
            if self._describe(quick_connect_id) != user_id:
                continue
            try:
                self._calls.run(
                    self._client.delete_quick_connect, InstanceId=self._instance_id, QuickConnectId=quick_connect_id
                )
            except NotFoundError:
                continue

    def _leading_to(self, user_id: str) -> list[str]:
        listed = self._calls.list_all(
            self._client.list_quick_connects,
            "QuickConnectSummaryList",
            InstanceId=self._instance_id,
            QuickConnectTypes=["USER"],
            MaxResults=_PAGE,
        )
        known = [(entry["Id"], entry.get("LastModifiedTime")) for entry in listed]
        # Under the lock, so that no two threads describe the same quick connects.
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
