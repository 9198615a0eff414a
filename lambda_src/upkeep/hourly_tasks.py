"""Runs the tasks of an hour; one that fails does not stop the next. Called by the handler."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from roster.clock import Clock
from roster.logs import build_logger
from upkeep.daily_comparison import DailyComparison
from upkeep.function_invocations import UploadVersion
from upkeep.interrupted_redactions import InterruptedRedactions
from upkeep.item_guard import UnreadableItems
from upkeep.lost_uploads import LostUploads
from upkeep.oldest_pending import OldestPending
from upkeep.redrive import Redrive
from upkeep.request import UpkeepRequest
from upkeep.stuck_imports import StuckImports, StuckImportsResult

logger = build_logger()


@dataclass(slots=True)
class UpkeepResult:
    """What a run did.

    Attributes:
        tasks: what each task found and did, by its name.
        gauges: values of metrics, by name.
        failed: names of the tasks that could not be done; the next run tries them again.
    """

    tasks: dict[str, Any] = field(default_factory=dict)
    gauges: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


class HourlyTasks:
    """The tasks: what failed or got stuck is tried again, expired passwords are deleted, Connect is compared.

    Several runs at the same time do no harm: what two of them do has the effect of one.

    Args:
        redrive: works through the failure queue.
        imports: resumes imports without progress.
        redactions: finishes redactions that were interrupted.
        lost_uploads: sends ingest the uploads that it got no event for.
        delete_expired_passwords: takes `time_is_up`, and returns how many were deleted.
        oldest_pending: finds the agent that waits longest.
        comparison: compares Connect with the agents table once a day.
        clock: tells the time.
        unreadable: where the tasks note what they can't read.
    """

    def __init__(
        self,
        redrive: Redrive,
        imports: StuckImports,
        redactions: InterruptedRedactions,
        lost_uploads: LostUploads,
        delete_expired_passwords: Callable[[Callable[[], bool]], int],
        oldest_pending: OldestPending,
        comparison: DailyComparison,
        clock: Clock,
        unreadable: UnreadableItems,
    ) -> None:
        self._redrive = redrive
        self._imports = imports
        self._redactions = redactions
        self._lost_uploads = lost_uploads
        self._delete_expired_passwords = delete_expired_passwords
        self._oldest_pending = oldest_pending
        self._comparison = comparison
        self._clock = clock
        self._unreadable = unreadable

    def run(self, request: UpkeepRequest, time_is_up: Callable[[], bool]) -> UpkeepResult:
        """Run all tasks in their order, whether or not one fails.

        Args:
            request: the event of the invocation.
            time_is_up: whether to leave the rest to the next run.
        """
        result = UpkeepResult()
        self._unreadable.clear()
        handled: set[UploadVersion] = set()
        idle = request.idle_seconds
        # The failure queue first, so that the other tasks leave the uploads of its messages alone.
        tasks: dict[str, Callable[[], Any]] = {
            "failure_queue": lambda: dataclasses.asdict(self._redrive.run(request.max_replays, handled, time_is_up)),
            "imports": lambda: self._resume_imports(idle, handled, time_is_up, result),
            "redactions": lambda: self._redactions.finish_all(idle, handled, time_is_up),
            "lost_uploads": lambda: self._lost_uploads.ingest_all(idle, handled, time_is_up),
            "unended_uploads": lambda: self._count_unended(idle, result),
            "expired_passwords": lambda: self._delete_expired_passwords(time_is_up),
            "oldest_pending_seconds": lambda: self._oldest_pending_seconds(time_is_up, result),
        }
        if request.is_scheduled:
            # The last, as it takes all the time that is left.
            tasks["drift"] = lambda: self._compare(time_is_up, result)
        for name, task in tasks.items():
            try:
                result.tasks[name] = task()
            except Exception:
                logger.exception("A task of upkeep could not be done", extra={"task": name})
                result.failed.append(name)
        result.gauges["UnreadableItems"] = len(self._unreadable)
        return result

    def _resume_imports(
        self, idle_seconds: int, handled: set[UploadVersion], time_is_up: Callable[[], bool], result: UpkeepResult
    ) -> dict[str, Any]:
        found: StuckImportsResult = self._imports.resume_all(idle_seconds, handled, time_is_up)
        result.gauges |= {"UnfinishedImports": found.unfinished, "StalledImports": found.stalled}
        return dataclasses.asdict(found)

    def _compare(self, time_is_up: Callable[[], bool], result: UpkeepResult) -> dict[str, Any]:
        found = self._comparison.run(time_is_up)
        if found.missing is not None and found.changed is not None:
            result.gauges |= {
                "MissingAgents": found.missing,
                "ChangedAgents": found.changed,
                "DriftedAgents": found.missing + found.changed,
            }
        return dataclasses.asdict(found)

    def _count_unended(self, idle_seconds: int, result: UpkeepResult) -> int:
        amount = self._lost_uploads.count_unended(idle_seconds)
        result.gauges["UnendedUploads"] = amount
        return amount

    def _oldest_pending_seconds(self, time_is_up: Callable[[], bool], result: UpkeepResult) -> float:
        since = self._oldest_pending.since(time_is_up)
        seconds = max(0.0, (self._clock() - since).total_seconds()) if since else 0.0
        result.gauges["OldestPendingSeconds"] = seconds
        return seconds
