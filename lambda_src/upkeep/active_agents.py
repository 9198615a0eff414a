"""Reads who of the agents table is active, and whether somebody waits, for the daily comparison with Amazon Connect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from roster.items import from_wire
from roster.waiting_agents import agents_waiting_since

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ActiveAgents:
    """Scans the agents table.

    Args:
        client: a DynamoDB client.
        table: the agents table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def anybody_waits(self, now: datetime) -> bool:
        """Whether an agent waits for provision."""
        return next(agents_waiting_since(self._client, self._table, now, now=now), None) is not None

    def all(self) -> Iterator[tuple[str, str | None]]:
        """Yield username and user id of every agent whose status is ACTIVE."""
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="#status = :active",
            ProjectionExpression="username, user_id",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":active": {"S": "ACTIVE"}},
            ConsistentRead=True,
        )
        for page in pages:
            for found in page["Items"]:
                item = from_wire(found)
                user_id = item.get("user_id")
                yield item["username"], user_id if isinstance(user_id, str) else None
