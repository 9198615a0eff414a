"""Writes back what became of an agent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from provision.verdict import Progress, Verdict
from provision.wanted import is_source
from roster.agent import FACETS, AgentItem
from roster.agents_table import AgentsTable, user_knowledge
from roster.clock import Clock, expiry, timestamp
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.outcomes_table import Outcome, OutcomesTable
from roster.transactions import ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

REMOVED_DAYS: Final = 30
"""How long a removed agent's item stays: longer than the failure queue keeps what may still concern it."""

_DELETED: Final = (
    "The agent's item was deleted from the agents table before it was provisioned; upload the directory again to have "
    "the agent back"
)

_ABSENT: Final = object()

_TRIES: Final = 20


class Recorder:
    """Writes agents' progress and outcomes.

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

    def conclude(self, item: AgentItem, progress: Progress, verdict: Verdict) -> bool:
        """Write an agent's outcome: its status, and the outcome and counts of the import that waits for it.

        Args:
            item: the agent as it was read; nothing is concluded if it changed since.
            progress: what is true in Connect.
            verdict: what became of the agent.

        Returns:
            Whether it was written. If not, the agent changed meanwhile, or another run told Connect something.
        """
        update = self._conclusion(item, progress, verdict)
        user_id = progress.user_id or item.get("user_id")
        try:
            write_together(self._dynamodb, [update.action(), *self._import_actions(item, user_id, verdict)])
        except ConditionsFailedError as error:
            if 0 in error.indexes:
                return False
        else:
            return True
        # The record of the import is gone, expired or deleted, so nobody counts any more.
        try:
            self._agents.apply(update)
        except StaleReadError:
            return False
        return True

    def save(self, item: AgentItem, progress: Progress) -> bool:
        """Write progress only, unless another run wrote its own since the item was read.

        The agent still waits, so this brings it back.

        Returns:
            Whether the item says now what is true in Connect.
        """
        if progress == Progress.of(item):
            return True
        values = progress.attributes()
        if progress.user_id is None:
            # No user has it, so a secret that the item got meanwhile counts.
            del values["password_secret"]
        update = self._agents.update_user(item["username"], read=item).set(values)
        try:
            self._agents.apply(update)
        except StaleReadError:
            return False
        return True

    def reopen(self, item: AgentItem, progress: Progress) -> bool:
        """Have an agent provisioned again whose user this run changed while another run was at it.

        Which of the two Connect heard last can't be known, so the item no longer says so.

        Args:
            item: the agent as it was read.
            progress: what this run knows.

        Returns:
            Whether there still is such an agent.

        Raises:
            RetryableError: others kept writing the agent.
        """
        before = Progress.of(item)
        told = {facet for facet in FACETS if progress.applied.get(facet) != before.applied.get(facet)}
        for _ in range(_TRIES):
            now = self._agents.read(item["username"])
            if now is None:
                return False
            known = {facet: value for facet, value in Progress.of(now).applied.items() if facet not in told}
            values = {"status": "PENDING", "revision": now.get("revision", 0) + 1, "applied": known or None}
            update = self._agents.update(item["username"], read=now).when(user_knowledge(now)).set(values)
            try:
                self._agents.apply(update.remove("status_reason", "expires_at"))
            except StaleReadError:
                continue
            return True
        raise RetryableError("Others kept writing the agent")

    def count_out(self, removed: Mapping[str, Any], *, now: AgentItem | None) -> None:
        """Have the import that still waits for an agent go on without it, because somebody deleted its item.

        Safe to repeat: while an import waits for a line, it has no outcome of it.

        Args:
            removed: the item as it was.
            now: the item that there is meanwhile.

        Raises:
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        import_id = removed.get("awaited_by")
        if not isinstance(import_id, str) or (now is not None and now.get("awaited_by") == import_id):
            return
        actions = self._import_actions(removed, removed.get("user_id"), Verdict("failed", _DELETED), first=True)
        if not actions:
            return
        try:
            write_together(self._dynamodb, actions)
        except ConditionsFailedError:
            return  # counted before, or the record of the import is gone

    def _conclusion(self, item: AgentItem, progress: Progress, verdict: Verdict) -> Update:
        now = self._clock()
        removed = verdict.outcome == "removed"
        values: dict[str, Any] = progress.attributes() | {
            "begun": None,
            "status": verdict.status,
            "status_reason": verdict.reason,
            "updated_at": timestamp(now),
            "expires_at": expiry(now, REMOVED_DAYS) if removed else None,
        }
        wanted: Mapping[str, Any] = item
        return (
            self._agents.update(item["username"], read=item)
            # Others may change the wanted state without a new revision. (A value of NULL can't be a condition.)
            .when({name: wanted.get(name) for name in ("state", *FACETS) if wanted.get(name, _ABSENT) is not None})
            .when(user_knowledge(item))
            .set(values)
            .add({"attempts": 1})
            .remove("awaited_by")
        )

    def _import_actions(
        self, item: Mapping[str, Any], user_id: str | None, verdict: Verdict, *, first: bool = False
    ) -> list[dict[str, Any]]:
        """Return the writes that the import gets which counts the agent among its pending ones.

        Args:
            item: the agent.
            user_id: its Connect user.
            verdict: what became of it.
            first: whether the line must not have an outcome yet.
        """
        import_id, source = item.get("awaited_by"), item.get("source")
        if import_id is None or source is None or not is_source(source):
            return []
        now = self._clock()
        outcome: Outcome = {
            "import_id": import_id,
            "line": source["line"],
            "username": item["username"],
            "outcome": verdict.outcome,
            "reason": verdict.reason,
            "user_id": user_id,
            "at": timestamp(now),
            "expires_at": expiry(now, self._retention_days),
        }
        counts = {"pending": -1, verdict.outcome: 1}
        return [
            self._outcomes.put_action(outcome, first=first),
            self._files.count_action(source["key"], source["sequencer"], counts, at=timestamp(now)),
        ]
