"""Reads the batches of a DynamoDB stream; the handlers of provision and report use it. Pure.

A stream record is only a wake-up: whoever is woken reads the item as it is now. So several records of one
item in a batch are one piece of work, and a record that comes again finds its work done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypedDict

from roster.items import from_wire

STREAM_SOURCE: Final = "aws:dynamodb"
"""The `eventSource` by which Lambda marks the records of a stream."""


class BatchAnswer(TypedDict):
    """What AWS Lambda reads from a function whose mapping has `ReportBatchItemFailures`."""

    batchItemFailures: list[dict[str, str]]


@dataclass(slots=True)
class WakeUp:
    """An item that a batch is about.

    Attributes:
        key: the item's primary key; its attributes are all strings.
        sequence_number: of the first record of the item in the batch.
        removed: the item as it was each time that somebody deleted it, in order; removals by DynamoDB's own TTL are
            not among them.
    """

    key: Mapping[str, str]
    sequence_number: str
    removed: list[dict[str, Any]] = field(default_factory=list)


def wake_ups(event: Mapping[str, Any]) -> list[WakeUp]:
    """Return each item of a stream event once, in the order in which they first appear.

    Example record: `{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}}, "SequenceNumber": "42"}}`
    """
    found: dict[tuple[tuple[str, str], ...], WakeUp] = {}
    for record in event["Records"]:
        change = record["dynamodb"]
        key = {name: value["S"] for name, value in change["Keys"].items()}
        wake_up = found.setdefault(tuple(sorted(key.items())), WakeUp(key, change["SequenceNumber"]))
        if record["eventName"] == "REMOVE" and not _by_ttl(record):
            wake_up.removed.append(from_wire(change.get("OldImage", {})))
    return list(found.values())


def _by_ttl(record: Mapping[str, Any]) -> bool:
    """Whether DynamoDB itself removed the item; AWS documents the mark that such a record bears."""
    who = record.get("userIdentity") or {}
    return who.get("type") == "Service" and who.get("principalId") == "dynamodb.amazonaws.com"


def work_through(event: Mapping[str, Any], work: Callable[[WakeUp], bool]) -> BatchAnswer:
    """Work through a batch up to the first item that has to come again.

    AWS Lambda goes back to the lowest sequence number that is reported and delivers everything from there on
    again, so going on behind a failure would only do work twice.

    Args:
        event: the stream event.
        work: handles one item; False when it has to be tried again.

    Returns:
        The first failure, if there is one.
    """
    for wake_up in wake_ups(event):
        if not work(wake_up):
            return {"batchItemFailures": [{"itemIdentifier": wake_up.sequence_number}]}
    return {"batchItemFailures": []}
