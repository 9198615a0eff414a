"""Who pays for requests to a bucket, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def _bucket(world: World) -> tuple[Any, str]:
    s3, bucket = world.client("s3"), world.name("bucket")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a\x1b.csv", Body=b"")
    return s3, bucket


def test_the_owner_pays_until_somebody_says_otherwise(local: World) -> None:
    s3, bucket = _bucket(local)
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration={"Payer": "Requester"})
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "Requester"
    assert [entry["Key"] for entry in s3.list_objects(Bucket=bucket)["Contents"]] == ["a\x1b.csv"]


def test_ministack_alone_lists_the_objects(bare: World) -> None:
    s3, bucket = bare.client("s3"), bare.name("bucket")
    s3.create_bucket(Bucket=bucket)
    assert "Payer" not in s3.get_bucket_request_payment(Bucket=bucket)
