"""Takes up what waits in the failure queue.

A message is deleted after its work was handed on, never before. What stays is made visible again, for its alarm and
for whoever looks at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from upkeep.failure_messages import FailedEvent, LostRecords, read_failure
from upkeep.function_invocations import IngestFunction, Version
from upkeep.pending_agents import PendingAgents
from upkeep.stuck_imports import StuckImports

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_HIDDEN_SECONDS: Final = 900
"""As long as the function may run at most, so that no other run takes up the same messages."""

Handle = str


class FailureQueue:
    """The failure queue.

    Args:
        client: an Amazon SQS client.
        url: the queue's URL.
    """

    def __init__(self, client: SQSClient, url: str) -> None:
        self._client = client
        self._url = url

    def messages(self) -> Iterator[tuple[Handle, str]]:
        """Take messages, with their bodies, until there are no more; nobody else sees them meanwhile."""
        while True:
            answer = self._client.receive_message(
                QueueUrl=self._url, MaxNumberOfMessages=10, WaitTimeSeconds=1, VisibilityTimeout=_HIDDEN_SECONDS
            )
            if not answer.get("Messages"):
                return
            for message in answer["Messages"]:
                yield message["ReceiptHandle"], message["Body"]

    def delete(self, handle: Handle) -> None:
        """Delete a message."""
        self._client.delete_message(QueueUrl=self._url, ReceiptHandle=handle)

    def put_back(self, handle: Handle) -> None:
        """Let everybody see a message again."""
        self._client.change_message_visibility(QueueUrl=self._url, ReceiptHandle=handle, VisibilityTimeout=0)


@dataclass(slots=True)
class Redriven:
    """What became of the messages.

    Attributes:
        replayed: events that were handed to ingest again.
        positions: messages about stream records that were given up, answered by a requeue.
        requeued: agents that wake provision again for that.
        failed: agents that ended FAILED, as no try helped.
        left: messages that stay for somebody to look at.
    """

    replayed: int = 0
    positions: int = 0
    requeued: int = 0
    failed: int = 0
    left: int = 0


class Redrive:
    """Takes up what waits in the failure queue.

    Args:
        queue: the queue.
        ingest: takes events.
        pending: what waits for provision.
        imports: what waits for report.
        agents_table: name of the table whose stream wakes provision.
        files_table: name of the table whose stream wakes report.
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

    def run(self, max_replays: int, handed: set[Version], time_is_up: Callable[[], bool]) -> Redriven:
        """Take up every message.

        Args:
            max_replays: how often an event is replayed before its message stays.
            handed: gets the uploads of every failed event, so that nobody else hands them on in this run.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            botocore.exceptions.ClientError: a service refused; what was not handed on stays in the queue.
        """
        done = Redriven()
        kept: list[Handle] = []
        lost: list[tuple[Handle, LostRecords]] = []
        try:
            for handle, body in self._queue.messages():
                kept.append(handle)
                if time_is_up():
                    break
                failure = read_failure(body)
                if isinstance(failure, LostRecords) and failure.table in {self._agents_table, self._files_table}:
                    lost.append((handle, failure))
                elif isinstance(failure, FailedEvent) and self._replay(failure, max_replays, handed, done):
                    self._queue.delete(handle)
                    kept.remove(handle)
            for handle in self._requeue(lost, done, time_is_up):
                self._queue.delete(handle)
                kept.remove(handle)
        finally:
            for handle in kept:
                self._queue.put_back(handle)
        done.left = len(kept)
        return done

    def _replay(self, failure: FailedEvent, max_replays: int, handed: set[Version], done: Redriven) -> bool:
        """Hand an event on, unless it was replayed often enough.

        Returns:
            Whether its message is done with.
        """
        if failure.replays >= max_replays:
            handed |= failure.versions
            return False
        if not failure.versions <= handed:  # else another message told of the same uploads
            self._ingest.invoke(failure.replayed())
            handed |= failure.versions
            done.replayed += 1
        return True

    def _requeue(
        self, lost: list[tuple[Handle, LostRecords]], done: Redriven, time_is_up: Callable[[], bool]
    ) -> list[Handle]:
        """Wake whoever the records that were given up would have woken; return the messages that are done with."""
        handles: list[Handle] = []
        of_agents = [(handle, records.until) for handle, records in lost if records.table == self._agents_table]
        if of_agents:
            requeued = self._pending.requeue_lost(max(until for _, until in of_agents), time_is_up)
            done.requeued, done.failed = requeued.requeued, requeued.failed
            handles += [handle for handle, _ in of_agents] if requeued.whole else []
        of_files = [handle for handle, records in lost if records.table == self._files_table]
        if of_files:
            self._imports.wake_reports()
            handles += of_files
        done.positions = len(handles)
        return handles
