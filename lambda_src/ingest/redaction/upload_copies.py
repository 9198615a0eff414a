"""Puts a copy in the place of an uploaded version, and deletes versions: the only writes to the upload bucket."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from ingest.upload_bucket import UploadEvent
from roster.errors import RetryableError
from roster.s3_events import NO_VERSION

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MARK: Final = "rollcall-redacted"
"""Object metadata of a copy: the id of the import whose passwords it lacks."""

_PART_BYTES: Final = 8 * 1024 * 1024
"""At least 5 MiB, and 10,000 of them hold any file that an import can read in time (Amazon S3's multipart limits)."""

_WHOLE_BYTES: Final = 128 * 1024 * 1024
"""How long a copy is sent in one piece whose key has controls, far below what the function has of memory.

To a copy in parts Amazon S3 answers with the key in XML, which can't hold them, so that botocore can't read the answer.
"""

_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_MAX_METADATA_BYTES: Final = 2_048
"""Amazon S3's limit of an object's own metadata, keys and values together."""

_KEPT: Final = (
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "StorageClass",
    "WebsiteRedirectLocation",
)
_GONE: Final = frozenset({"404", "NoSuchKey", "NoSuchVersion"})
_REPLACED: Final = _GONE | {"412", "PreconditionFailed"}


@dataclass(frozen=True, slots=True)
class Current:
    """The current version of an object.

    Attributes:
        version_id: its id.
        etag: as Amazon S3 wrote it.
        metadata: what the uploader noted beside it; keys in lower case.
        attributes: the arguments by which a copy gets the same content type and the like.
    """

    version_id: str
    etag: str
    metadata: Mapping[str, str]
    attributes: Mapping[str, str]


class UploadCopies:
    """Writes to the upload bucket.

    Args:
        client: an Amazon S3 client.
        part_bytes: from which size on a copy is sent in parts, which are as long.
    """

    def __init__(self, client: S3Client, *, part_bytes: int = _PART_BYTES) -> None:
        self._client = client
        self._part_bytes = part_bytes

    def current(self, event: UploadEvent) -> Current | None:
        """Look at what the key of an event holds now; None if it was deleted.

        Raises:
            RetryableError: nothing is there, and nothing says that it was deleted; Amazon S3 may not show it yet.
            botocore.exceptions.ClientError: any other refusal.
        """
        try:
            head = self._client.head_object(Bucket=event.bucket, Key=event.key)
        except ClientError as error:
            if error.response["Error"]["Code"] not in _GONE:
                raise
            if error.response["ResponseMetadata"]["HTTPHeaders"].get("x-amz-delete-marker") == "true":
                return None
            raise RetryableError(f"Amazon S3 does not show what {event.key} holds now") from error
        answer: Mapping[str, Any] = head
        attributes = {name: answer[name] for name in _KEPT if answer.get(name)}
        return Current(_version_of(head), head["ETag"], head.get("Metadata", {}), attributes)

    def replace(self, event: UploadEvent, current: Current, import_id: str, pieces: Iterable[bytes]) -> str | None:
        """Put a copy over the current version, unless a newer one has come meanwhile.

        Args:
            event: names bucket and key.
            current: what is to be replaced.
            import_id: what the copy is marked with.
            pieces: the copy's content, taken as it is needed.

        Returns:
            The copy's version id; None if the current version is another one now, or the object was deleted.

        Raises:
            RetryableError: somebody else is writing to the key at this moment.
            botocore.exceptions.ClientError: any other refusal.
        """
        target: dict[str, Any] = {"Bucket": event.bucket, "Key": event.key}
        attributes: dict[str, Any] = {**current.attributes, "Metadata": _marked(current.metadata, import_id)}
        parts = _parts(pieces, _WHOLE_BYTES if _NO_XML.search(event.key) else self._part_bytes)
        first, second = next(parts, b""), next(parts, None)
        try:
            if second is None:
                answer = self._client.put_object(**target, **attributes, Body=first, IfMatch=current.etag)
                return _version_of(answer)
            return self._put_parts(target, attributes, itertools.chain([first, second], parts), current.etag)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConditionalRequestConflict":
                raise RetryableError(f"Somebody else is writing to {event.key} at this moment") from error
            if code not in _REPLACED:
                raise
            return None

    def delete(self, event: UploadEvent) -> None:
        """Delete the version of an event for good; deleting it again changes nothing."""
        self._client.delete_object(Bucket=event.bucket, Key=event.key, VersionId=event.version_id)

    def _put_parts(self, target: dict[str, Any], attributes: dict[str, Any], parts: Iterable[bytes], etag: str) -> str:
        upload = target | {"UploadId": self._client.create_multipart_upload(**target, **attributes)["UploadId"]}
        complete = False
        try:
            sent: list[Any] = [self._put_part(upload, number, part) for number, part in enumerate(parts, start=1)]
            answer = self._client.complete_multipart_upload(**upload, MultipartUpload={"Parts": sent}, IfMatch=etag)
            complete = True
            return _version_of(answer)
        finally:
            if not complete:  # Amazon S3 would keep the parts, and charge for them
                self._client.abort_multipart_upload(**upload)

    def _put_part(self, upload: dict[str, Any], number: int, part: bytes) -> dict[str, Any]:
        answer: Mapping[str, Any] = self._client.upload_part(**upload, PartNumber=number, Body=part)
        checksums = {name: value for name, value in answer.items() if name.startswith("Checksum")}
        return {"PartNumber": number, "ETag": answer["ETag"], **checksums}


def _version_of(answer: Mapping[str, Any]) -> str:
    version_id: str = answer.get("VersionId") or NO_VERSION
    return version_id


def _marked(metadata: Mapping[str, str], import_id: str) -> dict[str, str]:
    """Add the mark to an object's metadata, or leave the others out where they leave no room for it."""
    mark = {MARK: import_id}
    both = {**metadata, **mark}
    return both if sum(len(name) + len(value) for name, value in both.items()) <= _MAX_METADATA_BYTES else mark


def _parts(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Gather pieces into parts of one size; the last may be shorter."""
    part = bytearray()
    for piece in pieces:
        part += piece
        while len(part) >= size:
            yield bytes(part[:size])
            del part[:size]
    if part:
        yield bytes(part)
