"""Works through the records of a batch in eight threads, one agent in each.

One agent after another would not use the quota: each takes several calls of a few hundred milliseconds, to APIs that
have a quota each. The pacer delays the calls of all threads.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from typing import Any, Final

from provision.pacing.pacer import Pacer
from roster.streams import BatchAnswer, WakeUp, wake_ups

WORKERS: Final = 8
"""Agents at the same time."""

_RESERVE_SECONDS: Final = 30.0
"""No agent is begun in the last seconds of an invocation: a call to Connect may take so long (`roster.clients`), and
its result has to be written."""

_RESERVE_SHARE: Final = 0.25
"""The reserve is at most this share of the invocation's time."""


class BatchResult(Enum):
    """What became of a wake-up."""

    DONE = auto()
    RETRY = auto()
    """Lambda has to deliver it again."""
    NO_ROOM = auto()
    """It is to be tried again in this invocation when the rest is done: removals may make room in the instance."""


class StreamBatch:
    """Works through the batches of a container, one batch after another.

    Args:
        work: handles one item, in any thread; it is told whether the item may wait for room in the instance.
        pacer: knows the deadline.
        workers: items at a time.
    """

    def __init__(self, work: Callable[[WakeUp, bool], BatchResult], pacer: Pacer, workers: int = WORKERS) -> None:
        self._work = work
        self._pacer = pacer
        self._workers = workers

    def run(self, event: Mapping[str, Any], seconds: float) -> BatchAnswer:
        """Work through a batch.

        Args:
            event: the stream event.
            seconds: until AWS Lambda ends the invocation.

        Returns:
            The first record that has to be retried. Lambda delivers everything behind it again too; for agents that are
            done there is then nothing to do.
        """
        waiting = wake_ups(event)
        self._pacer.begin_invocation(seconds - min(_RESERVE_SECONDS, seconds * _RESERVE_SHARE))
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                retried = self._run_all(pool, waiting)
        finally:
            self._pacer.end_invocation()
        first = next((wake_up for wake_up in waiting if wake_up in retried), None)
        return {"batchItemFailures": [{"itemIdentifier": first.sequence_number}] if first else []}

    def _run_all(self, pool: ThreadPoolExecutor, waiting: Sequence[WakeUp]) -> list[WakeUp]:
        """Return what Lambda has to deliver again."""
        retried: list[WakeUp] = []
        for may_wait in (True, False):
            run = functools.partial(self._run_one, may_wait=may_wait)
            results = list(zip(waiting, pool.map(run, waiting), strict=True))
            retried += [wake_up for wake_up, result in results if result is BatchResult.RETRY]
            waiting = [wake_up for wake_up, result in results if result is BatchResult.NO_ROOM]
        return retried

    def _run_one(self, wake_up: WakeUp, *, may_wait: bool) -> BatchResult:
        return BatchResult.RETRY if self._pacer.out_of_time else self._work(wake_up, may_wait)
