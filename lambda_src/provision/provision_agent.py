"""Provisions one agent: reads its item, makes the calls to Amazon Connect, writes the result. Called by the handler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from provision.agent_recorder import AgentRecorder
from provision.connect.errors import InstanceFullError, OutOfTimeError, QuotaFullError
from provision.invocation_metrics import InvocationMetrics
from provision.provision_result import ConnectProgress, ProvisionResult
from provision.remove_user import UserRemoval
from provision.retrying.turn import MAX_AGE, Turn
from provision.stopped_imports import StoppedImports
from provision.upsert_user import UserUpsert
from provision.wanted_state import UNUSABLE
from roster.agent import AgentItem, is_source
from roster.agents_table import AgentsTable
from roster.clock import Clock
from roster.errors import PermanentError
from roster.logs import build_logger
from roster.refusals import is_refusal

_GIVEN_UP: Final = (
    "Trying again for {hours} hours did not help; the last time: {error}. Once the cause is mended, put the agent back "
    "with `rollcall retry`."
)

logger = build_logger()


class AgentProvisioner:
    """Provisions one agent at a time in each thread.

    Args:
        agents: the agents table.
        upsert: brings users to their wanted state.
        removal: removes users that no item leads to.
        recorder: writes results and progress to the agents table.
        stopped: knows which imports were stopped.
        metrics: counts results.
        clock: tells the time.
    """

    def __init__(
        self,
        agents: AgentsTable,
        *,
        upsert: UserUpsert,
        removal: UserRemoval,
        recorder: AgentRecorder,
        stopped: StoppedImports,
        metrics: InvocationMetrics,
        clock: Clock,
    ) -> None:
        self._agents = agents
        self._upsert = upsert
        self._removal = removal
        self._recorder = recorder
        self._stopped = stopped
        self._metrics = metrics
        self._clock = clock

    def provision(
        self,
        username: str,
        *,
        removed: Sequence[Mapping[str, Any]] = (),
        turn: Turn | None = None,
        waits_for_room: bool = False,
    ) -> ProvisionResult | None:
        """Bring one agent to its wanted state, if it waits for that.

        Args:
            username: the agent.
            removed: its item as it was each time that somebody deleted it; the user of such an item is removed.
            turn: what brought it; is told the item as it was read.
            waits_for_room: whether it is tried once more, if the instance has no room for its user.

        Returns:
            What became of it; None if there was nothing to do, or the agent changed meanwhile and comes again.

        Raises:
            roster.errors.RetryableError: trying again may help, and was not done for too long.
            InstanceFullError: there is no room for its user, and it waits for that.
            PermanentError: the user of an item that was deleted meanwhile can't be deleted.
            botocore.exceptions.ClientError: a store refused, so the agent has to come again.
            botocore.exceptions.BotoCoreError: a store can't be reached, likewise.
        """
        turn = turn if turn is not None else Turn(username, removed)
        turn.item = item = self._agents.read(username)
        logger.thread_safe_append_keys(**_log_origin(item or (removed[-1] if removed else {})))
        for image in removed:
            self._recorder.fail_deleted(image, now=item)
        if item is None:
            return self._remove_users_of_deleted_items(removed)
        if item.get("status") not in (None, "PENDING") or not turn.is_due(item, self._clock()):
            return None
        if self._stopped.give_up(item) or not self._recorder.note_calls(item, turn.ahead_for):
            return None
        return self._provision_item(item, turn, waits_for_room=waits_for_room)

    def _provision_item(self, item: AgentItem, turn: Turn, *, waits_for_room: bool) -> ProvisionResult | None:
        progress = ConnectProgress.from_item(item)
        try:
            result = self._upsert.upsert(item, progress)
        except PermanentError as error:
            if waits_for_room and isinstance(error, InstanceFullError):
                self._save_progress(item, progress)
                raise
            result = ProvisionResult("failed", str(error))
            if isinstance(error, QuotaFullError):
                self._metrics.count_full_quota()
        except Exception as error:
            failed = self._failed_by(error, item, turn)
            if failed is None:
                self._save_progress(item, progress)
                raise
            result = failed
        result = replace(result, profile_moves=tuple(progress.profile_moves))
        if self._recorder.record_result(item, progress, result):
            self._metrics.count_outcome(result.outcome, item)
            return result
        self._save_progress(item, progress)
        return None

    def _failed_by(self, error: Exception, item: AgentItem, turn: Turn) -> ProvisionResult | None:
        """Return what an error makes of an agent; None if it is tried again."""
        if not is_refusal(error):
            # Others write the table too, and `wanted_state` can't know all that they may leave there.
            logger.exception("The agent's item can't be used")
            return ProvisionResult("failed", f"{UNUSABLE}: {type(error).__name__}, {error}")
        if isinstance(error, OutOfTimeError):
            return None
        if why_not_again := self._stopped.why_not_again(item, error):
            return ProvisionResult("failed", why_not_again)
        if not turn.gives_up(item, self._clock()):
            return None
        return ProvisionResult("failed", _GIVEN_UP.format(hours=MAX_AGE // timedelta(hours=1), error=error))

    def _remove_users_of_deleted_items(self, removed: Sequence[Mapping[str, Any]]) -> ProvisionResult | None:
        last = None
        for image in removed:
            result = self._removal.remove_user_of_deleted_item(image)
            if result is not None:
                self._metrics.count_outcome(result.outcome, image)
                last = result
        return last

    def _save_progress(self, item: AgentItem, progress: ConnectProgress) -> None:
        """Write what is known of an agent that is not done, so that its next run goes on from there."""
        if self._recorder.save_progress(item, progress) or self._recorder.provision_again(item, progress):
            return
        # Its item was deleted meanwhile. A user that this run created is in no item, so no later run would remove it.
        if progress.begun == "created" and progress.user_id != item.get("user_id"):
            self._removal.remove_orphan(progress)


def _log_origin(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the import and line that an agent's wanted state came from, for the log."""
    source = item.get("source")
    found = {"import_id": item.get("import_id"), "line": source["line"] if is_source(source) else None}
    return {name: value for name, value in found.items() if value is not None}
