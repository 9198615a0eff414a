"""Writes back what became of an agent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from provision.provision_result import ConnectProgress, ProvisionResult
from roster.agent import FACETS, AgentItem, next_revision
from roster.agent_completion import AgentCompletion, Ending
from roster.agents_table import AgentsTable, user_knowledge
from roster.clock import Clock, expiry
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update

REMOVED_DAYS: Final = 30
"""How long a removed agent's item stays: longer than the failure queue keeps what may still concern it."""

_DELETED: Final = (
    "The agent's item was deleted from the agents table before it was provisioned; upload the directory again to have "
    "the agent back"
)

_TRIES: Final = 20


class AgentRecorder:
    """Writes agents' progress and outcomes.

    Args:
        agents: the agents table.
        conclusions: writes the ends of agents' waits.
        clock: tells the time.
    """

    def __init__(self, agents: AgentsTable, conclusions: AgentCompletion, clock: Clock) -> None:
        self._agents = agents
        self._conclusions = conclusions
        self._clock = clock

    def conclude(self, item: AgentItem, progress: ConnectProgress, result: ProvisionResult) -> bool:
        """Write an agent's outcome: its status, and the outcome and counts of the import that waits for it.

        Args:
            item: the agent as it was read; nothing is concluded if it changed since.
            progress: what is true in Connect.
            result: what became of the agent.

        Returns:
            Whether it was written. If not, the agent changed meanwhile, or another run told Connect something.
        """
        ending = Ending(result.outcome, result.reason, progress.user_id or item.get("user_id"))
        try:
            self._conclusions.write(self._conclusion(item, progress, result), item, ending)
        except StaleReadError:
            return False
        return True

    def save(self, item: AgentItem, progress: ConnectProgress) -> bool:
        """Write progress only, unless another run wrote its own since the item was read.

        The agent still waits, so this brings it back.

        Returns:
            Whether the item says now what is true in Connect.
        """
        if progress == ConnectProgress.of(item):
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

    def reopen(self, item: AgentItem, progress: ConnectProgress) -> bool:
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
        before = ConnectProgress.of(item)
        told = {facet for facet in FACETS if progress.applied.get(facet) != before.applied.get(facet)}
        for _ in range(_TRIES):
            now = self._agents.read(item["username"])
            if now is None:
                return False
            known = {facet: value for facet, value in ConnectProgress.of(now).applied.items() if facet not in told}
            values = {"status": "PENDING", "revision": next_revision(now), "applied": known or None}
            update = self._agents.update(item["username"], read=now).when(user_knowledge(now)).set(values)
            try:
                self._agents.apply(update.remove("status_reason", "expires_at"))
            except StaleReadError:
                continue
            return True
        raise RetryableError("Others kept writing the agent")

    def count_out(self, removed: Mapping[str, Any], *, now: AgentItem | None) -> None:
        """Have the import that still waits for an agent go on without it, because somebody deleted its item.

        Args:
            removed: the item as it was.
            now: the item that there is meanwhile.

        Raises:
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        if now is None or now.get("awaited_by") != removed.get("awaited_by"):
            self._conclusions.write_deleted(removed, Ending("failed", _DELETED, removed.get("user_id")))

    def _conclusion(self, item: AgentItem, progress: ConnectProgress, result: ProvisionResult) -> Update:
        removed = result.outcome == "removed"
        values: dict[str, Any] = progress.attributes() | {
            # A failure does not say how the user came to be; the next outcome does.
            "begun": progress.begun if result.outcome == "failed" else None,
            "status": result.status,
            "status_reason": result.reason,
            "expires_at": expiry(self._clock(), REMOVED_DAYS) if removed else None,
        }
        wanted: Mapping[str, Any] = item
        return (
            self._agents.update(item["username"], read=item)
            # Others may change the wanted state without a new revision.
            .when({name: wanted.get(name) for name in ("state", *FACETS)})
            .when(user_knowledge(item))
            .set(values)
        )
