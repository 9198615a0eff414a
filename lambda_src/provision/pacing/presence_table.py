"""How the containers of the function know of each other: short-lived items in the outcomes table.

They stand there because that table has no stream, so they wake nobody. Key: `import_id` = `#presence` (an import's id
is hexadecimal), `line` = a number that a container drew for itself; line 0 says until when no user is created.

| attribute | type | meaning |
|---|---|---|
| `until` | N | milliseconds since the epoch: from then on the item says nothing |
| `expires_at` | N | TTL in epoch seconds; DynamoDB deletes late, so nothing rests on it |
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from roster.items import from_wire, to_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEY: Final = "#presence"
_PAUSE: Final = 0
_NUMBERS: Final = 2**48
_KEPT_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Company:
    """Who calls Connect at the moment.

    Attributes:
        size: containers, this one included.
        paused_until: no user is created before, in epoch seconds; 0 where there was no pause.
    """

    size: int
    paused_until: float


class PresenceTable:
    """The presence items, as one container reads and writes them.

    Args:
        client: a DynamoDB client.
        table: the outcomes table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table
        self._number = 1 + secrets.randbelow(_NUMBERS)

    def announce(self, until: float) -> None:
        """Say that this container calls Connect until a time in epoch seconds."""
        self._put(self._number, until)

    def pause(self, until: float) -> None:
        """Say that no container shall create users until a time in epoch seconds."""
        self._put(_PAUSE, until)

    def company(self, now: float) -> Company:
        """Read who calls Connect at a time in epoch seconds."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="import_id = :key",
            ExpressionAttributeValues={":key": {"S": _KEY}},
            ConsistentRead=True,
        )
        items = [from_wire(item) for page in pages for item in page["Items"]]
        until: dict[int, Any] = {item["line"]: item["until"] / 1000 for item in items}
        paused_until = until.pop(_PAUSE, 0.0)
        others = sum(end > now for number, end in until.items() if number != self._number)
        return Company(1 + others, paused_until)

    def _put(self, number: int, until: float) -> None:
        item = {
            "import_id": _KEY,
            "line": number,
            "until": int(until * 1000),
            "expires_at": int(until) + _KEPT_SECONDS,
        }
        self._client.put_item(TableName=self._table, Item=to_wire(item))
