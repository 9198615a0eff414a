"""Finds imports by the indexes of the files table, whatever else the table holds.

Each kind of import is one partition of an index, so a question is a query for each kind. The indexes hold keys alone:
counts move with every agent, and an index that held them would be written with every agent, under one key. The records
are read from the table, as they are now. An index itself lags behind the table, mostly by well under a second.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Final

from rollcall_cli.import_check import checked
from rollcall_cli.index_query import query_index
from rollcall_cli.readable_records import Record, readable
from roster.batch_reads import BATCH_GET_LIMIT, read_items
from roster.imports import IMPORT_KINDS
from roster.items import from_wire
from roster.unprocessed_keys import Keys

_AT_ONCE: Final = 4
"""Batches of records that are asked for at a time."""

_Entry = dict[str, Any]
"""What an index holds, in DynamoDB's format."""


class ImportIndex:
    """The imports of a files table.

    Args:
        client: a DynamoDB client.
        table: the table's name.
    """

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table
        self._told: set[str] = set()

    def newest(self, most: int | None = None) -> list[Record]:
        """Return imports, the one that started last first; those whose records can't be read are told and left out.

        Args:
            most: how many at most; None for all.

        Raises:
            CliError: the table lacks the index.
            RetryableError: DynamoDB left keys unprocessed through all tries.
        """
        return list(islice(readable(self._newest_first(most), checked, self._told), most))

    def last(self) -> Record | None:
        """Return the record, not checked, of the import that started last; None if there is no import.

        Raises:
            CliError: the table lacks the index.
            RetryableError: DynamoDB left keys unprocessed through all tries.
        """
        return next(self._newest_first(1), None)

    def beginning_with(self, digits: str) -> list[Record]:
        """Return the records, not checked, of the imports whose id begins with some digits.

        Raises:
            CliError: the table lacks the index.
            RetryableError: DynamoDB left keys unprocessed through all tries.
        """
        condition = "kind = :kind AND begins_with(import_id, :id)"
        values = [{":kind": {"S": kind}, ":id": {"S": digits}} for kind in IMPORT_KINDS]
        return self._records(entry for each in values for entry in self._query("by_import_id", condition, each))

    def unfinished(self) -> list[Record]:
        """Return the imports that still run; those whose records can't be read are told once and left out.

        Raises:
            RetryableError: DynamoDB left keys unprocessed through all tries.
        """
        values = {":yes": {"S": "yes"}}
        found = self._records(self._query("unfinished", "unfinished = :yes", values))
        return list(readable(found, checked, self._told))

    def _newest_first(self, at_once: int | None) -> Iterator[Record]:
        """Yield records, not checked, some read at a time, as some may be gone meanwhile or can't be read."""
        kinds = [self._of_kind(kind, at_once) for kind in IMPORT_KINDS]
        merged = heapq.merge(*kinds, key=lambda entry: str(entry["started_at"]["S"]), reverse=True)
        while entries := list(islice(merged, at_once)):
            yield from self._records(entries)

    def _of_kind(self, kind: str, most: int | None) -> Iterator[_Entry]:
        newest_first = {"ScanIndexForward": False, "PaginationConfig": {"PageSize": most}}
        return self._query("by_start", "kind = :kind", {":kind": {"S": kind}}, **newest_first)

    def _query(self, index: str, condition: str, values: Mapping[str, Any], **options: Any) -> Iterator[_Entry]:
        return query_index(
            self._client,
            TableName=self._table,
            IndexName=index,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            **options,
        )

    def _records(self, entries: Iterable[_Entry]) -> list[Record]:
        """Read the records that entries of an index belong to, in their order; some may be gone meanwhile."""
        keys = [{name: entry[name] for name in ("key", "sequencer")} for entry in entries]
        batches = [keys[start : start + BATCH_GET_LIMIT] for start in range(0, len(keys), BATCH_GET_LIMIT)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found = [from_wire(item) for batch in pool.map(self._read, batches) for item in batch]
        records = {(record["key"], record["sequencer"]): record for record in found}
        places = [(key["key"]["S"], key["sequencer"]["S"]) for key in keys]
        return [records[place] for place in places if place in records]

    def _read(self, keys: Keys) -> list[Record]:
        return list(read_items(self._client, self._table, keys))
