"""Finds the flow that takes a contact to the user that a quick connect leads to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from provision.connect.calls import Calls
from provision.connect.list_freshness import ListFreshness
from provision.connect.name_hints import missing
from roster.errors import PermanentError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

TRANSFER_FLOW: Final = "Default agent transfer"
"""The name of the flow, which every new instance has:
https://docs.aws.amazon.com/connect/latest/adminguide/default-agent-transfer.html"""

_PAGE: Final = 1000


class TransferFlow:
    """The flow of one Connect instance by which contacts are transferred to agents.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        clock: tells epoch seconds.
    """

    def __init__(
        self, client: ConnectClient, calls: Calls, instance_id: str, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._ids = ListFreshness(self._list, clock)

    def id(self) -> str:
        """Return its id.

        Raises:
            PermanentError: the instance has no flow of this name and type.
        """
        if TRANSFER_FLOW not in self._ids.get():
            self._ids.expire()
        known = self._ids.get()
        if TRANSFER_FLOW not in known:
            to_do = "create it in the console, of the type Transfer to agent"
            raise PermanentError(missing("flow for quick connects called", TRANSFER_FLOW, known, to_do))
        return known[TRANSFER_FLOW]

    def expire(self) -> bool:
        """Forget its id unless it was read just now; whether the next `id` reads it again."""
        return self._ids.expire()

    def _list(self) -> dict[str, str]:
        entries = self._calls.list_all(
            self._client.list_contact_flows,
            "ContactFlowSummaryList",
            InstanceId=self._instance_id,
            ContactFlowTypes=["AGENT_TRANSFER"],
            MaxResults=_PAGE,
        )
        return {entry["Name"]: entry["Id"] for entry in entries}
