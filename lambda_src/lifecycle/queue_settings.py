"""What Terraform can't say of a queue: its quick connects, and that it is disabled.

The hooks `offer_quick_connects` and `disable_queue`: docs/decisions/0028-queues-get-quick-connects-by-lambda.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from lifecycle.retries import ACCESS_DENIED, NOT_FOUND, ignore_missing, retry_while_new

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_CHUNK: Final = 50
"""Quick connects in one call: AWS's limit for both operations."""


class Queue:
    """A queue of an instance.

    Args:
        client: a Connect client.
        instance_id: the instance.
        queue_id: the queue.
        sleep: waits a number of seconds between tries.
        clock: tells seconds that only grow.
    """

    def __init__(
        self,
        client: ConnectClient,
        instance_id: str,
        queue_id: str,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._instance_id = instance_id
        self._queue_id = queue_id
        self._sleep = sleep
        self._clock = clock

    def offer(self, quick_connect_ids: Sequence[str]) -> None:
        """Give the queue exactly these quick connects. Those of users stay: they belong to the directory.

        Raises:
            botocore.exceptions.ClientError: Connect refused. That access is denied, and that there is no such queue or
                quick connect, are retried for a minute first.
        """
        self._retry(lambda: self._offer(quick_connect_ids), {ACCESS_DENIED, NOT_FOUND})

    def withdraw(self, quick_connect_ids: Sequence[str]) -> None:
        """Take quick connects from the queue. What is gone already is no error.

        Raises:
            botocore.exceptions.ClientError: Connect refused; that access is denied is retried for a minute first.
        """
        try:
            self._retry(lambda: self._withdraw(quick_connect_ids), {ACCESS_DENIED})
        except ClientError as error:
            ignore_missing(error)

    def disable(self) -> None:
        """Let the queue take no more contacts.

        Raises:
            botocore.exceptions.ClientError: Connect refused. That access is denied, and that there is no such queue,
                are retried for a minute first.
        """
        self._retry(lambda: self._set_status("DISABLED"), {ACCESS_DENIED, NOT_FOUND})

    def enable(self) -> None:
        """Let the queue take contacts again; if it is gone already, that is no error.

        Raises:
            botocore.exceptions.ClientError: Connect refused; that access is denied is retried for a minute first.
        """
        try:
            self._retry(lambda: self._set_status("ENABLED"), {ACCESS_DENIED})
        except ClientError as error:
            ignore_missing(error)

    def _offer(self, wanted: Sequence[str]) -> None:
        offered = self._offered()
        surplus = [found for found, kind in offered.items() if found not in wanted and kind != "USER"]
        for chunk in _chunks(surplus):
            self._client.disassociate_queue_quick_connects(
                InstanceId=self._instance_id, QueueId=self._queue_id, QuickConnectIds=chunk
            )
        for chunk in _chunks([quick_connect for quick_connect in wanted if quick_connect not in offered]):
            self._client.associate_queue_quick_connects(
                InstanceId=self._instance_id, QueueId=self._queue_id, QuickConnectIds=chunk
            )

    def _withdraw(self, unwanted: Sequence[str]) -> None:
        offered = self._offered()
        for chunk in _chunks([quick_connect for quick_connect in unwanted if quick_connect in offered]):
            self._client.disassociate_queue_quick_connects(
                InstanceId=self._instance_id, QueueId=self._queue_id, QuickConnectIds=chunk
            )

    def _offered(self) -> dict[str, str]:
        """Return the queue's quick connects, id → type."""
        pages = self._client.get_paginator("list_queue_quick_connects").paginate(
            InstanceId=self._instance_id, QueueId=self._queue_id
        )
        return {item["Id"]: item["QuickConnectType"] for page in pages for item in page["QuickConnectSummaryList"]}

    def _set_status(self, status: str) -> None:
        self._client.update_queue_status(
            InstanceId=self._instance_id,
            QueueId=self._queue_id,
            Status=status,  # type: ignore[arg-type]  # one of two words
        )

    def _retry(self, call: Callable[[], object], error_codes: set[str]) -> None:
        retry_while_new(call, error_codes, sleep=self._sleep, clock=self._clock)


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
