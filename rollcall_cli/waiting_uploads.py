"""Finds uploads that ingest has not taken in yet: they are in the bucket, and no record has their version."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from botocore.exceptions import ClientError

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import is_access_denied
from roster.clock import timestamp, utc_now

WAITING: Final = "WAITING"
"""What `status` shows in place of an import's status."""

LATE: Final = timedelta(minutes=3)
"""Lambda has tried three times by then, if ingest failed each time at once."""

_MAX_AGE: Final = timedelta(days=14)
"""Older uploads are not waited for: the failure queue and upkeep have given them up, and records may have expired."""

_MOST_PAGES: Final = 5
_MOST_LOOKED_AT: Final = 100
_LOOKS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class WaitingUpload:
    """An upload without a record."""

    key: str
    version_id: str
    since: datetime

    @property
    def is_late(self) -> bool:
        """Whether it waits for longer than ingest takes if all is well."""
        return utc_now() - self.since > LATE

    def document(self) -> dict[str, str]:
        """Return it as `--json` prints it."""
        return {
            "key": self.key,
            "status": WAITING,
            "version_id": self.version_id,
            "waiting_since": timestamp(self.since),
        }


@dataclass(frozen=True, slots=True)
class WaitingList:
    """The uploads that wait, newest first.

    Attributes:
        uploads: those that were found.
        gap: why there may be more; empty if there are none.
    """

    uploads: list[WaitingUpload]
    gap: str = ""


class WaitingUploads:
    """Compares the upload bucket with the files table.

    Args:
        deployment: the deployment.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._s3 = deployment.client("s3")
        self._bucket = deployment.output("upload_bucket")
        self._dynamodb = deployment.client("dynamodb")
        self._table = deployment.output("files_table")

    def of_key(self, key: str) -> WaitingUpload | None:
        """Return the current version of a key if it has no record; None if it has, or may not be asked for."""
        try:
            # Keys are listed in order, the key itself before longer ones, and its current version before the others.
            first = next(self._current(Prefix=key, PaginationConfig={"MaxItems": 1, "PageSize": 1}), None)
        except ClientError as error:
            if not is_access_denied(error):
                raise
            return None
        return first if first is not None and first.key == key and self._waits(first) else None

    def all(self, records: Iterable[Mapping[str, Any]] = ()) -> WaitingList:
        """Return the uploads that wait, as far as a few thousand uploads show them.

        Args:
            records: imports that are known anyway, so that nobody has to ask for theirs.
        """
        known = {record.get(name) for record in records for name in ("version_id", "redacted_version")}
        try:
            looked_at = list(islice(self._current(), _MOST_PAGES * 1000))
        except ClientError as error:
            if not is_access_denied(error):
                raise
            return WaitingList(
                [], "to see uploads that wait for ingest takes s3:ListBucketVersions on the upload bucket"
            )
        unknown = [upload for upload in looked_at if upload.version_id not in known]
        newest = heapq.nlargest(_MOST_LOOKED_AT, unknown, key=lambda upload: upload.since)
        with ThreadPoolExecutor(_LOOKS_AT_ONCE) as pool:
            waits = list(pool.map(self._waits, newest))
        is_whole = len(newest) == len(unknown) and len(looked_at) < _MOST_PAGES * 1000
        gap = (
            ""
            if is_whole
            else f"only {len(newest)} of the newest uploads were looked at; `rollcall status KEY` shows one"
        )
        return WaitingList([upload for upload, waiting in zip(newest, waits, strict=True) if waiting], gap)

    def _current(self, **options: Any) -> Iterator[WaitingUpload]:
        oldest = datetime.now(UTC) - _MAX_AGE
        pages = self._s3.get_paginator("list_object_versions").paginate(Bucket=self._bucket, **options)
        for page in pages:
            for entry in page.get("Versions", []):
                if entry["IsLatest"] and entry["LastModified"] >= oldest:
                    yield WaitingUpload(entry["Key"], entry["VersionId"], entry["LastModified"])

    def _waits(self, upload: WaitingUpload) -> bool:
        """Whether no record has a version; that of a copy without passwords is named only once the copy is there."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="#key = :key",
            FilterExpression="version_id = :version OR redacted_version = :version OR redaction = :pending",
            ProjectionExpression="sequencer",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={
                ":key": {"S": upload.key},
                ":version": {"S": upload.version_id},
                ":pending": {"S": "pending"},
            },
            ConsistentRead=True,
        )
        return not any(page["Items"] for page in pages)
