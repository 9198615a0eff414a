"""Works through a batch of the retry queue: agents that were to be tried again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from provision.agent_batch import AgentBatch, Result, TryAgain, TurnResult
from provision.retrying.retry_queue import RetryQueue
from provision.retrying.turn import RetryMessage, Turn
from roster.errors import RollcallError
from roster.logs import build_logger
from roster.metrics import emit
from roster.streams import BatchAnswer

EVENT_SOURCE = "aws:sqs"
"""By which Lambda marks the messages of a queue."""

logger = build_logger(child=True)


class RetryBatch:
    """Works through batches of messages.

    A message whose agent has to be tried once more is done when the next one is sent: by itself SQS would bring it
    again only after the visibility time-out of an hour and a half.

    Other imports get no turns between the messages: whoever waits in the stream gets them there, as its batches are
    worked on beside these, and nobody waits behind a message but for the nine others of its batch.

    Args:
        batch: works through agents.
        queue: takes those that have to be tried once more.
    """

    def __init__(self, batch: AgentBatch, queue: RetryQueue) -> None:
        self._batch = batch
        self._queue = queue

    def run(self, event: Mapping[str, Any], seconds: float) -> BatchAnswer:
        """Work through a batch.

        Args:
            event: the messages, as Lambda hands them over.
            seconds: until AWS Lambda ends the invocation.

        Returns:
            The messages that could not be dealt with. SQS brings them again, five times in all, and then hands them to
            the failure queue.
        """
        failed: list[str] = []
        turns: dict[Turn, str] = {}
        for number, record in enumerate(event["Records"]):
            message_id, message = record.get("messageId"), RetryMessage.read(record.get("body"))
            if not isinstance(message_id, str):
                # Amazon SQS names each message; what it did not send it can't bring again.
                logger.error("This is no message of a queue; it is passed over", extra={"item": f"record {number}"})
                emit({"UnreadableItems": 1})
            elif message is None:
                logger.error("A message of the retry queue is none of ours", extra={"message_id": message_id})
                failed.append(message_id)
            else:
                turns[Turn(message.username, message.removed, message)] = message_id
        with self._batch.within(seconds) as pool:
            results = self._batch.run(pool, list(turns))
            settled = pool.map(self._is_settled, results)
            failed += [turns[turn] for (turn, _), is_settled in zip(results, settled, strict=True) if not is_settled]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    def _is_settled(self, turn_and_result: tuple[Turn, Result]) -> bool:
        turn, result = turn_and_result
        try:
            if isinstance(result, TryAgain):
                return self._queue.take(turn, result.error)
            if result is TurnResult.OUT_OF_TIME and turn.message is not None:
                self._queue.put_back(turn.message)
        except (RollcallError, ClientError, BotoCoreError):
            logger.exception("The agent's message comes again", extra={"username": turn.username})
            return False
        return True
