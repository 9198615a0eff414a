"""Parses the messages of the failure queue. Pure.

Lambda puts them there. Of an asynchronous invocation that failed, the message has the event itself in `requestPayload`.
Of stream records whose retries are used up, it has only their positions in the stream, in `DDBStreamBatchInfo`.
Messages of the retry queue that could not be dealt with come as they were sent (`provision.retrying.turn`).
Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from roster.s3_events import key_and_version
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
        versions: the uploads in it.
        replays: how often it was replayed before.
    """

    event: dict[str, Any]
    versions: frozenset[UploadVersion]
    replays: int

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
        document = json.loads(body)
        if "DDBStreamBatchInfo" in document:
            return _lost_records(document["DDBStreamBatchInfo"])
        if document.keys() >= _TURN:
            return LostTurn(str(document["username"]))
        return _failed_event(document["requestPayload"])
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        return None


def _lost_records(info: dict[str, Any]) -> LostRecords:
    # arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>
    table = info["streamArn"].split("/")[1]
    return LostRecords(table, datetime.fromisoformat(info["approximateArrivalOfLastRecord"]))


def _failed_event(event: dict[str, Any]) -> FailedEvent | None:
    versions = frozenset(key_and_version(record["s3"]["object"]) for record in event["Records"])
    return FailedEvent(event, versions, int(event.get(REPLAYS, 0))) if versions else None
