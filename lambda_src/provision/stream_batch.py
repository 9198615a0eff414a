"""Works through a batch of the agents table's stream. An agent that has to be tried again goes into the retry queue."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from provision.agent_batch import AgentBatch, Result, TryAgain, TurnResult
from provision.retrying.refusals import refuses_all
from provision.retrying.retry_queue import RetryQueue
from provision.retrying.turn import Turn
from provision.taking_turns.waiting_imports import WaitingImports
from roster.errors import RollcallError
from roster.logs import build_logger
from roster.metrics import emit
from roster.streams import BatchAnswer, wake_ups

logger = build_logger(child=True)


class StreamBatch:
    """Works through batches of stream records.

    Args:
        batch: works through agents.
        queue: takes those that have to be tried again.
        others: finds imports that wait behind the batch, and get turns between its own; None for none.
    """

    def __init__(self, batch: AgentBatch, queue: RetryQueue, others: WaitingImports | None = None) -> None:
        self._batch = batch
        self._queue = queue
        self._others = others

    def run(self, event: Mapping[str, Any], seconds: float) -> BatchAnswer:
        """Work through a batch.

        Args:
            event: the stream event.
            seconds: until AWS Lambda ends the invocation.

        Returns:
            The first record that Lambda has to deliver again. It delivers everything behind it again too; for agents
            that are done there is then nothing to do. An agent whose turn came ahead of its record has that record
            still to come, unless the retry queue has it.
        """
        woken = wake_ups(event, ("username",), _tell_unreadable)
        turns = {Turn(item.key["username"], item.removed): item.sequence_number for item in woken}
        with self._batch.within(seconds) as pool:
            results = self._batch.run(pool, list(turns), self._others)
            errors = [result.error for _, result in results if isinstance(result, TryAgain)]
            all_refused = refuses_all(errors, done=sum(result is TurnResult.DONE for _, result in results))
            if all_refused:
                logger.warning("A service refuses everybody, so the batch stays in the stream")
            settle = functools.partial(self._is_settled, may_leave=not all_refused)
            settled = dict(zip((turn for turn, _ in results), pool.map(settle, results), strict=True))
            left = [number for turn, number in turns.items() if not settled[turn]]
        return {"batchItemFailures": [{"itemIdentifier": left[0]}] if left else []}

    def _is_settled(self, turn_and_result: tuple[Turn, Result], *, may_leave: bool) -> bool:
        """Whether an agent's record is done, because the agent is, or because the retry queue has it."""
        turn, result = turn_and_result
        if not isinstance(result, TryAgain):
            return result is not TurnResult.OUT_OF_TIME
        if not may_leave:
            return False
        try:
            return self._queue.take(turn, result.error)
        except (RollcallError, ClientError, BotoCoreError):
            logger.exception("The agent comes by its stream record", extra={"username": turn.username})
            return False


def _tell_unreadable(record: str) -> None:
    logger.error("This is no record of the agents table's stream; it is passed over", extra={"item": record})
    emit({"UnreadableItems": 1})
