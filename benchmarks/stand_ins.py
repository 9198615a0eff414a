"""In-memory stand-ins for what the functions read and write, so that only their own work is measured."""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from benchmarks.samples import INSTANCE, KEY, number_of, settled_items, settled_wire
from benchmarks.settings import AGENTS_TABLE, FILES_TABLE, REPORT_BUCKET, UPLOAD_BUCKET
from ingest.importing.directory_importer import ImportStores
from ingest.upload_bucket import Upload, UploadBucket, UploadEvent
from roster.agents_table import AgentsTable
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.passwords import PasswordStore
from roster.reports_bucket import ReportsBucket


class UploadedFile:
    """An Amazon S3 client that serves ranges of one file on disk.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get_object(self, *, Range: str, **_: Any) -> dict[str, Any]:  # noqa: N803 (boto3's name)
        """Answer a range of the file."""
        first, last = Range.removeprefix("bytes=").split("-")
        with self._path.open("rb") as file:
            file.seek(int(first))
            return {"Body": io.BytesIO(file.read(int(last) + 1 - int(first)))}


def open_upload(path: Path) -> BinaryIO:
    """Open a file on disk as ingest opens an upload."""
    client: Any = UploadedFile(path)
    size = path.stat().st_size
    event = UploadEvent(UPLOAD_BUCKET, KEY, "1", "0" * 40)
    upload = Upload(event, size, "etag", "text/csv", datetime.now(UTC), {})
    return UploadBucket(client).stream(upload)


class HeldAgents:
    """Settled agents, all held in memory.

    Args:
        usernames: theirs.
    """

    def __init__(self, usernames: list[str]) -> None:
        self._items = dict(zip(usernames, settled_items(usernames), strict=True))
        self.seconds_aside = 0.0

    def read_many(self, usernames: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Read agents, as `AgentsTable.read_many`."""
        return {name: self._items[name] for name in usernames}


class MadeAgents:
    """Settled agents, made when they are asked for: for more of them than memory holds.

    Attributes:
        seconds_aside: processor time that was spent on making them.
    """

    def __init__(self) -> None:
        self.seconds_aside = 0.0

    def read_many(self, usernames: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Read agents, as `AgentsTable.read_many`."""
        since = time.process_time()
        names = list(usernames)
        found = dict(zip(names, settled_items(names), strict=True))
        self.seconds_aside += time.process_time() - since
        return found


class NoPages:
    """A paginator of a query that finds nothing."""

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        """Answer no page."""
        return []


class DynamoDb:
    """A DynamoDB client that answers every read with settled agents and takes every write."""

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 (boto3's name)
        """Answer the items of settled agents in DynamoDB's format."""
        ((table, request),) = RequestItems.items()
        asked = tuple(request.get("ExpressionAttributeNames", {}).values())
        keys = request["Keys"]
        return {"Responses": {table: [settled_wire(number_of(key["username"]["S"]), asked) for key in keys]}}

    def get_paginator(self, _operation: str) -> NoPages:
        """Answer that an upload key owns no agents."""
        return NoPages()

    def transact_write_items(self, **_: Any) -> dict[str, Any]:
        """Take a transaction."""
        return {}

    def update_item(self, **_: Any) -> dict[str, Any]:
        """Take an update."""
        return {}


class Sink:
    """An Amazon S3 and AWS Secrets Manager client that forgets what it is given."""

    def put_object(self, **_: Any) -> dict[str, Any]:
        """Take an object."""
        return {}

    def create_secret(self, **_: Any) -> dict[str, Any]:
        """Take a secret."""
        return {}

    def get_secret_value(self, **_: Any) -> dict[str, Any]:
        """Answer a secret without passwords."""
        return {"SecretString": "{}"}


def stores() -> ImportStores:
    """Build the stores of an import over stand-ins: every agent is settled, every write is taken."""
    dynamodb: Any = DynamoDb()
    sink: Any = Sink()
    return ImportStores(
        dynamodb=dynamodb,
        files=FilesTable(dynamodb, FILES_TABLE),
        agents=AgentsTable(dynamodb, AGENTS_TABLE),
        passwords=PasswordStore(sink, prefix="rollcall/passwords", key_arn="key"),
        reports=ReportsBucket(sink, REPORT_BUCKET),
    )


def fresh_record() -> ImportRecord:
    """Return the record of an import that has just begun."""
    record = {
        "key": KEY,
        "sequencer": "0" * 40,
        "kind": "agent_directory",
        "import_id": "0123456789abcdef0123456789abcdef",
        "instance": INSTANCE,
        "status": "INGESTING",
        "position": 1,
        "pending": 0,
    }
    return cast("ImportRecord", record)
