"""Finds uploads that ingest has not taken in yet: they are in the bucket, and no record has their version."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
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

_PAGE: Final = 1000
"""Versions that Amazon S3 lists at a time."""

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
            listed, _ = self._current(1, Prefix=key)
        except ClientError as error:
            if not is_access_denied(error):
                raise
            return None
        return next((upload for upload in listed if upload.key == key and self._waits(upload)), None)

    def all(self, records: Iterable[Mapping[str, Any]], *, most_pages: int = 2) -> WaitingList:
        """Return the uploads that wait, as far as some thousand uploads show them.

        Args:
            records: imports that are known anyway, so that nobody has to ask for theirs.
            most_pages: of a thousand versions each, that are listed.
        """
        named = (record.get(name) for record in records for name in ("version_id", "redacted_version"))
        known = {version for version in named if isinstance(version, str)}
        try:
            listed, is_whole = self._current(most_pages * _PAGE)
        except ClientError as error:
            if not is_access_denied(error):
                raise
            return WaitingList([], "to see them takes s3:ListBucketVersions on the upload bucket")
        unknown = [upload for upload in listed if upload.version_id not in known]
        newest = heapq.nlargest(_MOST_LOOKED_AT, unknown, key=lambda upload: upload.since)
        with ThreadPoolExecutor(_LOOKS_AT_ONCE) as pool:
            waits = list(pool.map(self._waits, newest))
        found = [upload for upload, waiting in zip(newest, waits, strict=True) if waiting]
        if is_whole and len(newest) == len(unknown):
            return WaitingList(found)
        return WaitingList(found, "not all uploads were looked at; `rollcall status KEY` looks at one")

    def _current(self, most: int, **options: Any) -> tuple[list[WaitingUpload], bool]:
        """List the current versions that are not too old; return them and whether that is all of them.

        Args:
            most: versions of any kind that are listed.
            **options: of the listing.
        """
        oldest = utc_now() - _MAX_AGE
        limits = {"MaxItems": most, "PageSize": min(most, _PAGE)}
        pages = self._s3.get_paginator("list_object_versions").paginate(
            Bucket=self._bucket, PaginationConfig=limits, **options
        )
        found = [
            WaitingUpload(entry["Key"], entry["VersionId"], entry["LastModified"])
            for page in pages
            for entry in page.get("Versions", [])
            if entry["IsLatest"] and entry["LastModified"] >= oldest
        ]
        return found, pages.resume_token is None

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
