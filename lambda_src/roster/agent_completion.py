"""Writes that the work on an agent is complete: created, failed, removed, whatever became of it.

The agent's item, the outcome of its line and the counts of the import that waits for it change in one transaction, so
that each agent is counted exactly once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from roster.agent import whole
from roster.agents_table import AgentsTable
from roster.awaiting import AWAITED, awaiting_import
from roster.clock import Clock, timestamp
from roster.errors import StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable, outcome_of
from roster.profile_moves import ProfileMove
from roster.transactions import ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class Ending:
    """What became of an agent, as the import that waits for it is told.

    Attributes:
        outcome: as the report says it.
        reason: what to know or do about it.
        user_id: the Connect user, if there is one.
        profile_moves: the security profiles that can manage others and that the user got or lost.
    """

    outcome: str
    reason: str | None = None
    user_id: str | None = None
    profile_moves: Sequence[ProfileMove] = ()


class AgentCompletion:
    """Completes agents.

    Provision calls it for each agent that it is done with, and upkeep for agents that it gives up.

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
        """Complete an agent, and count it in the import that waits for it, if one does.

        Args:
            update: sets what becomes of the agent, under the caller's conditions. The attributes that every completion
                changes are added to it.
            item: the agent as it was read.
            ending: what became of it.

        Raises:
            StaleReadError: the caller's conditions did not hold; nothing was written.
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        update.set({"attempts": whole(item.get("attempts")) + 1, "updated_at": timestamp(self._clock())})
        update.remove(*AWAITED, "wanted_since", "requeued", "requeued_at", "retry")
        try:
            write_together(self._dynamodb, [update.action(), *self._import_actions(item, ending)])
        except ConditionsFailedError as error:
            if 0 in error.indexes:
                raise StaleReadError("The agent changed after it was read") from error
        else:
            return
        # There are no counts to move: the import's record has expired or was deleted, or the line is counted already,
        # as somebody has put an earlier state of the item back.
        self._agents.apply(update)

    def write_deleted(self, item: Mapping[str, Any], ending: Ending) -> None:
        """Complete an agent whose item somebody has deleted, for the import that waits for it, if one does.

        Provision calls this. Repeating it changes nothing, because it is only done while the line has no outcome yet.
        Nor is it done once upkeep has counted deleted agents of the import itself: upkeep knows how many they are, but
        not which, so this one may be among them.

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
            return  # it is counted already, or the import's record is gone

    def _import_actions(self, item: Mapping[str, Any], ending: Ending, *, gone: bool = False) -> list[dict[str, Any]]:
        """Return the writes for the import that counts the agent as pending; none if no import does.

        Args:
            item: the agent.
            ending: what became of it.
            gone: whether the agent's item is deleted. Then they take effect only if upkeep has not counted deleted
                agents of the import.
        """
        awaited = awaiting_import(item)
        if awaited is None:
            return []
        now = self._clock()
        outcome = outcome_of(
            awaited,
            item["username"],
            ending.outcome,
            reason=ending.reason,
            user_id=ending.user_id,
            profile_moves=ending.profile_moves,
            now=now,
            retention_days=self._retention_days,
        )
        fence = {"counted_out": None} if gone else None
        return [
            self._outcomes.put_action(outcome),
            self._files.count_action(awaited, ending.outcome, at=timestamp(now), fence=fence),
        ]
