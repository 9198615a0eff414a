"""Sends agents that have to be tried again to the retry queue, and notes in their items which message brings them back.

The message is sent before anything says so: the item, and the record or message that brought the agent. Who dies in
between leaves a message that no item names, which nobody acts on, and a record that comes again.
"""

from __future__ import annotations

import contextlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from provision.retrying.turn import RetryMessage, Turn, delay_seconds
from roster.agent import FACETS
from roster.agents_table import AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import StaleReadError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_REASON_CHARACTERS: Final = 500
_SOON_ATTEMPT: Final = 3
"""A message whose agent had no turn comes again after about a minute."""


class RetryQueue:
    """The retry queue; any number of threads may use it.

    Args:
        client: an Amazon SQS client.
        url: the queue's URL.
        agents: the agents table.
        clock: tells the time.
    """

    def __init__(self, client: SQSClient, url: str, agents: AgentsTable, clock: Clock) -> None:
        self._client = client
        self._url = url
        self._agents = agents
        self._clock = clock

    def take(self, turn: Turn, error: Exception) -> bool:
        """Take an agent that has to be tried again.

        Args:
            turn: the turn in which it failed.
            error: why.

        Returns:
            Whether the record or message that brought it is done. If not, its user has no item any more, and could not
            be removed for so long that somebody has to look.

        Raises:
            botocore.exceptions.ClientError: a service refused; whatever brought the agent has to bring it again.
            botocore.exceptions.BotoCoreError: a service can't be reached, likewise.
            RetryableError: others kept writing the agent, likewise.
        """
        now = self._clock()
        if turn.item is None and turn.is_too_old(now):
            return False
        message = turn.next_message(now, secrets.token_hex(8))
        delay = self._send(message, message.attempt)
        if turn.item is None:
            return True
        marker = {
            "id": message.id,
            "attempt": message.attempt,
            "since": message.since,
            "sent_at": timestamp(now),
            "at": timestamp(now + timedelta(seconds=delay)),
            "wanted": message.wanted,
            "reason": str(error)[:_REASON_CHARACTERS],
        }
        read: Any = turn.item
        update = self._agents.update(turn.username, read=turn.item)
        update.when({name: read.get(name) for name in ("retry", "state", *FACETS)}).set({"retry": marker})
        update.remove("in_line")
        # If it was changed, that brings it by itself; or another run has sent it a message too, and that one counts.
        with contextlib.suppress(StaleReadError):
            self._agents.apply(update)
        return True

    def put_back(self, message: RetryMessage) -> None:
        """Send a message again whose agent had no turn.

        Raises:
            botocore.exceptions.ClientError: SQS refused.
            botocore.exceptions.BotoCoreError: it can't be reached.
        """
        self._send(message, _SOON_ATTEMPT)

    def _send(self, message: RetryMessage, attempt: int) -> int:
        delay = delay_seconds(attempt)
        self._client.send_message(QueueUrl=self._url, MessageBody=message.body(), DelaySeconds=delay)
        return delay
