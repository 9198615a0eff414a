"""What an instance names in other services: looked up where the application has somebody to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local_aws.connect import wsgi_app

KEY = {"EncryptionType": "KMS", "KeyId": "arn:aws:kms:eu-central-1:000000000000:key/k"}
STREAM = "arn:aws:kinesis:eu-central-1:000000000000:stream/s"
FIREHOSE = "arn:aws:firehose:eu-central-1:000000000000:deliverystream/d"
FUNCTION = "arn:aws:lambda:eu-central-1:000000000000:function:dip:live"
VIDEO = {"Prefix": "calls", "RetentionPeriodHours": 1, "EncryptionConfig": KEY}

PLACES: list[tuple[dict[str, Any], list[str]]] = [
    ({"StorageType": "S3", "S3Config": {"BucketName": "b", "BucketPrefix": "p"}}, ["arn:aws:s3:::b"]),
    (
        {"StorageType": "S3", "S3Config": {"BucketName": "b", "BucketPrefix": "p", "EncryptionConfig": KEY}},
        ["arn:aws:s3:::b", KEY["KeyId"]],
    ),
    ({"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": STREAM}}, [STREAM]),
    ({"StorageType": "KINESIS_FIREHOSE", "KinesisFirehoseConfig": {"FirehoseArn": FIREHOSE}}, [FIREHOSE]),
    ({"StorageType": "KINESIS_VIDEO_STREAM", "KinesisVideoStreamConfig": VIDEO}, [KEY["KeyId"]]),
]
"""Each with the ARNs that are asked for."""


class Account:
    """Knows some ARNs, and notes what it is asked."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self.asked: list[str] = []

    def __call__(self, arn: str) -> bool:
        self.asked.append(arn)
        return arn in self.known


@pytest.fixture
def account() -> Account:
    return Account()


@pytest.fixture
def instance(serve: Callable[[Any], str], account: Account) -> Callable[..., Any]:
    keys: dict[str, Any] = {"aws_access_key_id": "k", "aws_secret_access_key": "s"}
    client: Any = boto3.client(
        "connect",
        "eu-central-1",
        endpoint_url=serve(wsgi_app(exists=account)),
        config=Config(retries={"total_max_attempts": 1}),
        **keys,
    )
    created = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="looked-up",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    def call(operation: str, **params: Any) -> Any:
        return getattr(client, operation)(InstanceId=created["Id"], **params)

    return call


def test_a_place_is_taken_once_all_that_it_names_exists(instance: Callable[..., Any], account: Account) -> None:
    for place, arns in PLACES:
        account.known = set()
        for arn in arns:
            with pytest.raises(ClientError, match=arn) as caught:
                instance("associate_instance_storage_config", ResourceType="CALL_RECORDINGS", StorageConfig=place)
            assert caught.value.response["Error"]["Code"] == "ResourceNotFoundException"
            account.known.add(arn)
        account.asked.clear()
        made = instance("associate_instance_storage_config", ResourceType="CALL_RECORDINGS", StorageConfig=place)
        assert account.asked == arns
        named = {"ResourceType": "CALL_RECORDINGS", "AssociationId": made["AssociationId"]}
        account.known = set()
        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            instance("update_instance_storage_config", **named, StorageConfig=place)
        instance("disassociate_instance_storage_config", **named)


def test_a_function_is_taken_once_it_exists(instance: Callable[..., Any], account: Account) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        instance("associate_lambda_function", FunctionArn=FUNCTION)
    account.known.add(FUNCTION)
    instance("associate_lambda_function", FunctionArn=FUNCTION)
    account.known.clear()
    instance("disassociate_lambda_function", FunctionArn=FUNCTION)
    assert instance("list_lambda_functions")["LambdaFunctions"] == []


@pytest.mark.parametrize("arn", ["dip", "arn:aws:lambda", STREAM])
def test_what_is_no_arn_of_the_service_is_refused_with_nobody_to_ask(site: Any, arn: str) -> None:
    assert site.refusal("associate_lambda_function", FunctionArn=arn) == (
        "InvalidParameterException",
        f"{arn} is not an ARN of lambda",
    )


def test_a_prefix_of_video_streams_comes_back_with_the_alias(site: Any) -> None:
    video = {"StorageType": "KINESIS_VIDEO_STREAM", "KinesisVideoStreamConfig": VIDEO}
    kind = {"ResourceType": "MEDIA_STREAMS"}
    named = {**kind, **site("associate_instance_storage_config", **kind, StorageConfig=video)}

    def prefix() -> str:
        described = site("describe_instance_storage_config", **named)["StorageConfig"]
        return str(described["KinesisVideoStreamConfig"]["Prefix"])

    assert prefix() == "calls-connect-unit-contact-"
    video["KinesisVideoStreamConfig"] = {**VIDEO, "Prefix": "talks"}
    site("update_instance_storage_config", **named, StorageConfig=video)
    assert prefix() == "talks-connect-unit-contact-"
