"""The files table: its schema and the only calls to it.

Key: `key` (S), the S3 key as its user sees it; range `sequencer` (S), padded to sort in time.

| attribute | type | meaning |
|---|---|---|
| `kind` | S | `file`, `agent_directory`, or `table`: one that lists people or passwords and is no directory |
| `bucket`, `version_id`, `size`, `etag`, `content_type`, `uploaded_at` | S/N | the object that was uploaded |
| `expires_at` | N | TTL in epoch seconds |

A `file` has its `content` (B) when that is 300 KB or less. A longer one has `chunks` (N), and its content
in the items `<sequencer>#00001`, `#00002`, … beside it. Over 25 MB `content_stored` is false and Amazon S3
alone keeps the data.

An `agent_directory` is the record of its import and never holds content, which can carry passwords. So is a `table`,
which ends as `REJECTED` with what it lacks as the `reason`; nobody is read from it. A spreadsheet that can't be looked
into is a `table` too:

| attribute | type | meaning |
|---|---|---|
| `import_id` | S | hash of bucket, key and sequencer |
| `status` | S | `INGESTING`, `PROVISIONING`, `FINISHED`, `REJECTED` |
| `reason` | S | why the whole directory was rejected |
| `notice` | S | what to know about the import as a whole |
| `separator`, `encoding` | S | how the upload is written: between its cells, and Python's name for its encoding |
| `redaction` | S | `pending` until the uploaded version with passwords is gone, then `done`; absent if it had none |
| `redacted_version` | S | version id of the copy without passwords that replaced it |
| `position` | N | the next line that takes effect; the fence of ingest |
| `superseded_by` | S | sequencer of the newer upload of the key that ended this one |
| `stopped_at` | S | from when on agents that it waits for are given up; ISO 8601, UTC |
| `stopped_by` | S | who stopped it by `rollcall stop`; absent where a newer upload of the key did |
| `started_at`, `progress_at`, `finished_at` | S | ISO 8601, UTC |
| `resumed_at` | S | when upkeep last took it up, as it made no progress; ISO 8601, UTC |
| `resumed` | N | how often upkeep did since it last made progress |
| `counted_out` | N | agents that upkeep stopped waiting for, as their items are gone; others that go, it counts too |
| `unfinished` | S | `yes` until finished; hash key of the keys-only index `unfinished` |
| `report` | S | where the report is, `s3://bucket/prefix/` |
| `rows`, `pending`, `created`, … | N | counts of lines, `roster.imports.COUNTS` names them all |

Indexes, all without content: `unfinished` and `redaction` as above; by `kind`, `by_start` (`started_at`) and
`by_import_id`, which only imports are in, and `by_key`, which has of each record what a listing of plain files shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from roster.awaiting import Awaited
from roster.errors import LostImportError
from roster.expressions import Update
from roster.imports import IMPORT_KINDS, ImportRecord
from roster.items import from_wire, to_wire
from roster.transactions import write_alone

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_CONTENT_BYTES: Final = 300_000
"""Content that one item holds beside its other attributes; DynamoDB's limit is 400 KB an item."""

MAX_STORED_BYTES: Final = 25_000_000
"""The longest content that the table holds; longer files stay in Amazon S3 alone."""

_RECORD_ATTRIBUTES: Final = "#key, sequencer, kind, #status, import_id, superseded_by, redacted_version"


class FilesTable:
    """Reads and conditional writes of uploads and import records.

    Args:
        client: a DynamoDB client.
        table: the table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def read(self, key: str, sequencer: str) -> dict[str, Any] | None:
        """Read one record as it is now."""
        answer = self._client.get_item(
            TableName=self._table, Key={"key": {"S": key}, "sequencer": {"S": sequencer}}, ConsistentRead=True
        )
        return from_wire(answer["Item"]) if "Item" in answer else None

    def read_import(self, key: str, sequencer: str) -> ImportRecord | None:
        """Read one import record as it is now; None if there is none, or the record is a plain file's."""
        record = self.read(key, sequencer)
        return cast("ImportRecord", record) if record and record.get("kind") in IMPORT_KINDS else None

    def put(self, record: Mapping[str, Any]) -> None:
        """Write one record or chunk; writing the same again changes nothing."""
        self._client.put_item(TableName=self._table, Item=to_wire(record))

    def create(self, record: ImportRecord) -> bool:
        """Write an import record unless there is one already.

        Returns:
            Whether it was written.
        """
        put = {"TableName": self._table, "Item": to_wire(record)}
        return write_alone(self._client.put_item, put | {"ConditionExpression": "attribute_not_exists(sequencer)"})

    def records_of(self, key: str) -> list[dict[str, Any]]:
        """Read all records of a key consistently, oldest first, without content and chunks.

        Returns:
            Items with `key`, `sequencer`, `kind` and, of directories, `status`, `import_id`, `superseded_by`.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            FilterExpression="attribute_exists(kind)",
            ProjectionExpression=_RECORD_ATTRIBUTES,
            ExpressionAttributeNames={"#key": "key", "#status": "status"},
            ExpressionAttributeValues={":key": {"S": key}},
            ConsistentRead=True,
        )
        return [from_wire(item) for page in pages for item in page["Items"]]

    def unfinished(self, most: int) -> list[tuple[str, str]]:
        """Return key and sequencer of imports that still run, as the index has them.

        Args:
            most: how many; those first that made no progress for the longest time.
        """
        answer = self._client.query(
            TableName=self._table,
            IndexName="unfinished",
            KeyConditionExpression="unfinished = :yes",
            ExpressionAttributeValues={":yes": {"S": "yes"}},
            Limit=most,
        )
        return [(item["key"]["S"], item["sequencer"]["S"]) for item in answer["Items"]]

    def update(self, key: str, sequencer: str) -> Update:
        """Begin an update of one record."""
        return Update(self._table, {"key": key, "sequencer": sequencer})

    def count_action(
        self,
        awaited: Awaited,
        outcome: str,
        *,
        amount: int = 1,
        at: str,
        fence: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return an action that counts agents of an import by their outcome and no longer as pending.

        Its condition fails when there is no record of that import (any more), it has not as many pending agents, or it
        does not say what the fence does.

        Args:
            awaited: the import.
            outcome: name of the count that grows.
            amount: of agents.
            at: the time, as a timestamp.
            fence: what else the record has to say.
        """
        update = self.update(awaited.source["key"], awaited.source["sequencer"])
        update.add({"pending": -amount, outcome: amount}).set({"progress_at": at})
        update.when({"import_id": awaited.import_id} | dict(fence or {})).when_at_least({"pending": amount})
        return update.action()

    def apply(self, update: Update) -> None:
        """Run one update outside a transaction.

        Raises:
            LostImportError: its condition did not hold.
            RetryableError: others kept writing the record.
        """
        if not write_alone(self._client.update_item, update.arguments()):
            raise LostImportError("The import record changed after it was read")


def newest_after(records: Sequence[Mapping[str, Any]], sequencer: str) -> str | None:
    """Return the sequencer of the newest record if it is newer than the given one."""
    newest = max((record["sequencer"] for record in records), default=sequencer)
    return newest if newest > sequencer else None
