"""Requeues agents that are pending although no stream record is on its way, and fails those that can't be provisioned.

To requeue an agent is to write `requeued_at` and `requeued`, a count, to its item: the write makes a new stream record,
which invokes provision. After five requeues provision is invoked for the agent directly. Only that shows whether the
agent itself fails, or waited behind another one in its shard. If it fails then, its status becomes FAILED and its
import stops waiting for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from roster.agent import AgentItem, whole
from roster.agent_completion import AgentCompletion, Ending
from roster.agents_table import AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import StaleReadError
from roster.profile_moves import moves_of
from roster.waiting_agents import agents_waiting_since
from upkeep.function_invocations import ProvisionFunction
from upkeep.item_guard import ItemGuard, UnreadableItems

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_REQUEUES: Final = 5
"""How often an agent is requeued before provision is invoked for it directly."""


@dataclass(slots=True)
class RequeueResult:
    """What became of pending agents.

    Attributes:
        found: how many there are.
        requeued: how many were requeued.
        failed: how many ended FAILED.
        complete: whether all of them could be read, and were looked at before the time was up.
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
        unreadable: what the run of upkeep could not read.
    """

    def __init__(
        self,
        dynamodb: DynamoDBClient,
        table: str,
        agents: AgentsTable,
        completion: AgentCompletion,
        provision: ProvisionFunction,
        clock: Clock,
        unreadable: UnreadableItems,
    ) -> None:
        self._dynamodb = dynamodb
        self._table = table
        self._agents = agents
        self._completion = completion
        self._provision = provision
        self._clock = clock
        self._unreadable = unreadable

    def of_import(self, key: str, import_id: str) -> Iterator[AgentItem]:
        """Return the agents that an import of an upload key waits for, as they are now."""
        return self._agents.awaited_by(key, import_id)

    def requeue_import(self, record: dict[str, Any], time_is_up: Callable[[], bool]) -> RequeueResult:
        """Requeue every agent that an import waits for.

        Args:
            record: the import.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            RollcallError: some could not be requeued; the others were.
            botocore.exceptions.ClientError: a service refused, likewise.
        """
        return self._requeue_all(self.of_import(record["key"], record["import_id"]), time_is_up)

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

        Raises:
            RollcallError: some could not be requeued; the others were.
            botocore.exceptions.ClientError: a service refused, likewise.
        """
        waiting = agents_waiting_since(self._dynamodb, self._table, until, now=self._clock())
        return self._requeue_all(waiting, time_is_up)

    def _requeue_all(self, items: Iterable[AgentItem], time_is_up: Callable[[], bool]) -> RequeueResult:
        result = RequeueResult()
        guard = ItemGuard(self._unreadable)
        for item in items:
            if time_is_up():
                result.complete = False
                break
            result.found += 1
            with guard(f"agent {item['username']}"):
                self._requeue(item, result)
        guard.finish()
        result.complete = result.complete and not guard.unreadable
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
        self._completion.write(update, item, Ending("failed", reason, item.get("user_id"), moves_of(item)))
