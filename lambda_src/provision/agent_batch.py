"""Works through the agents of a batch in eight threads, one agent in each.

One agent after another would not use the quota: each takes several calls of a few hundred milliseconds, to APIs that
have a quota each. The pacer delays the calls of all threads.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from provision.pacing.pacer import Pacer
from provision.retrying.turn import Turn

WORKERS: Final = 8
"""Agents at the same time."""

_RESERVE_SECONDS: Final = 30.0
"""No agent is begun in the last seconds of an invocation: a call to Connect may take so long (`roster.clients`), and
its result has to be written."""

_RESERVE_SHARE: Final = 0.25
"""The reserve is at most this share of the invocation's time."""


class TurnResult(Enum):
    """What became of an agent's turn."""

    DONE = auto()
    """Its work came to an end."""
    IDLE = auto()
    """There was nothing to do."""
    OUT_OF_TIME = auto()
    """The invocation ended before its turn came."""
    NO_ROOM = auto()
    """It is to be tried again in this invocation when the rest is done: removals may make room in the instance."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The result of a turn that has to be repeated later, and why."""

    error: Exception


Result = TurnResult | TryAgain
Work = Callable[[Turn, bool], Result]
"""Handles one turn, in any thread; it is told whether the agent may wait for room in the instance."""


class AgentBatch:
    """Works through the batches of a container, one batch after another.

    Args:
        work: handles one turn.
        pacer: knows the deadline.
        workers: turns at a time.
    """

    def __init__(self, work: Work, pacer: Pacer, workers: int = WORKERS) -> None:
        self._work = work
        self._pacer = pacer
        self._workers = workers

    @contextmanager
    def within(self, seconds: float) -> Iterator[ThreadPoolExecutor]:
        """Open an invocation that AWS Lambda ends after a number of seconds, and its threads."""
        self._pacer.begin_invocation(seconds - min(_RESERVE_SECONDS, seconds * _RESERVE_SHARE))
        try:
            with ThreadPoolExecutor(self._workers) as pool:
                yield pool
        finally:
            self._pacer.end_invocation()

    def run(self, pool: ThreadPoolExecutor, turns: Sequence[Turn]) -> list[tuple[Turn, Result]]:
        """Work through turns, and return what became of each, in their order."""
        results: dict[Turn, Result] = {}
        waiting = turns
        for may_wait in (True, False):
            run = functools.partial(self._run_one, may_wait=may_wait)
            results |= dict(zip(waiting, pool.map(run, waiting), strict=True))
            waiting = [turn for turn in waiting if results[turn] is TurnResult.NO_ROOM]
        return [(turn, results[turn]) for turn in turns]

    def _run_one(self, turn: Turn, *, may_wait: bool) -> Result:
        return TurnResult.OUT_OF_TIME if self._pacer.out_of_time else self._work(turn, may_wait)
