"""Lists, reads and deletes the plain files that a deployment keeps: each upload that is no directory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import CliError
from rollcall_cli.index_query import query_index
from rollcall_cli.readable_records import Record, readable
from roster.items import from_wire
from roster.outside_text import shell_word
from roster.readable import Check, check_item, is_flag, is_text, is_whole

_FIELDS: Final = (
    "key",
    "sequencer",
    "bucket",
    "version_id",
    "size",
    "content_type",
    "uploaded_at",
    "content_stored",
    "chunks",
)
_NAMES: Final = {f"#{name}": name for name in _FIELDS}
"""Some of them are words of DynamoDB's own."""

_NEEDED: Final[dict[str, Check]] = {
    **dict.fromkeys(("bucket", "version_id", "content_type", "uploaded_at"), is_text),
    "size": is_whole,
}
"""What is read of each record; others write the table too. The index has all of it."""

_NEEDED_TO_READ: Final[dict[str, Check]] = _NEEDED | {"content_stored": is_flag}
_OPTIONAL: Final[dict[str, Check]] = {"chunks": is_whole}

_PIECE_BYTES: Final = 1_000_000


class PlainFiles:
    """The plain files of a deployment.

    Args:
        deployment: the deployment.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._client = deployment.client("dynamodb")
        self._table = deployment.output("files_table")
        self._deployment = deployment

    @property
    def _s3(self) -> Any:
        return self._deployment.s3_for_files()

    def all(self) -> Iterator[Record]:
        """Yield what the index says of the newest record of each key, by key, with how many `versions` there are.

        The index holds no content, and lags behind the table by a moment. Records that can't be read are told and left
        out.

        Raises:
            CliError: the table lacks the index.
        """
        entries = query_index(
            self._client,
            TableName=self._table,
            IndexName="by_key",
            KeyConditionExpression="kind = :file",
            ExpressionAttributeValues={":file": {"S": "file"}},
        )
        found = readable(map(from_wire, entries), lambda record: _check(record, _NEEDED))
        for _, versions in groupby(found, key=itemgetter("key")):
            records = list(versions)
            yield max(records, key=itemgetter("sequencer")) | {"versions": len(records)}

    def of_key(self, key: str) -> list[Record]:
        """Return the records of a key, oldest first.

        Raises:
            CliError: there is no plain file of that key.
        """
        records = list(self._read(key))
        if not records:
            raise CliError(
                f"There is no plain file {key!r}",
                "`rollcall files` lists them; a directory is an import, and `rollcall status` lists those",
            )
        return records

    def content(self, record: Record) -> Iterator[bytes]:
        """Yield a file's content, piece by piece.

        Raises:
            CliError: it is gone, at least in part.
            UnreadableError: somebody else wrote its record.
        """
        _check(record, _NEEDED_TO_READ)
        if not record["content_stored"]:
            place = {"Bucket": record["bucket"], "Key": record["key"], "VersionId": record["version_id"]}
            yield from self._s3.get_object(**place)["Body"].iter_chunks(_PIECE_BYTES)
            return
        for sequencer in _pieces(record):
            key = {"key": {"S": record["key"]}, "sequencer": {"S": sequencer}}
            answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
            if "content" not in answer.get("Item", {}):
                raise CliError(
                    f"A part of {record['key']!r} is gone from the table {self._table}",
                    f"read it from the bucket: aws s3api get-object --bucket {shell_word(record['bucket'])} "
                    f"--key {shell_word(record['key'])} --version-id {shell_word(record['version_id'])} FILE",
                )
            yield from_wire(answer["Item"])["content"]

    def delete(self, record: Record) -> None:
        """Delete one version of a file from bucket and table; whoever repeats it after a failure ends what is left.

        The bucket comes first, as upkeep takes an upload without a record for one whose event was lost. The record
        comes last, as it says where the rest is.

        Raises:
            UnreadableError: somebody else wrote its record; nothing was deleted.
        """
        _check(record, _NEEDED_TO_READ)
        self._s3.delete_object(Bucket=record["bucket"], Key=record["key"], VersionId=record["version_id"])
        for sequencer in dict.fromkeys((*_pieces(record), record["sequencer"])):
            key = {"key": {"S": record["key"]}, "sequencer": {"S": sequencer}}
            self._client.delete_item(TableName=self._table, Key=key)

    def _read(self, key: str) -> Iterator[Record]:
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            FilterExpression="kind = :file",
            ProjectionExpression=", ".join(_NAMES),
            ExpressionAttributeNames=_NAMES,
            ExpressionAttributeValues={":file": {"S": "file"}, ":key": {"S": key}},
            ConsistentRead=True,
        )
        return (from_wire(item) for page in pages for item in page["Items"])


def _check(record: Record, needed: Mapping[str, Check]) -> None:
    check_item(record, f"The record of {record['key']} ({record['sequencer']}) in the files table", needed, _OPTIONAL)


def _pieces(record: Record) -> list[str]:
    """Return the sequencers of the items that hold a file's content; the record's own where it is short."""
    own = record["sequencer"]
    if not record["content_stored"]:
        return []
    return [f"{own}#{number:05d}" for number in range(1, int(record.get("chunks", 0)) + 1)] or [own]
