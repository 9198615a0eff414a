"""Queries of the files table that only upkeep needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from roster.items import from_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_ATTRIBUTES: Final = "#key, sequencer, kind, version_id, redacted_version"


class UploadRecords:
    """Finds records of uploads.

    Args:
        client: a DynamoDB client.
        table: the files table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def unfinished(self) -> Iterator[dict[str, str]]:
        """Yield `key`, `sequencer`, `progress_at` of unfinished imports, longest idle first, as the index has them."""
        yield from self._by_index("unfinished", "unfinished", "yes")

    def unredacted(self) -> Iterator[dict[str, str]]:
        """Yield `key` and `sequencer` of imports whose upload may still hold passwords, as the index has them."""
        yield from self._by_index("redaction", "redaction", "pending")

    def newest(self, key: str) -> dict[str, Any] | None:
        """Read the newest record of a key without its content; None if there is none.

        A plain file's pieces of content sort behind its record. If there are pieces but no record, ingest is storing
        the file at the moment, and the answer has only their key and sequencer.
        """
        answer = self._client.query(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            ProjectionExpression=_ATTRIBUTES,
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={":key": {"S": key}},
            ScanIndexForward=False,
            Limit=1,
            ConsistentRead=True,
        )
        if not answer["Items"]:
            return None
        last = from_wire(answer["Items"][0])
        sequencer, separator, _ = last["sequencer"].partition("#")
        if not separator:
            return last
        found = self._client.get_item(
            TableName=self._table,
            Key={"key": {"S": key}, "sequencer": {"S": sequencer}},
            ProjectionExpression=_ATTRIBUTES,
            ExpressionAttributeNames={"#key": "key"},
            ConsistentRead=True,
        )
        return from_wire(found["Item"]) if "Item" in found else {"key": key, "sequencer": sequencer}

    def versions(self, key: str) -> set[str]:
        """Return every version of a key that has a record, and the copies without passwords that ingest made."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            FilterExpression="attribute_exists(kind)",
            ProjectionExpression=_ATTRIBUTES,
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={":key": {"S": key}},
            ConsistentRead=True,
        )
        records = [from_wire(item) for page in pages for item in page["Items"]]
        found = (record.get(name) for record in records for name in ("version_id", "redacted_version"))
        return {version for version in found if isinstance(version, str)}  # others may have written something else

    def _by_index(self, index: str, attribute: str, value: str) -> Iterator[dict[str, str]]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName=index,
            KeyConditionExpression="#hash = :value",
            ExpressionAttributeNames={"#hash": attribute},
            ExpressionAttributeValues={":value": {"S": value}},
        )
        for page in pages:
            for item in page["Items"]:
                yield from_wire(item)


def name_of(entry: Mapping[str, Any]) -> str:
    """Name a record of the files table, for the log."""
    return f"record {entry['key']!r}, {entry['sequencer']}"
