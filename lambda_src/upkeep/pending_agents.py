"""Wakes provision for agents that wait without being waited on, and ends those that no try helps.

A requeue changes the item's `requeued_at`, so that its stream record comes anew, and counts in its `requeued`. From
the limit on the agent is tried once more, directly: only that tells an agent that nothing helps from one that stands
in line behind it. If that fails too, it ends FAILED and its import goes on without it.
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
"""How often provision is woken for an agent that waits, before it is tried directly."""

_ROUNDING: Final = timedelta(minutes=1)
"""What the arrival of a stream record, as Lambda tells it, may lie before the write that it stands for."""


@dataclass(slots=True)
class Requeued:
    """What became of the agents of an import that wait.

    Attributes:
        found: how many the import counts as pending and were found to be.
        requeued: how many wake provision again.
        failed: how many ended FAILED.
        whole: whether all of them were looked at.
    """

    found: int = 0
    requeued: int = 0
    failed: int = 0
    whole: bool = True


class PendingAgents:
    """The agents that wait.

    Args:
        dynamodb: a DynamoDB client, for the search of the agents table.
        table: the agents table's name.
        agents: the agents table.
        conclusions: writes the ends of agents' waits.
        provision: tries an agent for the last time.
        clock: tells the time.
    """

    def __init__(
        self,
        dynamodb: DynamoDBClient,
        table: str,
        agents: AgentsTable,
        conclusions: AgentCompletion,
        provision: ProvisionFunction,
        clock: Clock,
    ) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._agents = agents
        self._conclusions = conclusions
        self._provision = provision
        self._clock = clock

    def awaited_by(self, key: str, import_id: str) -> Iterator[AgentItem]:
        """Yield the agents that an import of a key counts as pending, as they are now."""
        names = self._agents.owned_by(key)
        while batch := list(islice(names, BATCH_GET_LIMIT)):
            for item in self._agents.read_many(batch).values():
                if item.get("awaited_by") == import_id:
                    yield item

    def requeue_import(self, record: dict[str, Any], time_is_up: Callable[[], bool]) -> Requeued:
        """Wake provision for every agent that an import waits for.

        Args:
            record: the import.
            time_is_up: whether to leave the rest to the next run.
        """
        done = Requeued()
        for item in self.awaited_by(record["key"], record["import_id"]):
            if time_is_up():
                done.whole = False
                break
            done.found += 1
            self._requeue(item, done)
        return done

    def requeue_lost(self, until: datetime, time_is_up: Callable[[], bool]) -> Requeued:
        """Wake provision for every agent, of an import or not, that waits since a time or longer.

        Args:
            until: when the last of the stream records that were given up arrived.
            time_is_up: whether to leave the rest to the next run.
        """
        done = Requeued()
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
                if _woken_at(item) > timestamp(until + _ROUNDING):
                    continue
                if time_is_up():
                    done.whole = False
                    return done
                done.found += 1
                self._requeue(item, done)
        return done

    def _requeue(self, item: AgentItem, done: Requeued) -> None:
        problem = None
        if whole(item.get("requeued")) >= MAX_REQUEUES:
            problem = self._provision.try_now(item["username"])
            if problem is None:
                return  # provision has settled it, or others have moved it on
        try:
            if problem is None:
                self._touch(item)
                done.requeued += 1
            else:
                self._fail(item, problem)
                done.failed += 1
        except StaleReadError:
            return  # it has moved on meanwhile, so it is not stuck

    def _touch(self, item: AgentItem) -> None:
        times = whole(item.get("requeued")) + 1
        values = {"status": "PENDING", "requeued_at": timestamp(self._clock()), "requeued": times}
        self._agents.apply(self._agents.update(item["username"], read=item).set(values))

    def _fail(self, item: AgentItem, problem: str) -> None:
        """End an agent, with its outcome and its import's counts if one waits for it.

        Raises:
            StaleReadError: the agent moved on meanwhile.
        """
        reason = (
            f"It was not provisioned although provision was woken for it {MAX_REQUEUES} times; when it was tried once "
            f"more, {problem}. Its log has the error under the username. Once the cause is mended, put the agent back "
            "with `rollcall retry`."
        )
        update = self._agents.update(item["username"], read=item).set({"status": "FAILED", "status_reason": reason})
        self._conclusions.write(update, item, Ending("failed", reason, item.get("user_id")))


def _woken_at(item: AgentItem) -> str:
    """Return when an item's newest stream record was made; the empty text, which sorts first, if nothing tells."""
    times = cast("dict[str, Any]", item)
    return max(str(times.get(name, "")) for name in ("requeued_at", "updated_at"))
