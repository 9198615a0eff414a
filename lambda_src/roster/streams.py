"""Reads the batches of a DynamoDB stream; the handlers of provision and report use it. Pure.

A stream record is only a wake-up: whoever is woken reads the item as it is now. So several records of one
item in a batch are one piece of work, and a record that comes again finds its work done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypedDict

from roster.event_records import records_of
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


def wake_ups(event: Any, names: Sequence[str], tell: Callable[[str], None]) -> list[WakeUp]:
    """Return each item of a stream event once, in the order in which they first appear.

    Example record: `{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}}, "SequenceNumber": "42"}}`

    Args:
        event: the event.
        names: of the attributes of the table's primary key.
        tell: hears of records that can't be read. They are passed over: delivered again they would hold up all behind
            them, and DynamoDB sends none.

    Raises:
        PermanentError: the event has no records at all.
    """
    found: dict[tuple[str, ...], WakeUp] = {}
    for number, record in enumerate(records_of(event)):
        try:
            key, sequence_number, removed = _read(record, names)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            tell(f"record {number}")
            continue
        wake_up = found.setdefault(tuple(key.values()), WakeUp(key, sequence_number))
        if removed is not None:
            wake_up.removed.append(removed)
    return list(found.values())


def _read(record: Any, names: Sequence[str]) -> tuple[dict[str, str], str, dict[str, Any] | None]:
    """Return the key of a record's item, the record's number, and the item if somebody deleted it."""
    change = record["dynamodb"]
    key = {name: change["Keys"][name]["S"] for name in names}
    number = change["SequenceNumber"]
    if not all(isinstance(part, str) and part for part in (*key.values(), number)):
        raise ValueError("a part of the key is no text, or empty")
    "".join(key.values()).encode()  # halves of characters are in no key
    is_removed = record["eventName"] == "REMOVE" and not _by_ttl(record)
    return key, number, from_wire(change.get("OldImage", {})) if is_removed else None


def _by_ttl(record: Mapping[str, Any]) -> bool:
    """Whether DynamoDB itself removed the item; AWS documents the mark that such a record bears."""
    who = record.get("userIdentity") or {}
    return who.get("type") == "Service" and who.get("principalId") == "dynamodb.amazonaws.com"


def work_through(wake_ups: Iterable[WakeUp], work: Callable[[WakeUp], bool]) -> BatchAnswer:
    """Work through a batch up to the first item that has to come again.

    AWS Lambda goes back to the lowest sequence number that is reported and delivers everything from there on
    again, so going on behind a failure would only do work twice.

    Args:
        wake_ups: of the batch.
        work: handles one item; False when it has to be tried again.

    Returns:
        The first failure, if there is one.
    """
    for wake_up in wake_ups:
        if not work(wake_up):
            return {"batchItemFailures": [{"itemIdentifier": wake_up.sequence_number}]}
    return {"batchItemFailures": []}
