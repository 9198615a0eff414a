"""Ranges of versions of S3 objects, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def _versions(world: World) -> tuple[str, list[str]]:
    s3, bucket = world.client("s3"), world.name("bucket")
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    bodies = (b"0123456789", b"abcdefghij")
    return bucket, [s3.put_object(Bucket=bucket, Key="a", Body=body)["VersionId"] for body in bodies]


def test_a_range_of_a_version_is_that_range(local: World) -> None:
    bucket, versions = _versions(local)
    answers = [
        local.client("s3").get_object(Bucket=bucket, Key="a", VersionId=version, Range="bytes=2-4")
        for version in versions
    ]
    assert [answer["Body"].read() for answer in answers] == [b"234", b"cde"]
    assert [answer["ContentRange"] for answer in answers] == ["bytes 2-4/10"] * 2
    assert [answer["ResponseMetadata"]["HTTPStatusCode"] for answer in answers] == [206, 206]


def test_a_whole_version_is_whole(local: World) -> None:
    bucket, versions = _versions(local)
    assert local.client("s3").get_object(Bucket=bucket, Key="a", VersionId=versions[0])["Body"].read() == b"0123456789"


def test_a_range_behind_the_end_is_refused(local: World) -> None:
    bucket, versions = _versions(local)
    with pytest.raises(ClientError, match="InvalidRange"):
        local.client("s3").get_object(Bucket=bucket, Key="a", VersionId=versions[0], Range="bytes=10-12")


def test_ministack_alone_answers_with_the_whole_version(bare: World) -> None:
    bucket, versions = _versions(bare)
    answer = bare.client("s3").get_object(Bucket=bucket, Key="a", VersionId=versions[0], Range="bytes=2-4")
    assert answer["Body"].read() == b"0123456789"
