"""Ends an agent's wait: its item, and the outcome and counts of the import that waits for it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from roster.agent import is_source, whole
from roster.agents_table import AgentsTable
from roster.clock import Clock, expiry, timestamp
from roster.errors import StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.outcomes_table import Outcome, OutcomesTable
from roster.transactions import ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an agent, for the import that waits for it.

    Attributes:
        outcome: as the report says it.
        reason: what to know or do about it.
        user_id: the Connect user, if there is one.
    """

    outcome: str
    reason: str | None = None
    user_id: str | None = None


class AgentCompletion:
    """Writes the ends of agents' waits.

    Args:
        dynamodb: a DynamoDB client, for transactions over the tables.
        agents: the agents table.
        outcomes: the outcomes table.
        files: the files table.
        retention_days: how long outcomes are kept.
        clock: tells the time.
    """

    def __init__(
        self,
        dynamodb: DynamoDBClient,
        *,
        agents: AgentsTable,
        outcomes: OutcomesTable,
        files: FilesTable,
        retention_days: int,
        clock: Clock,
    ) -> None:
        self._dynamodb = dynamodb
        self._agents = agents
        self._outcomes = outcomes
        self._files = files
        self._retention_days = retention_days
        self._clock = clock

    def write(self, update: Update, item: Mapping[str, Any], ending: Ending) -> None:
        """Run an update of an agent that ends its wait, and count it in the import that waits for it, if one does.

        Args:
            update: sets what becomes of the agent, on the conditions that it rests on.
            item: the agent as it was read.
            ending: what became of it.

        Raises:
            StaleReadError: the update's conditions did not hold, and nothing was written.
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        update.set({"attempts": whole(item.get("attempts")) + 1, "updated_at": timestamp(self._clock())})
        update.remove("awaited_by", "wanted_since", "requeued", "requeued_at")
        try:
            write_together(self._dynamodb, [update.action(), *self._import_actions(item, ending)])
        except ConditionsFailedError as error:
            if 0 in error.indexes:
                raise StaleReadError("The agent changed after it was read") from error
        else:
            return
        # The record of the import is gone, expired or deleted, so nobody counts any more.
        self._agents.apply(update)

    def count_out(self, item: Mapping[str, Any], ending: Ending) -> None:
        """Count an agent whose item is gone in the import that waits for it, if one does.

        Safe to repeat: while an import waits for a line, it has no outcome of it. Once upkeep has stopped waiting for
        agents without knowing which, nothing tells whether this is one of them, so it goes on counting those alone.

        Args:
            item: the agent as it was.
            ending: what became of it.

        Raises:
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        actions = self._import_actions(item, ending, gone=True)
        if not actions:
            return
        try:
            write_together(self._dynamodb, actions)
        except ConditionsFailedError:
            return  # counted before, or the record of the import is gone

    def _import_actions(self, item: Mapping[str, Any], ending: Ending, *, gone: bool = False) -> list[dict[str, Any]]:
        """Return the writes that the import gets which counts the agent among its pending ones.

        Args:
            item: the agent.
            ending: what became of it.
            gone: whether the agent's item is; then the line must have no outcome yet, and upkeep must not have stopped
                waiting for agents without knowing which.
        """
        import_id, source = item.get("awaited_by"), item.get("source")
        if not isinstance(import_id, str) or not is_source(source):
            return []
        now = self._clock()
        outcome: Outcome = {
            "import_id": import_id,
            "line": source["line"],
            "username": item["username"],
            "outcome": ending.outcome,
            "reason": ending.reason,
            "user_id": ending.user_id,
            "at": timestamp(now),
            "expires_at": expiry(now, self._retention_days),
        }
        counts = {"pending": -1, ending.outcome: 1}
        place = source["key"], source["sequencer"]
        return [
            self._outcomes.put_action(outcome, first=gone),
            self._files.count_action(*place, counts, at=timestamp(now), fence={"counted_out": None} if gone else None),
        ]
