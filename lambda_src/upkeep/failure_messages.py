"""Parses the messages of the failure queue. Pure.

Lambda puts them there. Of an asynchronous invocation that failed, the message has the event itself in `requestPayload`.
Of stream records whose retries are used up, it has only their positions in the stream, in `DDBStreamBatchInfo`.
Messages of the retry queue that could not be dealt with come as they were sent (`provision.retrying.turn`).
Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from roster.clock import read_timestamp
from roster.errors import PermanentError
from roster.s3_events import CreatedObject, created_objects
from upkeep.function_invocations import UploadVersion

REPLAYS: Final = "rollcall-replays"
"""Member of a replayed event, beside its `Records`: how often it was replayed."""


_TURN: Final = frozenset({"username", "id", "attempt", "since"})
"""Members by which a message of the retry queue is known."""


@dataclass(frozen=True, slots=True)
class FailedEvent:
    """An S3 event for which ingest failed.

    Attributes:
        event: as it came.
        uploads: what its records say; events with the same ones ask ingest for the same.
        replays: how often it was replayed before.
    """

    event: dict[str, Any]
    uploads: frozenset[CreatedObject]
    replays: int

    @property
    def versions(self) -> frozenset[UploadVersion]:
        """Key and version of each upload."""
        return frozenset((upload.key, upload.version_id) for upload in self.uploads)

    def replayed(self) -> dict[str, Any]:
        """Return the event for its next replay."""
        return self.event | {REPLAYS: self.replays + 1}


@dataclass(frozen=True, slots=True)
class LostRecords:
    """Records of a table's stream that Lambda gave up.

    Attributes:
        table: the table's name.
        until: when the last of them arrived.
    """

    table: str
    until: datetime


@dataclass(frozen=True, slots=True)
class LostTurn:
    """A message of the retry queue that could not be dealt with.

    Attributes:
        username: the agent that it was to bring back.
    """

    username: str


def read_failure(body: str) -> FailedEvent | LostRecords | LostTurn | None:
    """Read the body of a message; None if it is none of ours, or malformed."""
    try:
        # Lambda takes no NaN and no Infinity, which Python's parser would let through.
        document = json.loads(body, parse_constant=_refuse_constant)
        if "DDBStreamBatchInfo" in document:
            return _lost_records(document["DDBStreamBatchInfo"])
        if document.keys() >= _TURN:
            return _lost_turn(document["username"])
        return _failed_event(document["requestPayload"])
    except (ArithmeticError, AttributeError, LookupError, PermanentError, RecursionError, TypeError, ValueError):
        return None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _lost_records(info: dict[str, Any]) -> LostRecords | None:
    # arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>
    table = info["streamArn"].split("/")[1]
    until = read_timestamp(info["approximateArrivalOfLastRecord"])
    return LostRecords(table, until.astimezone(UTC)) if until is not None else None


def _lost_turn(username: object) -> LostTurn | None:
    return LostTurn(username) if isinstance(username, str) and username else None


def _failed_event(event: dict[str, Any]) -> FailedEvent | None:
    created, unreadable = created_objects(event)
    replays = event.get(REPLAYS, 0)
    is_count = isinstance(replays, int) and not isinstance(replays, bool) and replays >= 0
    if not created or unreadable or not is_count:
        return None  # ingest would fail on it again
    # When an object came is not in every event of it.
    return FailedEvent(event, frozenset(replace(upload, at=None) for upload in created), replays)
