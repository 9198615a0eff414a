"""Provisions one agent: reads it, has Connect told, writes back what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.agent_recorder import AgentRecorder
from provision.connect.errors import QuotaFullError
from provision.invocation_metrics import InvocationMetrics
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.remove_user import UserRemoval
from provision.upsert_user import UserUpsert
from roster.agent import AgentItem, is_source
from roster.agents_table import AgentsTable
from roster.errors import PermanentError, RetryableError

logger = Logger()


class AgentProvisioner:
    """Provisions one agent at a time in each thread.

    Args:
        agents: the agents table.
        upsert: makes and changes users, and has them removed.
        removals: removes users that no item leads to.
        recorder: writes back what became of an agent.
        metrics: counts what became of them.
    """

    def __init__(
        self,
        agents: AgentsTable,
        *,
        upsert: UserUpsert,
        removals: UserRemoval,
        recorder: AgentRecorder,
        metrics: InvocationMetrics,
    ) -> None:
        self._agents = agents
        self._upsert = upsert
        self._removals = removals
        self._recorder = recorder
        self._metrics = metrics

    def provision(self, username: str, *, removed: Sequence[Mapping[str, Any]] = ()) -> ProvisionResult | None:
        """Bring one agent to its wanted state, if it waits for that.

        Args:
            username: the agent.
            removed: its item as it was each time that somebody deleted it, which removes the user too.

        Returns:
            What became of it; None if there was nothing to do, or the agent changed meanwhile and comes again.

        Raises:
            RetryableError: trying again may help.
            PermanentError: a user that was made in vain can't be deleted.
            botocore.exceptions.ClientError: a store refused, so the agent has to come again.
            botocore.exceptions.BotoCoreError: a store can't be reached, likewise.
        """
        item = self._agents.read(username)
        logger.thread_safe_append_keys(**_origin(item or (removed[-1] if removed else {})))
        for image in removed:
            self._recorder.count_out(image, now=item)
        if item is None:
            return self._remove_deleted(removed)
        if item.get("status") not in (None, "PENDING"):
            return None
        progress = ConnectProgress.of(item)
        try:
            result = self._upsert.reach(item, progress)
        except PermanentError as error:
            result = ProvisionResult("failed", str(error))
            if isinstance(error, QuotaFullError):
                self._metrics.quota_full()
        except (RetryableError, ClientError, BotoCoreError):
            self._keep(item, progress)
            raise
        if self._recorder.conclude(item, progress, result):
            self._metrics.outcome(result.outcome, item)
            return result
        self._keep(item, progress)
        return None

    def _remove_deleted(self, removed: Sequence[Mapping[str, Any]]) -> ProvisionResult | None:
        last = None
        for image in removed:
            result = self._removals.remove_deleted(image)
            if result is not None:
                self._metrics.outcome(result.outcome, image)
                last = result
        return last

    def _keep(self, item: AgentItem, progress: ConnectProgress) -> None:
        """Keep what is known of an agent that is not done, so that its next run goes on from there."""
        if self._recorder.save(item, progress) or self._recorder.reopen(item, progress):
            return
        # Its item was deleted meanwhile, so nothing leads to a user that was made for it.
        if progress.begun == "created" and progress.user_id != item.get("user_id"):
            self._removals.drop(progress)


def _origin(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the log says of where an agent's wanted state came from."""
    source = item.get("source")
    found = {"import_id": item.get("import_id"), "line": source["line"] if is_source(source) else None}
    return {name: value for name, value in found.items() if value is not None}
