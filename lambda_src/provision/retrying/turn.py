"""Why an agent's turn came, and the message that brings it back later. Pure.

A message is only a wake-up. It counts while the agent's item names it (`retry`) and wants what it wanted when it was
sent; so of several messages about an agent one counts, and none does once somebody wants something else
(docs/decisions/0035-retry-queue.md).
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from roster.agent import FACETS, AgentItem
from roster.awaiting import AWAITED
from roster.clock import read_timestamp, timestamp
from roster.waiting_agents import is_woken

MAX_AGE: Final = timedelta(hours=23)
"""How long an agent is tried again: as long as a record of the stream is."""

MAX_DELAY_SECONDS: Final = 900
"""The longest that SQS delays a message:
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html"""

_FIRST_DELAY_SECONDS: Final = 15
_IMAGE: Final = ("username", "user_id", "instance_id", "user_since", "import_id", "source", *AWAITED)
"""What is needed of an item that somebody deleted to remove its user and to count it."""


@dataclass(frozen=True, slots=True)
class RetryMessage:
    """A message of the retry queue.

    Attributes:
        username: the agent.
        id: by which the agent's item names it; empty if it could not be read.
        attempt: how often the agent was tried when it was sent.
        since: when it was first to be tried again, as a timestamp.
        wanted: what the agent wanted then (`wanted_digest`); empty if its item could not be read.
        removed: of items that somebody deleted, what is needed to remove their users.
    """

    username: str
    id: str
    attempt: int
    since: str
    wanted: str
    removed: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, body: Any) -> RetryMessage | None:
        """Read a message's body; None if it is none of ours."""
        try:
            message = cls(**json.loads(body))
        except (RecursionError, TypeError, ValueError):
            return None
        texts = (message.username, message.since, message.id, message.wanted)
        well_formed = (
            all(isinstance(text, str) for text in texts)
            and message.username != ""
            and read_timestamp(message.since) is not None
            and isinstance(message.attempt, int)
            and message.attempt >= 0
            and isinstance(message.removed, list)
            and all(isinstance(image, dict) and "username" in image for image in message.removed)
        )
        return message if well_formed else None

    def body(self) -> str:
        """Write it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


@dataclass(slots=True, eq=False)
class Turn:
    """An agent's turn.

    Attributes:
        username: the agent.
        removed: its item as it was each time that somebody deleted it.
        message: the message that brought it; None if a stream record did.
        ahead_for: the import that is given the turn before the agent's own record comes; None if a record or message
            brought it.
        item: the agent as it was read in this turn; None if there is none, or it was not read yet.
    """

    username: str
    removed: Sequence[Mapping[str, Any]] = ()
    message: RetryMessage | None = None
    ahead_for: str | None = None
    item: AgentItem | None = None

    def is_due(self, item: AgentItem, now: datetime) -> bool:
        """Whether the agent is to be tried now: not if another message brings it, or nobody wants this any more."""
        marker = _marker(item)
        if self.message is not None and self.message.id:
            return marker.get("id") == self.message.id and _same_wanted(marker, item)
        at = read_timestamp(marker.get("at"))
        coming = at is not None and now < at <= now + timedelta(seconds=2 * MAX_DELAY_SECONDS)
        return is_woken(item) or not (coming and _same_wanted(marker, item))

    def gives_up(self, item: AgentItem, now: datetime) -> bool:
        """Whether the agent was tried for so long that it fails now."""
        return now - self._begun(item, now) >= MAX_AGE

    def next_message(self, now: datetime, new_id: str) -> RetryMessage:
        """Return the message that brings the agent back."""
        marker = _marker(self.item) if self.item is not None else {}
        attempts = [marker["attempt"] if isinstance(marker.get("attempt"), int) else 0] if self._goes_on() else [0]
        attempts += [self.message.attempt] if self.message is not None else []
        return RetryMessage(
            username=self.username,
            id=new_id if self.item is not None else "",
            attempt=max(attempts) + 1,
            since=timestamp(self._begun(self.item, now)),
            wanted=wanted_digest(self.item) if self.item is not None else "",
            removed=[{name: image[name] for name in _IMAGE if name in image} for image in self.removed],
        )

    def is_too_old(self, now: datetime) -> bool:
        """Whether no message should follow, of an agent without an item that could be set to `FAILED`."""
        return now - self._begun(None, now) >= MAX_AGE

    def _goes_on(self) -> bool:
        return self.item is not None and _same_wanted(_marker(self.item), self.item)

    def _begun(self, item: AgentItem | None, now: datetime) -> datetime:
        times: list[object] = [self.message.since] if self.message is not None else []
        if item is not None and _same_wanted(_marker(item), item):
            times.append(_marker(item).get("since"))
        return min([found for found in map(read_timestamp, times) if found is not None], default=now)


def delay_seconds(attempt: int) -> int:
    """Return how long an agent waits before its next try: 15 seconds, then twice as long each time, up to 15 minutes.

    A little is left to chance, so that agents that met the same trouble do not come back all at once.
    """
    # Others may have written any number into the item.
    longest = min(MAX_DELAY_SECONDS, _FIRST_DELAY_SECONDS << min(max(attempt - 1, 0), 10))
    return math.ceil(longest * random.uniform(0.9, 1))  # noqa: S311 (spreads load, hides nothing)


def wanted_digest(item: Mapping[str, Any]) -> str:
    """Return what tells an agent's wanted state from any other: others may change it without a new revision."""
    wanted = {name: item[name] for name in ("revision", "state", *FACETS) if name in item}
    return hashlib.sha256(json.dumps(wanted, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _marker(item: AgentItem) -> Mapping[str, Any]:
    marker = item.get("retry")
    return marker if isinstance(marker, dict) else {}


def _same_wanted(marker: Mapping[str, Any], item: AgentItem) -> bool:
    return marker.get("wanted") == wanted_digest(item)
