"""Finds the agents whose stream records Lambda may have given up: they wait, and were not written since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from roster.agent import AgentItem
from roster.clock import read_timestamp
from roster.items import from_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ARRIVAL_TOLERANCE: Final = timedelta(minutes=1)
"""The arrival time of a stream record, as Lambda gives it, may be so much earlier than the time in the item."""

_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def agents_waiting_since(client: DynamoDBClient, table: str, until: datetime, *, now: datetime) -> Iterator[AgentItem]:
    """Yield every pending agent, of an import or not, whose last stream record was made before a time.

    Args:
        client: a DynamoDB client.
        table: the agents table's name.
        until: when the last of the stream records that Lambda gave up arrived. None of them is of the future, whatever
            a message says.
        now: the time.
    """
    latest = min(until, now) + _ARRIVAL_TOLERANCE
    pages = client.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="(attribute_not_exists(#status) OR #status = :pending)",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={":pending": {"S": "PENDING"}},
        ConsistentRead=True,
    )
    for page in pages:
        for found in page["Items"]:
            item = from_wire(found)
            if _last_record_at(item, now) <= latest:
                yield cast("AgentItem", item)


def _last_record_at(item: Mapping[str, Any], now: datetime) -> datetime:
    """Return when an item was last written as far as it says; long ago if it does not, or tells of the future."""
    times = (read_timestamp(item.get(name)) for name in ("requeued_at", "updated_at"))
    return max((at for at in times if at is not None and at <= now + _ARRIVAL_TOLERANCE), default=_LONG_AGO)


def is_woken(item: Mapping[str, Any]) -> bool:
    """Whether somebody has woken provision for an agent since a message was sent that is to bring it back later."""
    marker = item.get("retry")
    sent_at = marker.get("sent_at", "") if isinstance(marker, dict) else ""
    return str(item.get("requeued_at", "")) > str(sent_at)
