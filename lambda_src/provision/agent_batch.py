"""Works through the agents of a batch in eight threads, one agent in each.

One agent after another would not use the quota: each takes several calls of a few hundred milliseconds, to APIs that
have a quota each. The pacer delays the calls of all threads.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from provision.pacing.pacer import Pacer
from provision.retrying.turn import Turn
from provision.taking_turns.turn_order import TurnOrder
from provision.taking_turns.waiting_imports import WaitingImports

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

    def run(
        self, pool: ThreadPoolExecutor, turns: Sequence[Turn], others: WaitingImports | None = None
    ) -> list[tuple[Turn, Result]]:
        """Work through turns.

        Args:
            pool: the threads of the invocation.
            turns: the batch.
            others: finds imports that get turns between those of the batch.

        Returns:
            What became of each, in their order, and behind them of the turns of others.
        """
        order = TurnOrder(turns, others, lambda: self._pacer.has_ample_time)
        results = dict(itertools.chain.from_iterable(pool.map(self._run_some, itertools.repeat(order, self._workers))))
        waiting = [turn for turn in turns if results[turn] is TurnResult.NO_ROOM]
        run = functools.partial(self._run_one, may_wait=False)
        results |= dict(zip(waiting, pool.map(run, waiting), strict=True))
        ahead = [turn for turn in results if turn.ahead_for is not None]
        return [(turn, results[turn]) for turn in (*turns, *ahead)]

    def _run_some(self, order: TurnOrder) -> list[tuple[Turn, Result]]:
        """Take turns in one thread until there are none left, and return what became of each."""
        results: list[tuple[Turn, Result]] = []
        while (turn := order.take()) is not None:
            result: Result | None = None
            try:
                result = self._run_one(turn, may_wait=True)
            finally:
                if result is None:
                    order.stop()
                order.finish(turn, worked=result is TurnResult.DONE, idle=result is TurnResult.IDLE)
            results.append((turn, result))
        return results

    def _run_one(self, turn: Turn, *, may_wait: bool) -> Result:
        return TurnResult.OUT_OF_TIME if self._pacer.out_of_time else self._work(turn, may_wait)
