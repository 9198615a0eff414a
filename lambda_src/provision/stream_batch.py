"""Works through a stream's batch, some agents at a time.

One after another they would not use the quota: an agent takes several calls of a few hundred milliseconds each, to
different APIs with a quota each. The pacer says when each call's turn is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from typing import Any, Final

from provision.connect.errors import OutOfTimeError
from provision.pacing.pacer import Pacer
from roster.streams import BatchAnswer, WakeUp, wake_ups

WORKERS: Final = 8
"""Agents at a time."""

_RESERVE_SECONDS: Final = 30.0
"""Kept of an invocation's time: what one call to Connect may take (`roster.clients`), and to write down its outcome."""

_RESERVE_SHARE: Final = 0.25
"""Kept at most, where the whole time is short."""


class BatchResult(Enum):
    """What became of a wake-up."""

    DONE = auto()
    AGAIN = auto()
    """It has to be delivered again."""
    LATER = auto()
    """It waits until users may be created again."""


class StreamBatch:
    """Works through the batches of a container, one batch after another.

    Args:
        work: handles one item, in any thread.
        pacer: knows the time that is left, and when users may be created.
        workers: items at a time.
    """

    def __init__(self, work: Callable[[WakeUp], BatchResult], pacer: Pacer, workers: int = WORKERS) -> None:
        self._work = work
        self._pacer = pacer
        self._workers = workers

    def run(self, event: Mapping[str, Any], seconds: float) -> BatchAnswer:
        """Work through a batch.

        Args:
            event: the stream event.
            seconds: until AWS Lambda ends the invocation.

        Returns:
            The first item that has to come again. AWS Lambda delivers everything behind it again too; what is done
            by then is found done.
        """
        waiting = wake_ups(event)
        self._pacer.begin(seconds - min(_RESERVE_SECONDS, seconds * _RESERVE_SHARE))
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                again = self._run_all(pool, waiting)
        finally:
            self._pacer.end()
        first = next((wake_up for wake_up in waiting if wake_up in again), None)
        return {"batchItemFailures": [{"itemIdentifier": first.sequence_number}] if first else []}

    def _run_all(self, pool: ThreadPoolExecutor, waiting: Sequence[WakeUp]) -> list[WakeUp]:
        """Return what has to come again."""
        again: list[WakeUp] = []
        while True:
            results = list(zip(waiting, pool.map(self._run_one, waiting), strict=True))
            again += [wake_up for wake_up, result in results if result is BatchResult.AGAIN]
            # Changes and removals went on meanwhile, and removals may have made room.
            waiting = [wake_up for wake_up, result in results if result is BatchResult.LATER]
            if not waiting:
                return again
            try:
                self._pacer.await_creates()
            except OutOfTimeError:
                return again + list(waiting)

    def _run_one(self, wake_up: WakeUp) -> BatchResult:
        return BatchResult.AGAIN if self._pacer.out_of_time else self._work(wake_up)
