"""The use case: one task after the other, each on its own feet."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from roster.clock import Clock
from roster.errors import RollcallError
from upkeep.function_invocations import Version
from upkeep.lost_uploads import LostUploads
from upkeep.redactions import Redactions
from upkeep.redrive import Redrive
from upkeep.request import Request
from upkeep.stuck_imports import ImportsFound, StuckImports

logger = Logger()


@dataclass(slots=True)
class Done:
    """What a run did.

    Attributes:
        tasks: what each task found and did, by its name.
        gauges: metrics.
        failed: names of the tasks that could not be done; the next run tries them again.
    """

    tasks: dict[str, Any] = field(default_factory=dict)
    gauges: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


class HourlyTasks:
    """Takes up what got stuck, and deletes what has had its time.

    Any number of runs may be under way: whatever they do twice has one effect.

    Args:
        redrive: the failure queue.
        imports: imports without progress.
        redactions: redactions that were interrupted.
        lost_uploads: uploads without a record.
        delete_expired_passwords: does that, unless the time is up, and returns how many there were.
        clock: tells the time.
    """

    def __init__(
        self,
        redrive: Redrive,
        imports: StuckImports,
        redactions: Redactions,
        lost_uploads: LostUploads,
        delete_expired_passwords: Callable[[Callable[[], bool]], int],
        clock: Clock,
    ) -> None:
        self._redrive = redrive
        self._imports = imports
        self._redactions = redactions
        self._lost_uploads = lost_uploads
        self._delete_expired_passwords = delete_expired_passwords
        self._clock = clock

    def run(self, request: Request, time_is_up: Callable[[], bool]) -> Done:
        """Run all tasks; one that fails leaves the others alone.

        Args:
            request: how to go about it.
            time_is_up: whether to leave the rest to the next run.
        """
        done = Done()
        handed: set[Version] = set()
        idle = request.idle_seconds
        # The failure queue first: what waits there is not handed on a second time by the others.
        tasks: dict[str, Callable[[], Any]] = {
            "failure_queue": lambda: dataclasses.asdict(self._redrive.run(request.max_replays, handed, time_is_up)),
            "imports": lambda: self._take_up_imports(idle, handed, time_is_up, done),
            "redactions": lambda: self._redactions.finish(idle, handed, time_is_up),
            "lost_uploads": lambda: self._lost_uploads.take_in(idle, handed, time_is_up),
            "expired_passwords": lambda: self._delete_expired_passwords(time_is_up),
            "oldest_pending_seconds": lambda: self._oldest_pending_seconds(time_is_up, done),
        }
        for name, task in tasks.items():
            try:
                done.tasks[name] = task()
            except (RollcallError, ClientError, BotoCoreError):
                logger.exception("A task of upkeep could not be done", extra={"task": name})
                done.failed.append(name)
        return done

    def _take_up_imports(
        self, idle_seconds: int, handed: set[Version], time_is_up: Callable[[], bool], done: Done
    ) -> dict[str, Any]:
        found: ImportsFound = self._imports.take_up(idle_seconds, handed, time_is_up)
        done.gauges |= {"UnfinishedImports": found.unfinished, "StalledImports": found.stalled}
        return dataclasses.asdict(found)

    def _oldest_pending_seconds(self, time_is_up: Callable[[], bool], done: Done) -> float:
        since = self._imports.oldest_pending(time_is_up)
        seconds = max(0.0, (self._clock() - since).total_seconds()) if since else 0.0
        done.gauges["OldestPendingSeconds"] = seconds
        return seconds
