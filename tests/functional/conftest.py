"""The stores as Terraform makes them, in moto."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.functional.stores import KEY_ARN, Deployment, create_tables


@pytest.fixture
def deployment() -> Iterator[Deployment]:
    """Tables, buckets and clients of a deployment named `rollcall`."""
    with mock_aws():
        region: dict[str, Any] = {"region_name": "eu-central-1"}
        s3 = boto3.client("s3", **region)
        dynamodb = boto3.client("dynamodb", **region)
        for bucket in ("rollcall-uploads", "rollcall-reports"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        s3.put_bucket_versioning(Bucket="rollcall-uploads", VersioningConfiguration={"Status": "Enabled"})
        create_tables(dynamodb)
        yield Deployment(
            s3=s3, dynamodb=dynamodb, secretsmanager=boto3.client("secretsmanager", **region), key_arn=KEY_ARN
        )
