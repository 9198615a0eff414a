"""Reads many items by their keys, by BatchGetItem."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from roster.unprocessed_keys import Keys, retry_unprocessed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BATCH_GET_LIMIT: Final = 100
"""Keys that one BatchGetItem takes."""


def read_items(
    client: DynamoDBClient, table: str, keys: Keys, *, attributes: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the items that there are of some keys, as they are now, in any order and in DynamoDB's format.

    Args:
        client: a DynamoDB client.
        table: the table's name.
        keys: in DynamoDB's format, each once.
        attributes: names of those to read; if none are named, the items come whole.

    Raises:
        RetryableError: DynamoDB left keys unprocessed through all tries.
    """
    how: dict[str, Any] = {"ConsistentRead": True}
    if attributes:
        # By placeholders, because DynamoDB reserves many words, `status` and `state` among them.
        names = {f"#{number}": name for number, name in enumerate(attributes)}
        how |= {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}

    def read(batch: Keys) -> tuple[Keys, Keys]:
        request: Any = {"Keys": batch, **how}
        answer: Any = client.batch_get_item(RequestItems={table: request})
        left = answer.get("UnprocessedKeys", {})
        return answer["Responses"].get(table, []), left.get(table, {}).get("Keys", [])

    for start in range(0, len(keys), BATCH_GET_LIMIT):
        yield from retry_unprocessed(read, keys[start : start + BATCH_GET_LIMIT])
