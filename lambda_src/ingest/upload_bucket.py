"""Reads one version of an uploaded object, in ranges. Redaction's `UploadCopies` writes to the bucket.

A long directory takes minutes to import. Many short requests last that long; one open connection would not.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from roster.errors import RetryableError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from typing_extensions import Buffer

_RANGE_BYTES: Final = 1024 * 1024

_SETTLED_AFTER: Final = timedelta(minutes=15)
"""From this age on an object that Amazon S3 does not show is gone.

In the first minutes after versioning was switched on, requests for what came since may be answered 404 all the same.
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/manage-versioning-examples.html
"""


@dataclass(frozen=True, slots=True)
class UploadEvent:
    """What an S3 event says of an object: `key` as its user sees it, `sequencer` padded to sort.

    `at` is when the object came; None where the event is not Amazon S3's own.
    """

    bucket: str
    key: str
    version_id: str
    sequencer: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """One version of an object.

    Attributes:
        event: the event that told of it.
        size: in bytes.
        etag: without quotes.
        content_type: as the uploader said.
        uploaded_at: Amazon S3's time.
        metadata: what the uploader noted beside it; keys in lower case.
    """

    event: UploadEvent
    size: int
    etag: str
    content_type: str
    uploaded_at: datetime
    metadata: dict[str, str]


def may_show_later(came_at: datetime | None, now: datetime) -> bool:
    """Whether an object that Amazon S3 does not show may be there all the same, as it came a short while ago."""
    return came_at is not None and now - came_at < _SETTLED_AFTER


class UploadBucket:
    """Reads of the upload bucket.

    Args:
        client: an Amazon S3 client.
    """

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def open(self, event: UploadEvent) -> Upload | None:
        """Open the version that an event tells of; None if Amazon S3 does not show it: see `may_show_later`.

        Raises:
            botocore.exceptions.ClientError: any refusal but a missing object.
        """
        try:
            head = self._client.head_object(Bucket=event.bucket, Key=event.key, VersionId=event.version_id)
        except ClientError as error:
            if error.response["Error"]["Code"] not in {"404", "NoSuchKey", "NoSuchVersion"}:
                raise
            return None
        size = head["ContentLength"]
        return Upload(
            event=event,
            size=size,
            etag=head["ETag"].strip('"'),
            content_type=head.get("ContentType", "binary/octet-stream"),
            uploaded_at=head["LastModified"],
            metadata=head.get("Metadata", {}),
        )

    def stream(self, upload: Upload, before_each: Callable[[], None] = lambda: None) -> io.BufferedReader:
        """Return the bytes of an upload from its beginning, read as they are needed; the stream can seek.

        Reads of it raise `RetryableError` where Amazon S3 can't be read, and `ClientError` where it refuses: never
        what a parser of the bytes would take for damage, as some of botocore's errors are `OSError`s too.

        Args:
            upload: which.
            before_each: called before each range is read; may raise to end the reading.
        """
        return io.BufferedReader(_Ranges(self._client, upload.event, upload.size, before_each), _RANGE_BYTES)


class _Ranges(io.RawIOBase):
    """The object as a file whose reads are ranged requests for the one version."""

    def __init__(self, client: S3Client, event: UploadEvent, size: int, before_each: Callable[[], None]) -> None:
        self._client = client
        self._before_each = before_each
        self._event = event
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("a position before the object's beginning")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        if self._position >= self._size:
            return 0
        self._before_each()
        data = self._read_range(min(len(view), self._size - self._position))
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _read_range(self, length: int) -> bytes:
        try:
            answer = self._client.get_object(
                Bucket=self._event.bucket,
                Key=self._event.key,
                VersionId=self._event.version_id,
                Range=f"bytes={self._position}-{self._position + length - 1}",
            )
            data = answer["Body"].read()
        except (BotoCoreError, OSError) as error:
            raise RetryableError(f"Amazon S3 can't be read: {error}") from error
        if len(data) != length:  # fewer would look like the end of the file
            raise RetryableError(f"Amazon S3 can't be read: it gave {len(data)} bytes in place of {length}")
        return data
