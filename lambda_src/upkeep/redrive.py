"""Sends the events in the failure queue to ingest again, and requeues agents whose stream records were lost.

A task of `HourlyTasks`. A message is deleted only after its work was handed on. One that stays is made visible again,
so that its alarm goes on and somebody can look at it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from upkeep.failure_messages import FailedEvent, LostRecords, LostTurn, read_failure
from upkeep.failure_queue import FailureQueue, ReceiptHandle
from upkeep.function_invocations import IngestFunction, UploadVersion
from upkeep.pending_agents import PendingAgents
from upkeep.stuck_imports import StuckImports


@dataclass(slots=True)
class RedriveResult:
    """What became of the messages; part of the function's answer.

    Attributes:
        replayed: events that were sent to ingest again.
        positions: messages about lost stream records whose agents or imports were requeued.
        requeued: agents that were requeued for them.
        failed: agents that ended FAILED, because trying again did not help.
        left: messages that stay for somebody to look at.
    """

    replayed: int = 0
    positions: int = 0
    requeued: int = 0
    failed: int = 0
    left: int = 0


class Redrive:
    """Works through the failure queue.

    Args:
        queue: the queue.
        ingest: takes failed events again.
        pending: requeues agents for provision.
        imports: invokes report for imports without pending agents.
        agents_table: name of the table whose stream invokes provision.
        files_table: name of the table whose stream invokes report.
    """

    def __init__(
        self,
        queue: FailureQueue,
        ingest: IngestFunction,
        pending: PendingAgents,
        imports: StuckImports,
        *,
        agents_table: str,
        files_table: str,
    ) -> None:
        self._queue = queue
        self._ingest = ingest
        self._pending = pending
        self._imports = imports
        self._agents_table = agents_table
        self._files_table = files_table

    def run(self, max_replays: int, handled: set[UploadVersion], time_is_up: Callable[[], bool]) -> RedriveResult:
        """Work through every message.

        Args:
            max_replays: how often an event is replayed before its message stays.
            handled: the uploads of every failed event are added, so that no other task sends them to ingest.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            botocore.exceptions.ClientError: a service refused; what was not handed on stays in the queue.
        """
        result = RedriveResult()
        kept: list[ReceiptHandle] = []
        lost: list[tuple[ReceiptHandle, LostRecords]] = []
        try:
            for handle, body in self._queue.messages():
                kept.append(handle)
                if time_is_up():
                    break
                failure = read_failure(body)
                if isinstance(failure, LostRecords) and failure.table in {self._agents_table, self._files_table}:
                    lost.append((handle, failure))
                elif self._is_handed_on(failure, max_replays, handled, result):
                    self._queue.delete(handle)
                    kept.remove(handle)
            for handle in self._requeue(lost, result, time_is_up):
                self._queue.delete(handle)
                kept.remove(handle)
        finally:
            for handle in kept:
                self._queue.put_back(handle)
        result.left = len(kept)
        return result

    def _is_handed_on(
        self,
        failure: FailedEvent | LostRecords | LostTurn | None,
        max_replays: int,
        handled: set[UploadVersion],
        result: RedriveResult,
    ) -> bool:
        """Hand a message's work on if that can be done at once, and return whether it can be deleted."""
        if isinstance(failure, FailedEvent):
            return self._replay(failure, max_replays, handled, result)
        if isinstance(failure, LostTurn):
            requeue = self._pending.requeue_agent(failure.username)
            result.requeued += requeue.requeued
            result.failed += requeue.failed
            # An agent without an item may have left a user behind, which somebody has to look at.
            return requeue.found > 0
        return False

    def _replay(
        self, failure: FailedEvent, max_replays: int, handled: set[UploadVersion], result: RedriveResult
    ) -> bool:
        """Send an event to ingest again, unless it was replayed often enough.

        Returns:
            Whether its message can be deleted.
        """
        if failure.replays >= max_replays:
            handled |= failure.versions
            return False
        if not failure.versions <= handled:  # otherwise another message had the same uploads
            self._ingest.invoke(failure.replayed())
            handled |= failure.versions
            result.replayed += 1
        return True

    def _requeue(
        self, lost: list[tuple[ReceiptHandle, LostRecords]], result: RedriveResult, time_is_up: Callable[[], bool]
    ) -> list[ReceiptHandle]:
        """Requeue the agents and imports that lost stream records may have been about.

        Returns:
            The messages that can be deleted.
        """
        handles: list[ReceiptHandle] = []
        of_agents = [(handle, records.until) for handle, records in lost if records.table == self._agents_table]
        if of_agents:
            requeue = self._pending.requeue_waiting_since(max(until for _, until in of_agents), time_is_up)
            result.requeued += requeue.requeued
            result.failed += requeue.failed
            handles += [handle for handle, _ in of_agents] if requeue.complete else []
        of_files = [handle for handle, records in lost if records.table == self._files_table]
        if of_files:
            self._imports.wake_reports()
            handles += of_files
        result.positions = len(handles)
        return handles
