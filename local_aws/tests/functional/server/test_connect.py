"""Connect behind the same port: signatures, IAM and controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

CALLER = """
import boto3
def handler(event, context):
    return len(boto3.client("connect").list_users(InstanceId=event)["UserSummaryList"])
"""


@pytest.fixture
def instance(local: World) -> Iterator[dict[str, str]]:
    connect: Any = local.client("connect")
    made = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=local.name("centre"),
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    yield made
    connect.delete_instance(InstanceId=made["Id"])


def test_a_role_needs_the_action_on_the_instance(local: World, instance: dict[str, str]) -> None:
    allowed = local.role(("connect:ListUsers", instance["Arn"]))
    elsewhere = local.role(("connect:ListUsers", instance["Arn"] + "-other"))
    assert local.invoke(local.function(CALLER, allowed), instance["Id"]) == (None, 0)
    _, failure = local.invoke(local.function(CALLER, elsewhere), instance["Id"])
    assert failure["errorType"] == "AccessDeniedException"
    assert "connect:ListUsers" in failure["errorMessage"]
    assert instance["Arn"] in failure["errorMessage"]


def test_the_log_names_the_caller(local: World, server: LocalAws, instance: dict[str, str]) -> None:
    server.controls.connect_reset()
    function = local.function(CALLER, local.role(("connect:ListUsers", instance["Arn"])))
    local.invoke(function, instance["Id"])
    (entry,) = server.controls.connect_log()
    assert (entry["operation"], entry["status"]) == ("ListUsers", 200)
    assert entry["caller"].endswith(f"/{function}")
    assert server.controls.connect_calls() == {"ListUsers": 1}


def test_a_wrong_signature_is_refused(local: World) -> None:
    keys = {
        "aws_access_key_id": local.environment["AWS_ACCESS_KEY_ID"],
        "aws_secret_access_key": "wrong",
    }
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        local.client("connect", **keys).list_instances()


def test_an_unknown_key_is_refused(local: World) -> None:
    keys = {"aws_access_key_id": "AKIAXXXXXXXXXXXXXXXX", "aws_secret_access_key": "any"}
    with pytest.raises(ClientError, match="UnrecognizedClientException"):
        local.client("connect", **keys).list_instances()


def test_ids_may_be_arns(local: World, instance: dict[str, str]) -> None:
    connect: Any = local.client("connect")
    tags = {"team": "größer & kleiner"}
    connect.tag_resource(resourceArn=instance["Arn"], tags=tags)
    assert connect.list_tags_for_resource(resourceArn=instance["Arn"])["tags"] == tags


def test_settings_change_and_come_back_with_a_reset(local: World, server: LocalAws) -> None:
    changed = server.controls.connect_settings(quota_factor=0.5, user_lag_seconds=1.5, limits={"users": 3})
    assert (changed["quota_factor"], changed["user_lag_seconds"], changed["limits"]["users"]) == (0.5, 1.5, 3)
    server.controls.connect_reset()
    assert server.controls.connect_settings()["quota_factor"] is None


def test_faults_and_delays_of_connect_itself(local: World, server: LocalAws) -> None:
    server.controls.connect_fail_next("ListInstances", "InternalServiceException")
    connect: Any = local.client("connect")
    with pytest.raises(connect.exceptions.InternalServiceException):
        connect.list_instances()
    server.controls.connect_delay_next("ListInstances", 0.2)
    connect.list_instances()


def _places(world: World) -> list[dict[str, Any]]:
    """Make a bucket, a stream, a delivery stream and a key, and return places that name them."""
    bucket, name = world.name("bucket"), world.name("stream")
    world.client("s3").create_bucket(Bucket=bucket)
    kinesis, kms = world.client("kinesis"), world.client("kms")
    kinesis.create_stream(StreamName=name, ShardCount=1)
    stream = kinesis.describe_stream(StreamName=name)["StreamDescription"]["StreamARN"]
    key = kms.create_key()["KeyMetadata"]["Arn"]
    alias = f"alias/{world.name('key')}"
    kms.create_alias(AliasName=alias, TargetKeyId=key)
    target = {"RoleARN": world.role(), "BucketARN": f"arn:aws:s3:::{bucket}"}
    delivery = world.client("firehose").create_delivery_stream(
        DeliveryStreamName=name, ExtendedS3DestinationConfiguration=target
    )["DeliveryStreamARN"]

    def encrypted(key_id: str) -> dict[str, Any]:
        return {"EncryptionConfig": {"EncryptionType": "KMS", "KeyId": key_id}}

    aliased = f"{key.partition(':key/')[0]}:{alias}"
    video = {"Prefix": "p", "RetentionPeriodHours": 1, **encrypted(aliased)}
    return [
        {"StorageType": "S3", "S3Config": {"BucketName": bucket, "BucketPrefix": "p", **encrypted(key)}},
        {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": stream}},
        {"StorageType": "KINESIS_FIREHOSE", "KinesisFirehoseConfig": {"FirehoseArn": delivery}},
        {"StorageType": "KINESIS_VIDEO_STREAM", "KinesisVideoStreamConfig": video},
    ]


def _elsewhere(value: Any) -> Any:
    """Return a place whose every name has another end."""
    if isinstance(value, dict):
        return {key: _elsewhere(item) if key != "StorageType" else item for key, item in value.items()}
    return f"{value}-x" if isinstance(value, str) and ("-" in value or ":" in value) else value


def test_what_an_instance_stores_in_must_exist(local: World, instance: dict[str, str]) -> None:
    connect: Any = local.client("connect")
    kind = {"InstanceId": instance["Id"], "ResourceType": "CALL_RECORDINGS"}
    for place in _places(local):
        with pytest.raises(connect.exceptions.ResourceNotFoundException):
            connect.associate_instance_storage_config(**kind, StorageConfig=_elsewhere(place))
        made = connect.associate_instance_storage_config(**kind, StorageConfig=place)
        connect.disassociate_instance_storage_config(**kind, AssociationId=made["AssociationId"])


def test_a_function_that_flows_call_must_exist_with_its_alias(local: World, instance: dict[str, str]) -> None:
    connect: Any = local.client("connect")
    functions = local.client("lambda")
    name = local.function(CALLER, local.role())
    arn = functions.get_function(FunctionName=name)["Configuration"]["FunctionArn"]
    functions.create_alias(FunctionName=name, Name="live", FunctionVersion="$LATEST")
    for known in (arn, f"{arn}:live", f"{arn}:$LATEST"):
        connect.associate_lambda_function(InstanceId=instance["Id"], FunctionArn=known)
    for unknown in (f"{arn}:other", f"{arn}-other", arn.replace(":us-east-1:", ":eu-west-1:")):
        with pytest.raises(connect.exceptions.ResourceNotFoundException):
            connect.associate_lambda_function(InstanceId=instance["Id"], FunctionArn=unknown)
