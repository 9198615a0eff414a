"""Items in the outcomes table by which the function's containers know of each other. `ActiveContainers` uses them.

They are in that table because it has no stream, so writing them invokes no function. Key: `import_id` = `#presence` (an
import's id is hexadecimal), `line` = a random number of each container. What all of them know of the room for users
stands in lines of its own: -1 that the instance was full, -2 that there was room, -3 that a container tries.

| attribute | type | meaning |
|---|---|---|
| `until` | N | of a container: milliseconds since the epoch from which on the item is void |
| `apis` | L | of a container: methods of a Connect client that it calls; without it all, as older versions wrote |
| `at` | N | of the others: since when it holds, in milliseconds since the epoch |
| `reason` | S | of line -1: what agents that want a user are told |
| `expires_at` | N | TTL in epoch seconds; DynamoDB deletes late, so nothing depends on it |
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from roster.items import from_wire, to_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_IMPORT_ID: Final = "#presence"
_FULL_LINE: Final = -1
_ROOM_LINE: Final = -2
_TRY_LINE: Final = -3
_CONTAINER_NUMBERS: Final = 2**48
_TTL_SECONDS: Final = 3600


@dataclass(frozen=True, slots=True)
class Room:
    """What is known of the room for users in the instance; times in epoch seconds, 0 for never.

    Attributes:
        full_at: when Connect was last asked for a user that it had no room for.
        room_at: when a user was last created or deleted after that.
        tried_at: when a container last began to try whether there is room.
        reason: what agents that want a user are told.
    """

    full_at: float = 0.0
    room_at: float = 0.0
    tried_at: float = 0.0
    reason: str = ""

    @property
    def is_full(self) -> bool:
        """Whether Connect's last answer was that there is no room."""
        return self.full_at > self.room_at


@dataclass(frozen=True, slots=True)
class Presence:
    """What the items say at a moment.

    Attributes:
        others: of each other container that calls Connect, the APIs that it calls; None for all of them.
        room: for users in the instance.
    """

    others: tuple[frozenset[str] | None, ...] = ()
    room: Room = Room()

    def callers(self, api: str) -> int:
        """Return how many containers call an API now, this one included."""
        return 1 + sum(apis is None or api in apis for apis in self.others)


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

    def announce(self, until: float, apis: Iterable[str]) -> None:
        """Write that this container calls APIs of Connect until a time in epoch seconds."""
        self._put(self._own_number, {"until": _milliseconds(until), "apis": sorted(apis)}, until)

    def write_full(self, at: float, reason: str) -> None:
        """Write that the instance had no room for a user at a time in epoch seconds, and what agents are told."""
        self._put(_FULL_LINE, {"at": _milliseconds(at), "reason": reason}, at)

    def write_room(self, at: float) -> None:
        """Write that there was room at a time in epoch seconds."""
        self._put(_ROOM_LINE, {"at": _milliseconds(at)}, at)

    def claim_try(self, at: float, *, seen: float) -> bool:
        """Write that this container tries from now on, in epoch seconds, whether there is room.

        Args:
            at: the time.
            seen: since when another one tries or tried, as far as this container knows; 0 if none does.

        Returns:
            Whether it does. If not, another container was faster.
        """
        condition = {
            "ConditionExpression": "attribute_not_exists(#at) OR #at = :seen",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": {":seen": {"N": str(_milliseconds(seen))}},
        }
        try:
            self._put(_TRY_LINE, {"at": _milliseconds(at)}, at, **condition)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def end_try(self, now: float) -> None:
        """Write that no container tries at a time in epoch seconds."""
        self._put(_TRY_LINE, {"at": 0}, now)

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
        by_line: dict[int, dict[str, Any]] = {item["line"]: item for item in items}
        others = tuple(
            frozenset(item["apis"]) if "apis" in item else None
            for line, item in by_line.items()
            if line > 0 and line != self._own_number and item["until"] / 1000 > now
        )
        full_at, room_at, tried_at = (
            by_line[line]["at"] / 1000 if line in by_line else 0.0 for line in (_FULL_LINE, _ROOM_LINE, _TRY_LINE)
        )
        reason = by_line[_FULL_LINE]["reason"] if full_at else ""
        return Presence(others, Room(full_at, room_at, tried_at, reason))

    def _put(self, line: int, values: Mapping[str, Any], until: float, **condition: Any) -> None:
        item = {"import_id": _IMPORT_ID, "line": line, **values, "expires_at": int(until) + _TTL_SECONDS}
        self._client.put_item(TableName=self._table, Item=to_wire(item), **condition)


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
