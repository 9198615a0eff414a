"""Amazon S3, Secrets Manager and SNS in memory, as far as Rollcall calls them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.functional.flow.dynamodb import FakePaginator, refusal


@dataclass(frozen=True)
class Version:
    """One version of an object."""

    id: str
    body: bytes
    metadata: dict[str, str]
    content_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


class FakeS3:
    """Versioned buckets.

    Args:
        created: hears of each new version: bucket, key and version id.
    """

    def __init__(self, created: Callable[[str, str, str], None] = lambda bucket, key, version: None) -> None:
        self.objects: dict[tuple[str, str], list[Version]] = {}
        self._written = 0
        self._created = created
        self._at = datetime.now(UTC)

    def put_object(self, *, Bucket: str, Key: str, Body: Any, **options: Any) -> dict[str, str]:  # noqa: N803
        versions = self.objects.get((Bucket, Key), [])
        if "IfMatch" in options and not versions:
            raise refusal("NoSuchKey", "PutObject")
        if "IfMatch" in options and versions[-1].etag != options["IfMatch"]:
            raise refusal("PreconditionFailed", "PutObject")
        body = Body if isinstance(Body, bytes) else Body.read()
        content_type = options.get("ContentType", "binary/octet-stream")
        self._written += 1
        version = Version(f"v{self._written}", body, dict(options.get("Metadata", {})), content_type)
        self.objects[(Bucket, Key)] = [*versions, version]
        self._created(Bucket, Key, version.id)
        return {"VersionId": version.id, "ETag": version.etag}

    def head_object(self, *, Bucket: str, Key: str, VersionId: str | None = None) -> dict[str, Any]:  # noqa: N803
        version = self._find(Bucket, Key, VersionId, "404")
        return {
            "ContentLength": len(version.body),
            "ETag": version.etag,
            "LastModified": self._at,
            "Metadata": dict(version.metadata),
            "ContentType": version.content_type,
            "VersionId": version.id,
        }

    def get_object(
        self,
        *,
        Bucket: str,  # noqa: N803
        Key: str,  # noqa: N803
        VersionId: str | None = None,  # noqa: N803
        Range: str | None = None,  # noqa: N803
    ) -> dict[str, Any]:
        body = self._find(Bucket, Key, VersionId, "NoSuchVersion" if VersionId else "NoSuchKey").body
        if Range is not None:
            first, last = Range.removeprefix("bytes=").split("-")
            body = body[int(first) : int(last) + 1]
        return {"Body": io.BytesIO(body)}

    def delete_object(self, *, Bucket: str, Key: str, VersionId: str) -> None:  # noqa: N803
        kept = [version for version in self.objects.get((Bucket, Key), []) if version.id != VersionId]
        self.objects[(Bucket, Key)] = kept

    def list_objects_v2(self, *, Bucket: str, Prefix: str, Delimiter: str = "") -> dict[str, Any]:  # noqa: N803
        keys = sorted(key for bucket, key in self.objects if bucket == Bucket and key.startswith(Prefix))
        if Delimiter:
            keys = [key for key in keys if Delimiter not in key[len(Prefix) :]]
        return {"Contents": [{"Key": key} for key in keys]} if keys else {}

    def list_object_versions(self, *, Bucket: str, Prefix: str = "") -> dict[str, Any]:  # noqa: N803
        found = [
            {"Key": key, "VersionId": version.id, "IsLatest": version is versions[-1], "LastModified": self._at}
            for (bucket, key), versions in sorted(self.objects.items())
            for version in reversed(versions)
            if bucket == Bucket and key.startswith(Prefix)
        ]
        return {"Versions": found} if found else {}

    def list_multipart_uploads(self, *, Bucket: str, EncodingType: str) -> dict[str, Any]:  # noqa: N803
        """Answer that there are none, as nothing is uploaded in parts here."""
        return {"Bucket": Bucket, "EncodingType": EncodingType}

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(getattr(self, operation))

    def _find(self, bucket: str, key: str, version_id: str | None, code: str) -> Version:
        for version in reversed(self.objects.get((bucket, key), [])):
            if version_id in {None, version.id}:
                return version
        raise refusal(code, "GetObject")


class FakeSecrets:
    """Secrets by name."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def create_secret(self, *, Name: str, SecretString: str, **_: Any) -> None:  # noqa: N803
        if Name in self.values:
            raise refusal("ResourceExistsException", "CreateSecret")
        self.values[Name] = SecretString

    def put_secret_value(self, *, SecretId: str, SecretString: str, **_: Any) -> None:  # noqa: N803
        self.get_secret_value(SecretId=SecretId)
        self.values[SecretId] = SecretString

    def get_secret_value(self, *, SecretId: str) -> dict[str, str]:  # noqa: N803
        if SecretId not in self.values:
            raise refusal("ResourceNotFoundException", "GetSecretValue")
        return {"SecretString": self.values[SecretId]}


class FakeTopic:
    """Messages by subject."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def publish(self, *, Message: str, **_: Any) -> None:  # noqa: N803
        self.messages.append(Message)
