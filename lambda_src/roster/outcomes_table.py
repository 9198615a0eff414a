"""The outcomes table: its schema and the only calls to it.

Key: `import_id` (S), range `line` (N). One item for each line of an agent directory that was provisioned,
or given up as the import was stopped:

| attribute | type | meaning |
|---|---|---|
| `username` | S | the agent |
| `outcome` | S | `created`, `updated`, `unchanged`, `removed`, `adopted`, `failed`, or `superseded`: given up |
| `reason` | S | what to know or do about it; absent when there is nothing |
| `user_id` | S | the Connect user, if there is one |
| `profile_moves` | L | what it got or lost of security profiles that can manage others (`roster.profile_moves`) |
| `at` | S | when, ISO 8601, UTC |
| `expires_at` | N | TTL in epoch seconds |

Beside them stand the short-lived items of the `import_id` `#presence`, whose schema is in
`provision.pacing.presence_table`, and the one of `#drift`, in `upkeep.drift_record`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict, cast

from roster.awaiting import Awaited
from roster.clock import expiry, timestamp
from roster.items import from_wire, to_wire
from roster.profile_moves import ProfileMove
from roster.readable import Check, check_item, is_text, is_whole

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


_NEEDED: Final[dict[str, Check]] = {"line": is_whole, "username": is_text, "outcome": is_text}
_OPTIONAL: Final[dict[str, Check]] = {"reason": is_text, "user_id": is_text}


class Outcome(TypedDict):
    """What became of one line."""

    import_id: str
    line: int
    username: str
    outcome: str
    reason: NotRequired[str | None]
    user_id: NotRequired[str | None]
    profile_moves: NotRequired[list[ProfileMove] | None]
    at: str
    expires_at: int


def outcome_of(
    awaited: Awaited,
    username: str,
    outcome: str,
    *,
    reason: str | None,
    user_id: Any,
    profile_moves: Sequence[ProfileMove] = (),
    now: datetime,
    retention_days: int,
) -> Outcome:
    """Return the outcome of an agent's line in the import that waits for the agent.

    Args:
        awaited: that import and line.
        username: the agent.
        outcome: as the report says it.
        reason: what to know or do about it.
        user_id: the Connect user, if there is one.
        profile_moves: the security profiles that can manage others and that the user got or lost.
        now: the time.
        retention_days: how long it is kept.
    """
    return {
        "import_id": awaited.import_id,
        "line": awaited.source["line"],
        "username": username,
        "outcome": outcome,
        "reason": reason,
        "user_id": user_id if isinstance(user_id, str) else None,  # others write the agents table too
        "profile_moves": list(profile_moves) or None,
        "at": timestamp(now),
        "expires_at": expiry(now, retention_days),
    }


class OutcomesTable:
    """Writes and reads of outcomes.

    Args:
        client: a DynamoDB client.
        table: the table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def put_action(self, outcome: Outcome) -> dict[str, Any]:
        """Return the write of an outcome as an action of a transaction; its condition is that the line has none yet."""
        item = to_wire(outcome)
        condition = "attribute_not_exists(import_id)"
        return {"Put": {"TableName": self._table, "Item": item, "ConditionExpression": condition}}

    def withdraw_action(self, import_id: str, line: int, *, username: str, outcome: str) -> dict[str, Any]:
        """Return the deletion of a line's outcome as an action of a transaction.

        Its condition is that the line is this agent's and ended so.
        """
        return {
            "Delete": {
                "TableName": self._table,
                "Key": to_wire({"import_id": import_id, "line": line}),
                "ConditionExpression": "outcome = :outcome AND username = :username",
                "ExpressionAttributeValues": to_wire({":outcome": outcome, ":username": username}),
            }
        }

    def of_import(self, import_id: str) -> Iterator[Outcome]:
        """Yield an import's outcomes in the order of their lines, read consistently.

        Raises:
            UnreadableError: one is none of ours.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="import_id = :import_id",
            ExpressionAttributeValues={":import_id": {"S": import_id}},
            ConsistentRead=True,
        )
        for page in pages:
            for item in page["Items"]:
                outcome = from_wire(item)
                check_item(outcome, f"The outcome of line {outcome['line']} of import {import_id}", _NEEDED, _OPTIONAL)
                yield cast("Outcome", outcome)
