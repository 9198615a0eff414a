"""S3 Control is reached under the name that AWS's SDKs make of an endpoint: the account stands before the host."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config

from local_aws.client import LocalAws
from local_aws.tests.functional.support import World

ACCOUNT = "000000000000"


@pytest.fixture
def asked() -> list[str]:
    """The hosts that requests of `control` are for."""
    return []


@pytest.fixture
def control(server: LocalAws, asked: list[str]) -> Any:
    """A client that goes through the proxy of the environment, as AWS's SDK for Go does for such a host.

    Python's own rules would spare it, as NO_PROXY has the end of its name.
    """
    environment = server.environment()
    client = boto3.client(
        "s3control",
        region_name="us-east-1",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        config=Config(proxies={"http": environment["HTTP_PROXY"]}, retries={"max_attempts": 0}),
    )
    client.meta.events.register("before-send.*", lambda request, **_: asked.append(urlsplit(request.url).hostname))
    return client


def test_tags_of_a_bucket(local: World, control: Any, asked: list[str], server: LocalAws) -> None:
    s3: Any = local.client("s3")
    bucket = local.name("bucket")
    arn = f"arn:aws:s3:::{bucket}"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "team", "Value": "a b/c"}]})
    server.controls.reset_calls()

    assert control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn=arn)["Tags"] == [
        {"Key": "team", "Value": "a b/c"}
    ]
    more = [{"Key": "cost", "Value": "4711"}, {"Key": "part", "Value": "x"}]
    control.tag_resource(AccountId=ACCOUNT, ResourceArn=arn, Tags=more)
    control.untag_resource(AccountId=ACCOUNT, ResourceArn=arn, TagKeys=["team", "part"])

    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == [{"Key": "cost", "Value": "4711"}]
    assert set(asked) == {f"{ACCOUNT}.127.0.0.1"}
    assert server.controls.calls()["s3"] == {
        "ListTagsForResource": 1,
        "TagResource": 1,
        "UntagResource": 1,
        "GetBucketTagging": 1,
    }


def test_a_bucket_without_tags_has_none(local: World, control: Any) -> None:
    bucket = local.name("bucket")
    local.client("s3").create_bucket(Bucket=bucket)

    assert control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn=f"arn:aws:s3:::{bucket}")["Tags"] == []


def test_a_bucket_that_is_made_with_tags_has_them(local: World, control: Any) -> None:
    """Provider 6.23 and later send the tags with the bucket."""
    bucket, tags = local.name("bucket"), [{"Key": "team", "Value": "a"}]
    local.client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"Tags": tags})

    assert control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn=f"arn:aws:s3:::{bucket}")["Tags"] == tags


def test_whoever_may_not_read_tags_is_refused(local: World, control: Any) -> None:
    nobody = local.client("iam")
    user = local.name("user")
    nobody.create_user(UserName=user)
    key = nobody.create_access_key(UserName=user)["AccessKey"]
    control._request_signer._credentials.access_key = key["AccessKeyId"]
    control._request_signer._credentials.secret_key = key["SecretAccessKey"]

    with pytest.raises(control.exceptions.ClientError, match="AccessDenied"):
        control.list_tags_for_resource(AccountId=ACCOUNT, ResourceArn="arn:aws:s3:::any")
