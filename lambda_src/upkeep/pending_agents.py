"""Requeues agents that are pending although no stream record is on its way, and fails those that can't be provisioned.

To requeue an agent is to write `requeued_at` and `requeued`, a count, to its item: the write makes a new stream record,
which invokes provision. After five requeues provision is invoked for the agent directly. Only that shows whether the
agent itself fails, or waited behind another one in its shard. If it fails then, its status becomes FAILED and its
import stops waiting for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from roster.agent import AgentItem, whole
from roster.agent_completion import AgentCompletion, Ending
from roster.agents_table import BATCH_GET_LIMIT, AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import StaleReadError
from roster.items import from_wire
from upkeep.function_invocations import ProvisionFunction

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_REQUEUES: Final = 5
"""How often an agent is requeued before provision is invoked for it directly."""

_ARRIVAL_TOLERANCE: Final = timedelta(minutes=1)
"""The arrival time of a stream record, as Lambda gives it, may be so much earlier than the time in the item."""


@dataclass(slots=True)
class RequeueResult:
    """What became of pending agents.

    Attributes:
        found: how many there are.
        requeued: how many were requeued.
        failed: how many ended FAILED.
        complete: whether all of them were looked at before the time was up.
    """

    found: int = 0
    requeued: int = 0
    failed: int = 0
    complete: bool = True


class PendingAgents:
    """The agents whose status is PENDING.

    Args:
        dynamodb: a DynamoDB client, to scan the agents table.
        table: the agents table's name.
        agents: the agents table.
        completion: writes the failure of an agent together with the counts of its import.
        provision: is invoked for an agent that was requeued too often.
        clock: tells the time.
    """

    def __init__(
        self,
        dynamodb: DynamoDBClient,
        table: str,
        agents: AgentsTable,
        completion: AgentCompletion,
        provision: ProvisionFunction,
        clock: Clock,
    ) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._agents = agents
        self._completion = completion
        self._provision = provision
        self._clock = clock

    def of_import(self, key: str, import_id: str) -> Iterator[AgentItem]:
        """Yield the agents that an import of an upload key waits for, as they are now."""
        names = self._agents.owned_by(key)
        while batch := list(islice(names, BATCH_GET_LIMIT)):
            for item in self._agents.read_many(batch).values():
                if item.get("awaited_by") == import_id:
                    yield item

    def requeue_import(self, record: dict[str, Any], time_is_up: Callable[[], bool]) -> RequeueResult:
        """Requeue every agent that an import waits for.

        Args:
            record: the import.
            time_is_up: whether to leave the rest to the next run.
        """
        result = RequeueResult()
        for item in self.of_import(record["key"], record["import_id"]):
            if time_is_up():
                result.complete = False
                break
            result.found += 1
            self._requeue(item, result)
        return result

    def requeue_agent(self, username: str) -> RequeueResult:
        """Requeue one agent if it is pending; `found` tells whether it has an item at all."""
        result = RequeueResult()
        item = self._agents.read_many([username]).get(username)
        if item is not None:
            result.found = 1
            if item.get("status") in (None, "PENDING"):
                self._requeue(item, result)
        return result

    def requeue_waiting_since(self, until: datetime, time_is_up: Callable[[], bool]) -> RequeueResult:
        """Requeue every pending agent, of an import or not, whose last stream record was made before a time.

        Args:
            until: when the last of the stream records that Lambda gave up arrived.
            time_is_up: whether to leave the rest to the next run.
        """
        result = RequeueResult()
        pages = self._dynamodb.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="attribute_not_exists(#status) OR #status = :pending",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":pending": {"S": "PENDING"}},
            ConsistentRead=True,
        )
        for page in pages:
            for found in page["Items"]:
                item = cast("AgentItem", from_wire(found))
                if _last_record_at(item) > timestamp(until + _ARRIVAL_TOLERANCE):
                    continue
                if time_is_up():
                    result.complete = False
                    return result
                result.found += 1
                self._requeue(item, result)
        return result

    def _requeue(self, item: AgentItem, result: RequeueResult) -> None:
        problem = None
        if whole(item.get("requeued")) >= MAX_REQUEUES:
            problem = self._provision.provision_now(item["username"])
            if problem is None:
                return  # provision is done with it, or its item changed meanwhile
        try:
            if problem is None:
                self._write_requeue(item)
                result.requeued += 1
            else:
                self._fail(item, problem)
                result.failed += 1
        except StaleReadError:
            return  # its item changed meanwhile, so it is not stuck

    def _write_requeue(self, item: AgentItem) -> None:
        times = whole(item.get("requeued")) + 1
        values = {"status": "PENDING", "requeued_at": timestamp(self._clock()), "requeued": times}
        self._agents.apply(self._agents.update(item["username"], read=item).set(values))

    def _fail(self, item: AgentItem, problem: str) -> None:
        """Set an agent to FAILED, and write its outcome and the counts of the import that waits for it, if one does.

        Raises:
            StaleReadError: the agent changed meanwhile.
        """
        reason = (
            f"It was not provisioned although provision was woken for it {MAX_REQUEUES} times; when it was tried once "
            f"more, {problem}. Its log has the error under the username. Once the cause is mended, put the agent back "
            "with `rollcall retry`."
        )
        update = self._agents.update(item["username"], read=item).set({"status": "FAILED", "status_reason": reason})
        self._completion.write(update, item, Ending("failed", reason, item.get("user_id")))


def _last_record_at(item: AgentItem) -> str:
    """Return when an item was last written as far as it says; the empty text, which sorts first, if it does not."""
    times = cast("dict[str, Any]", item)
    return max(str(times.get(name, "")) for name in ("requeued_at", "updated_at"))
