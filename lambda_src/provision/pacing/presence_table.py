"""Items in the outcomes table by which the function's containers know of each other. `ActiveContainers` uses them.

They are in that table because it has no stream, so writing them invokes no function. Key: `import_id` = `#presence` (an
import's id is hexadecimal), `line` = a random number of each container; line 0 says until when no user is created.

| attribute | type | meaning |
|---|---|---|
| `until` | N | milliseconds since the epoch from which on the item is void |
| `expires_at` | N | TTL in epoch seconds; DynamoDB deletes late, so nothing depends on it |
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from roster.items import from_wire, to_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_IMPORT_ID: Final = "#presence"
_PAUSE_LINE: Final = 0
_CONTAINER_NUMBERS: Final = 2**48
_TTL_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Presence:
    """What the items say at a moment.

    Attributes:
        containers: how many call Connect, this one included.
        creates_paused_until: no user is created before, in epoch seconds; 0 if creates were never paused.
    """

    containers: int
    creates_paused_until: float


class PresenceTable:
    """The presence items, as one container reads and writes them.

    Args:
        client: a DynamoDB client.
        table: the outcomes table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table
        self._own_number = 1 + secrets.randbelow(_CONTAINER_NUMBERS)

    def announce(self, until: float) -> None:
        """Write that this container calls Connect until a time in epoch seconds."""
        self._put(self._own_number, until)

    def pause_creates(self, until: float) -> None:
        """Write that no container shall create users until a time in epoch seconds."""
        self._put(_PAUSE_LINE, until)

    def read(self, now: float) -> Presence:
        """Read all items.

        Args:
            now: the time in epoch seconds; items that are void by then do not count.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="import_id = :key",
            ExpressionAttributeValues={":key": {"S": _IMPORT_ID}},
            ConsistentRead=True,
        )
        items = [from_wire(item) for page in pages for item in page["Items"]]
        until: dict[int, Any] = {item["line"]: item["until"] / 1000 for item in items}
        creates_paused_until = until.pop(_PAUSE_LINE, 0.0)
        others = sum(end > now for number, end in until.items() if number != self._own_number)
        return Presence(1 + others, creates_paused_until)

    def _put(self, line: int, until: float) -> None:
        item = {
            "import_id": _IMPORT_ID,
            "line": line,
            "until": int(until * 1000),
            "expires_at": int(until) + _TTL_SECONDS,
        }
        self._client.put_item(TableName=self._table, Item=to_wire(item))
