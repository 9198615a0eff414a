"""Reads many items by their keys, by BatchGetItem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from roster.unprocessed_keys import Keys, retry_unprocessed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BATCH_GET_LIMIT: Final = 100
"""Keys that one BatchGetItem takes."""


def read_items(client: DynamoDBClient, table: str, keys: Keys) -> Iterator[dict[str, Any]]:
    """Yield the items that there are of some keys, as they are now, in any order and in DynamoDB's format.

    Args:
        client: a DynamoDB client.
        table: the table's name.
        keys: in DynamoDB's format, each once.

    Raises:
        RetryableError: DynamoDB left keys unprocessed through all tries.
    """

    def read(batch: Keys) -> tuple[Keys, Keys]:
        answer: Any = client.batch_get_item(RequestItems={table: {"Keys": batch, "ConsistentRead": True}})
        left = answer.get("UnprocessedKeys", {})
        return answer["Responses"].get(table, []), left.get(table, {}).get("Keys", [])

    for start in range(0, len(keys), BATCH_GET_LIMIT):
        yield from retry_unprocessed(read, keys[start : start + BATCH_GET_LIMIT])
