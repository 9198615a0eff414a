"""The quick connects of an instance that lead to users. No other module makes calls about quick connects."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from provision.connect.errors import NotFoundError, QuotaFullError
from provision.connect.retries import ConnectCalls
from provision.connect.transfer_flow import TransferFlow

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class QuickConnect:
    """A quick connect.

    Attributes:
        id: its id.
        name: its name, which no other quick connect of the instance has.
        user_id: the user that it leads to; None if it leads to something else.
        tags: keys of its tags.
    """

    id: str
    name: str
    user_id: str | None
    tags: frozenset[str]


class QuickConnects:
    """The quick connects of one Connect instance.

    ListQuickConnects does not say whom they lead to, so each is described once in a container's life, and again after
    it was changed; describing all of them for each agent would be too many calls. The list itself is read each time,
    since somebody may have made a quick connect just now.

    Every method raises RefusedError, UnavailableError and ForbiddenError as `ConnectCalls.run` does.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        flow: the flow that takes a contact to a user.
    """

    def __init__(self, client: ConnectClient, calls: ConnectCalls, instance_id: str, flow: TransferFlow) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._flow = flow
        self._described: dict[tuple[str, Any], QuickConnect | None] = {}
        """Id and time of the last change → what it was like."""
        self._lock = threading.Lock()

    def leading_to(self, user_id: str) -> list[QuickConnect]:
        """Return the quick connects that lead to a user, perhaps as they were before somebody changed them just now."""
        known = [(entry["Id"], entry.get("LastModifiedTime")) for entry in self._list(QuickConnectTypes=["USER"])]
        # Under the lock, so that no two threads describe the same quick connects.
        with self._lock:
            self._described = {key: self._described[key] for key in known if key in self._described}
            for key in known:
                if key not in self._described:
                    self._described[key] = self.describe(key[0])
            found = [self._described[key] for key in known]
        return [one for one in found if one is not None and one.user_id == user_id]

    def named(self, name: str) -> QuickConnect | None:
        """Return the quick connect of a name, whatever it leads to; None if no list shows one (yet)."""
        quick_connect_id = next((entry["Id"] for entry in self._list() if entry["Name"] == name), None)
        return None if quick_connect_id is None else self.describe(quick_connect_id)

    def describe(self, quick_connect_id: str) -> QuickConnect | None:
        """Return a quick connect as it is now; None if it is gone."""
        try:
            answer = self._calls.run(self._client.describe_quick_connect, **self._place(quick_connect_id))
        except NotFoundError:
            return None
        found = answer["QuickConnect"]
        user_id = found["QuickConnectConfig"].get("UserConfig", {}).get("UserId")
        return QuickConnect(quick_connect_id, found["Name"], user_id, frozenset(found.get("Tags", {})))

    def create(self, name: str, user_id: str, tags: Mapping[str, str]) -> str:
        """Make a quick connect that leads to a user, and return its id.

        Raises:
            DuplicateError: the name is taken.
            QuotaFullError: the instance can't take any more of them.
            PermanentError: the instance has no flow for transfers to agents.
        """
        request = {"InstanceId": self._instance_id, "Name": name, "Tags": dict(tags)}
        try:
            answer = self._lead(self._client.create_quick_connect, user_id, request)
        except QuotaFullError as error:
            raise QuotaFullError(
                "The Connect instance can't take any more quick connects: raise its quota 'Quick connects per "
                f"instance' in Service Quotas, or delete some, then try this agent again ({error})"
            ) from error
        return str(answer["QuickConnectId"])

    def rename(self, quick_connect_id: str, name: str) -> None:
        """Give a quick connect another name."""
        self._calls.run(self._client.update_quick_connect_name, **self._place(quick_connect_id), Name=name)

    def lead(self, quick_connect_id: str, user_id: str) -> None:
        """Have a quick connect lead to another user.

        Raises:
            PermanentError: the instance has no flow for transfers to agents.
        """
        self._lead(self._client.update_quick_connect_config, user_id, self._place(quick_connect_id))

    def delete(self, quick_connect: QuickConnect) -> None:
        """Delete a quick connect if it still leads where it did."""
        # Described again: somebody may have pointed it at another user meanwhile.
        now = self.describe(quick_connect.id)
        if now is None or now.user_id != quick_connect.user_id:
            return
        with contextlib.suppress(NotFoundError):
            self._calls.run(self._client.delete_quick_connect, **self._place(quick_connect.id))

    def _list(self, **types: Any) -> Iterator[dict[str, Any]]:
        return self._calls.list_all(
            self._client.list_quick_connects,
            "QuickConnectSummaryList",
            InstanceId=self._instance_id,
            MaxResults=_PAGE,
            **types,
        )

    def _lead(self, operation: Callable[..., Any], user_id: str, request: Mapping[str, Any]) -> Any:
        """Call an operation that says whom a quick connect leads to, and how."""

        def call() -> Any:
            config = {"UserId": user_id, "ContactFlowId": self._flow.id()}
            return self._calls.run(
                operation, **request, QuickConnectConfig={"QuickConnectType": "USER", "UserConfig": config}
            )

        try:
            return call()
        except NotFoundError:
            # Somebody may have deleted the flow and made it again under the same name, with another id.
            if not self._flow.expire():
                raise
            return call()

    def _place(self, quick_connect_id: str) -> Any:
        return {"InstanceId": self._instance_id, "QuickConnectId": quick_connect_id}
