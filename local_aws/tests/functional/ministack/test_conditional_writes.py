"""A write to Amazon S3 on the condition that an object is as it was; ministack needs no correction for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


@pytest.fixture
def bucket(local: World) -> str:
    name = local.name("bucket")
    local.client("s3").create_bucket(Bucket=name)
    local.client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


def put_in_parts(s3: Any, bucket: str, etag: str) -> str:
    target = {"Bucket": bucket, "Key": "a"}
    upload = target | {"UploadId": s3.create_multipart_upload(**target)["UploadId"]}
    part = s3.upload_part(**upload, PartNumber=1, Body=b"copy")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"], "ChecksumCRC32": part["ChecksumCRC32"]}]}
    version_id: str = s3.complete_multipart_upload(**upload, MultipartUpload=parts, IfMatch=etag)["VersionId"]
    return version_id


def put_whole(s3: Any, bucket: str, etag: str) -> str:
    version_id: str = s3.put_object(Bucket=bucket, Key="a", Body=b"copy", IfMatch=etag)["VersionId"]
    return version_id


@pytest.mark.parametrize("put", [put_whole, put_in_parts])
def test_only_the_object_that_was_seen_is_replaced(local: World, bucket: str, put: Any) -> None:
    s3 = local.client("s3")
    seen = s3.put_object(Bucket=bucket, Key="a", Body=b"seen")["ETag"]
    s3.put_object(Bucket=bucket, Key="a", Body=b"newer")

    with pytest.raises(ClientError) as refused:
        put(s3, bucket, seen)

    assert refused.value.response["Error"]["Code"] == "PreconditionFailed"
    current = s3.head_object(Bucket=bucket, Key="a")["ETag"]
    version_id = put(s3, bucket, current)
    assert s3.head_object(Bucket=bucket, Key="a")["VersionId"] == version_id


@pytest.mark.parametrize("put", [put_whole, put_in_parts])
def test_a_deleted_object_is_not_replaced(local: World, bucket: str, put: Any) -> None:
    s3 = local.client("s3")
    seen = s3.put_object(Bucket=bucket, Key="a", Body=b"seen")["ETag"]
    s3.delete_object(Bucket=bucket, Key="a")

    with pytest.raises(ClientError) as refused:
        put(s3, bucket, seen)

    assert refused.value.response["Error"]["Code"] == "NoSuchKey"
