"""Sends the events in the failure queue to ingest again, and requeues agents whose stream records were lost.

A task of `HourlyTasks`. First the messages that are there are taken, then they are worked through: what comes later may
tell that one of these events has failed again, and waits for the next run. A message is deleted only when what it asks
for stands elsewhere: Lambda has accepted the event, another message has the same upload, or the agents are woken. One
that stays is made visible again, so that its alarm goes on and somebody can look at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from roster.s3_events import CreatedObject
from upkeep.failure_messages import FailedEvent, LostRecords, LostTurn, read_failure
from upkeep.failure_queue import FailureQueue, QueueMessage
from upkeep.function_invocations import IngestFunction, UploadVersion
from upkeep.item_guard import ItemGuard, UnreadableItems
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
        unreadable: those of them that can't be read, or are of no known kind.
        uploads: `key` and `version_id` of the uploads in the events that were sent.
    """

    replayed: int = 0
    positions: int = 0
    requeued: int = 0
    failed: int = 0
    left: int = 0
    unreadable: int = 0
    uploads: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Messages by what they say."""

    events: list[tuple[QueueMessage, FailedEvent]] = field(default_factory=list)
    turns: list[tuple[QueueMessage, LostTurn]] = field(default_factory=list)
    lost: list[tuple[QueueMessage, LostRecords]] = field(default_factory=list)


class Redrive:
    """Works through the failure queue. Several runs at the same time do no harm: what both do has one effect.

    Args:
        queue: the queue.
        ingest: takes failed events again.
        pending: requeues agents for provision.
        imports: invokes report for imports without pending agents.
        agents_table: name of the table whose stream invokes provision.
        files_table: name of the table whose stream invokes report.
        unreadable: what the run of upkeep could not read.
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
        unreadable: UnreadableItems,
    ) -> None:
        self._queue = queue
        self._ingest = ingest
        self._pending = pending
        self._imports = imports
        self._agents_table = agents_table
        self._files_table = files_table
        self._unreadable = unreadable

    def run(self, max_replays: int, handled: set[UploadVersion], time_is_up: Callable[[], bool]) -> RedriveResult:
        """Work through the messages that are there.

        Args:
            max_replays: how often an event is replayed before its message stays.
            handled: the uploads of every failed event are added, so that no other task sends them to ingest.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            RollcallError: something could not be done; its message stays in the queue.
            botocore.exceptions.ClientError: a service refused, likewise.
        """
        result = RedriveResult()
        guard = ItemGuard(self._unreadable)
        messages = self._queue.take_all(time_is_up)
        kept = {message.message_id: message for message in messages}

        def delete(done: Iterable[QueueMessage]) -> None:
            for message in done:
                self._queue.delete(message)
                del kept[message.message_id]

        try:
            taken = self._read(messages, guard)
            with guard("the events that ingest failed on"):
                self._replay(taken.events, max_replays, handled, result, delete, time_is_up)
            with guard("the agents whose tries broke off"):
                self._wake(taken.turns, result, delete, time_is_up)
            with guard("the stream records that were given up"):
                delete(self._requeue(taken.lost, result, time_is_up))
        finally:
            with guard("the messages that stay"):
                self._put_back(kept.values())
        result.left, result.unreadable = len(kept), guard.unreadable
        guard.finish()
        return result

    def _read(self, messages: Sequence[QueueMessage], guard: ItemGuard) -> _Taken:
        taken = _Taken()
        for message in messages:
            with guard(_name_of(message)):
                failure = read_failure(message.body)
                if isinstance(failure, FailedEvent):
                    taken.events.append((message, failure))
                elif isinstance(failure, LostTurn):
                    taken.turns.append((message, failure))
                elif failure is not None and failure.table in {self._agents_table, self._files_table}:
                    taken.lost.append((message, failure))
                else:
                    guard.note_unknown(_name_of(message))
        return taken

    def _wake(
        self,
        turns: list[tuple[QueueMessage, LostTurn]],
        result: RedriveResult,
        delete: Callable[[Iterable[QueueMessage]], None],
        time_is_up: Callable[[], bool],
    ) -> None:
        """Requeue the agents that messages of the retry queue were to bring back."""
        guard = ItemGuard(self._unreadable)
        for message, turn in turns:
            if time_is_up():
                break
            with guard(_name_of(message)):
                requeue = self._pending.requeue_agent(turn.username)
                result.requeued += requeue.requeued
                result.failed += requeue.failed
                # An agent without an item may have left a user behind, which somebody has to look at.
                if requeue.found > 0:
                    delete([message])
        guard.finish()

    def _replay(
        self,
        events: list[tuple[QueueMessage, FailedEvent]],
        max_replays: int,
        handled: set[UploadVersion],
        result: RedriveResult,
        delete: Callable[[Iterable[QueueMessage]], None],
        time_is_up: Callable[[], bool],
    ) -> None:
        """Send each event to ingest again, unless it was replayed often enough or another one has its uploads.

        The event that was replayed most often comes first, so that the count goes on from there.
        """
        guard = ItemGuard(self._unreadable)
        settled: set[CreatedObject] = set()
        for message, failure in sorted(events, key=lambda event: event[1].replays, reverse=True):
            if time_is_up():
                break
            with guard(_name_of(message)):
                if not failure.uploads <= settled:
                    handled |= failure.versions
                    if failure.replays >= max_replays:
                        settled |= failure.uploads
                        continue
                    self._ingest.invoke(failure.replayed())
                    settled |= failure.uploads
                    result.replayed += 1
                    result.uploads += [{"key": key, "version_id": version} for key, version in sorted(failure.versions)]
                delete([message])
        guard.finish()

    def _requeue(
        self, lost: list[tuple[QueueMessage, LostRecords]], result: RedriveResult, time_is_up: Callable[[], bool]
    ) -> list[QueueMessage]:
        """Requeue the agents and imports that lost stream records may have been about.

        Returns:
            The messages that can be deleted.
        """
        done: list[QueueMessage] = []
        of_agents = [(message, records.until) for message, records in lost if records.table == self._agents_table]
        if of_agents:
            requeue = self._pending.requeue_waiting_since(max(until for _, until in of_agents), time_is_up)
            result.requeued += requeue.requeued
            result.failed += requeue.failed
            done += [message for message, _ in of_agents] if requeue.complete else []
        of_files = [message for message, records in lost if records.table == self._files_table]
        if of_files and not time_is_up():
            self._imports.wake_reports()
            done += of_files
        result.positions = len(done)
        return done

    def _put_back(self, messages: Iterable[QueueMessage]) -> None:
        guard = ItemGuard(self._unreadable)
        for message in messages:
            with guard(_name_of(message)):
                self._queue.put_back(message)
        guard.finish()


def _name_of(message: QueueMessage) -> str:
    return f"message {message.message_id} of the failure queue"
