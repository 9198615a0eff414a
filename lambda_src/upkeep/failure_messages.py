"""Parses the messages of the failure queue. Pure.

Lambda puts them there. Of an asynchronous invocation that failed, the message has the event itself in `requestPayload`.
Of stream records whose retries are used up, it has only their positions in the stream, in `DDBStreamBatchInfo`.
Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from roster.clock import read_timestamp
from roster.s3_events import key_and_version
from upkeep.function_invocations import UploadVersion

REPLAYS: Final = "rollcall-replays"
"""Member of a replayed event, beside its `Records`: how often it was replayed."""


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


def read_failure(body: str) -> FailedEvent | LostRecords | None:
    """Read the body of a message; None if it is none of ours, or malformed."""
    try:
        # Lambda takes no NaN and no Infinity, which Python's parser would let through.
        document = json.loads(body, parse_constant=_refuse_constant)
        if "DDBStreamBatchInfo" in document:
            return _lost_records(document["DDBStreamBatchInfo"])
        return _failed_event(document["requestPayload"])
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _lost_records(info: dict[str, Any]) -> LostRecords | None:
    # arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>
    table = info["streamArn"].split("/")[1]
    until = read_timestamp(info["approximateArrivalOfLastRecord"])
    return LostRecords(table, until.astimezone(UTC)) if until is not None else None


def _failed_event(event: dict[str, Any]) -> FailedEvent | None:
    versions = frozenset(key_and_version(record["s3"]["object"]) for record in event["Records"])
    replays = event.get(REPLAYS, 0)
    is_count = isinstance(replays, int) and not isinstance(replays, bool) and replays >= 0
    return FailedEvent(event, versions, replays) if versions and is_count else None
