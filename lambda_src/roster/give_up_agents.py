"""Gives up the agents that a stopped import still waits for.

| the agent | what becomes of it |
|---|---|
| provision has not begun with it | it wants what Connect was told before, and its line is `superseded` |
| provision has begun with it | left to provision, which brings it to its end: only then it is known what Connect has |
| provision has begun with it, and it waits in the retry queue | likewise, and provision is woken for it now |

`rollcall stop` gives up all that it finds, and provision each agent that it is woken for. Both may do so at once, and
while provision begins with agents: `calling_since` of the agent's item decides
(docs/decisions/0036-stopped-imports-give-agents-up.md).
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from roster.agent import AgentItem, next_revision
from roster.agents_table import AgentsTable, user_knowledge
from roster.awaiting import AWAITED, Awaited, awaiting_import
from roster.clock import Clock, timestamp
from roster.errors import StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.outcomes_table import OutcomesTable, outcome_of
from roster.told_state import told_state
from roster.transactions import MAX_COUNTED_AGENTS, ConditionsFailedError, write_together
from roster.waiting_agents import is_woken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(slots=True)
class GivenUp:
    """What became of agents that were to be given up.

    Attributes:
        agents: usernames of those that were.
        changed: usernames of those that changed since they were read, by which provision is woken for them.
        left: usernames of those that provision brings to their end: it began with them, or the import does not count
            them as pending any more.
    """

    agents: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class _OpenAgent(NamedTuple):
    """An agent that nobody has begun with, and the import that waits for it."""

    item: AgentItem
    awaited: Awaited


class GiveUpAgents:
    """Gives agents up. Safe to repeat after any failure.

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

    def give_up(self, record: ImportRecord, items: Sequence[AgentItem]) -> GivenUp:
        """Give up agents in transactions with the counts of their import.

        Args:
            record: the import, which was stopped.
            items: agents that it waits for, as they were read.

        Raises:
            RetryableError: others kept writing the same items. Agents that were given up stay so.
            botocore.exceptions.ClientError: DynamoDB refused, likewise.
        """
        result = GivenUp()
        open_agents: list[_OpenAgent] = []
        for item in items:
            awaited = awaiting_import(item)
            if awaited is None or awaited.import_id != record["import_id"]:
                result.changed.append(item["username"])
            elif "calling_since" in item:
                self._wake(item)
                result.left.append(item["username"])
            else:
                open_agents.append(_OpenAgent(item, awaited))
        for start in range(0, len(open_agents), MAX_COUNTED_AGENTS):
            self._give_up_together(record, open_agents[start : start + MAX_COUNTED_AGENTS], result)
        return result

    def _give_up_together(self, record: ImportRecord, agents: list[_OpenAgent], result: GivenUp) -> None:
        while agents:
            try:
                write_together(self._dynamodb, self._actions(record, agents))
            except ConditionsFailedError as error:
                # Action 0 is the import's; then come two for each agent: its item's, then its outcome's.
                failed = {(index - 1) // 2: index % 2 == 1 for index in sorted(error.indexes, reverse=True) if index}
                if not failed:  # the import's record is gone, or counts fewer agents as pending
                    result.left += [agent.item["username"] for agent in agents]
                    return
                for number, is_changed in failed.items():
                    (result.changed if is_changed else result.left).append(agents[number].item["username"])
                agents = [agent for number, agent in enumerate(agents) if number not in failed]
            else:
                result.agents += [agent.item["username"] for agent in agents]
                return

    def _actions(self, record: ImportRecord, agents: Sequence[_OpenAgent]) -> list[dict[str, object]]:
        now = self._clock()
        at, reason = timestamp(now), why_given_up(record)
        actions = [self._files.count_action(agents[0].awaited, "superseded", amount=len(agents), at=at)]
        for item, awaited in agents:
            outcome = outcome_of(
                awaited,
                item["username"],
                "superseded",
                reason=reason,
                user_id=item.get("user_id"),
                now=now,
                retention_days=self._retention_days,
            )
            actions += [self._update(item, reason).action(), self._outcomes.put_action(outcome)]
        return actions

    def _update(self, item: AgentItem, reason: str) -> Update:
        now = self._clock()
        update = self._agents.update(item["username"], read=item).when({"calling_since": None} | user_knowledge(item))
        # A run of provision that has read the agent must not begin with it now.
        update.set({"revision": next_revision(item), "status_reason": reason, "updated_at": timestamp(now)})
        update.set(told_state(item, now))
        return update.remove(*AWAITED, "wanted_since", "requeued", "requeued_at", "retry")

    def _wake(self, item: AgentItem) -> None:
        """Wake provision for an agent that otherwise comes back from the retry queue, in minutes."""
        if "retry" not in item or is_woken(item):
            return
        update = self._agents.update(item["username"], read=item)
        # If it changed meanwhile, it is woken by that.
        with contextlib.suppress(StaleReadError):
            self._agents.apply(update.set({"requeued_at": timestamp(self._clock())}))


def why_given_up(record: ImportRecord) -> str:
    """Say why lines of a stopped import are given up."""
    if by := record.get("stopped_by"):
        return f"Given up: {by} stopped the import at {record.get('stopped_at')}"
    return "Given up: a newer upload of the file came first, and it does not change this agent"
