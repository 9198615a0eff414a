"""Lists the versions in the upload bucket. Their content, which may hold passwords, is never read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """The current version of an object."""

    key: str
    version_id: str
    modified_at: datetime


class UploadVersions:
    """Lists the upload bucket.

    Args:
        client: an Amazon S3 client.
        bucket: the bucket's name.
    """

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self.bucket = bucket

    def current(self) -> Iterator[StoredUpload]:
        """Yield the current version of every object that is not deleted."""
        for page in self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket):
            for entry in page.get("Versions", []):
                if entry["IsLatest"]:
                    yield StoredUpload(entry["Key"], entry["VersionId"], entry["LastModified"])

    def unended(self) -> list[datetime]:
        """Return when each upload in parts was begun that nobody has ended, of the first 1,000.

        Their parts may hold passwords, and no listing of objects shows them.
        """
        # Keys are not used; encoded, none of them makes the answer unreadable.
        answer = self._client.list_multipart_uploads(Bucket=self.bucket, EncodingType="url")
        return [upload["Initiated"] for upload in answer.get("Uploads", [])]

    def exists(self, key: str, version_id: str) -> bool:
        """Whether a version of a key exists."""
        pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=key)
        for page in pages:
            for entry in page.get("Versions", []):
                if entry["Key"] != key:
                    return False  # keys are listed in order, and the key itself is the first with this prefix
                if entry["VersionId"] == version_id:
                    return True
        return False
