"""Keys under IAM, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from local_aws.tests.functional.support import RECORDER, STREAM_ACTIONS, policy, wait_for

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World

# Does one thing in the name of the function's role: service, operation, parameters.
CALLER = """
import boto3
def handler(event, context):
    service, operation, parameters = event
    getattr(boto3.client(service), operation)(**parameters)
    return "ok"
"""

OWN = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "kms:*", "Resource": "*"}


def _key(world: World, *statements: dict[str, Any]) -> str:
    return str(world.client("kms").create_key(Policy=policy(OWN, *statements))["KeyMetadata"]["Arn"])


def _table(world: World, key: str) -> str:
    name = world.name("table")
    world.client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
    )
    return name


def _bucket(world: World, key: str) -> str:
    s3, name = world.client("s3"), world.name("bucket")
    s3.create_bucket(Bucket=name)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    s3.put_object(Bucket=name, Key="there", Body=b"x")
    return name


def _outcomes(world: World, *actions_on_key: str) -> dict[str, str]:
    """Use encrypted things with every permission but those on the key, and with these on it."""
    key = _key(world)
    secret, bucket, table, queue = world.name("secret"), _bucket(world, key), _table(world, key), world.queue(key)[0]
    topic = world.client("sns").create_topic(Name=world.name("topic"), Attributes={"KmsMasterKeyId": key})["TopicArn"]
    world.client("secretsmanager").create_secret(Name=secret, SecretString="s", KmsKeyId=key)
    services = ("secretsmanager:*", "s3:*", "dynamodb:*", "sqs:*", "sns:*")
    allowed = [(actions_on_key, key)] if actions_on_key else []
    function = world.function(CALLER, world.role((services, "*"), *allowed))
    item = {"k": {"S": "a"}}
    calls: dict[str, tuple[str, str, dict[str, Any]]] = {
        "read secret": ("secretsmanager", "get_secret_value", {"SecretId": secret}),
        "write secret": ("secretsmanager", "put_secret_value", {"SecretId": secret, "SecretString": "t"}),
        "read object": ("s3", "get_object", {"Bucket": bucket, "Key": "there"}),
        "write object": ("s3", "put_object", {"Bucket": bucket, "Key": "new", "Body": "x"}),
        "read item": ("dynamodb", "get_item", {"TableName": table, "Key": item}),
        "send message": ("sqs", "send_message", {"QueueUrl": queue, "MessageBody": "x"}),
        "publish": ("sns", "publish", {"TopicArn": topic, "Message": "x"}),
    }
    outcomes = {}
    for name, call in calls.items():
        failure, payload = world.invoke(function, call)
        outcomes[name] = payload["errorMessage"] if failure else payload
    return outcomes


def test_without_the_key_nothing_encrypted_can_be_used(local: World) -> None:
    outcomes = _outcomes(local)
    assert all("is not authorized to perform: kms:" in outcome for outcome in outcomes.values()), outcomes


def test_reading_takes_decrypt_and_writing_a_data_key(local: World) -> None:
    outcomes = _outcomes(local, "kms:Decrypt")
    assert {name for name, outcome in outcomes.items() if outcome == "ok"} == {
        "read secret",
        "read object",
        "read item",
    }
    assert set(_outcomes(local, "kms:Decrypt", "kms:GenerateDataKey").values()) == {"ok"}


def test_ministack_alone_lets_all_pass(bare: World) -> None:
    assert set(_outcomes(bare).values()) == {"ok"}


def test_policies_can_ask_for_the_service_and_the_object(local: World) -> None:
    bucket = local.name("bucket")
    conditions = {
        "StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com", "kms:CallerAccount": "000000000000"},
        "StringLike": {"kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::{bucket}/in/*"},
    }
    everyone = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Resource": "*", "Condition": conditions}
    key = _key(local, {**everyone, "Action": ["kms:Decrypt", "kms:GenerateDataKey"]})
    local.client("s3").create_bucket(Bucket=bucket)
    function = local.function(CALLER, local.role(("s3:PutObject", "*")))
    encrypted = {"Bucket": bucket, "Body": "x", "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": key}
    inside, outside = (
        local.invoke(function, ("s3", "put_object", {**encrypted, "Key": name})) for name in ("in/a", "out/a")
    )
    assert inside == (None, "ok")
    assert "kms:GenerateDataKey" in outside[1]["errorMessage"]


def test_policies_can_ask_for_the_secret_that_is_made(local: World) -> None:
    key, name = _key(local), local.name("secret")
    arns = f"arn:aws:secretsmanager:us-east-1:000000000000:secret:{name}/*"
    only = {"StringLike": {"kms:EncryptionContext:SecretARN": arns}}
    role = local.role(("secretsmanager:CreateSecret", "*"), (("kms:Decrypt", "kms:GenerateDataKey"), key, only))
    function = local.function(CALLER, role)
    below, beside = (
        local.invoke(function, ("secretsmanager", "create_secret", {"Name": of, "SecretString": "s", "KmsKeyId": key}))
        for of in (f"{name}/a", f"{name}-other/a")
    )
    assert below == (None, "ok")
    assert "kms:GenerateDataKey" in beside[1]["errorMessage"]


def test_lambda_itself_needs_the_keys_of_streams_and_failure_queues(local: World) -> None:
    key = _key(local)
    stream, (url, queue) = local.stream(key), local.queue(key)
    roles = [local.role((STREAM_ACTIONS, stream.arn), ("sqs:SendMessage", queue))]
    via = {"StringEquals": {"kms:ViaService": [f"{name}.us-east-1.amazonaws.com" for name in ("dynamodb", "sqs")]}}
    roles.append(
        local.role(
            (STREAM_ACTIONS, stream.arn),
            ("sqs:SendMessage", queue),
            (("kms:Decrypt", "kms:GenerateDataKey"), key, via),
        )
    )
    without, with_key = (local.function(RECORDER, role) for role in roles)
    target = {"OnFailure": {"Destination": queue}}
    for function in (without, with_key):
        local.map(stream, function, MaximumRetryAttempts=0, DestinationConfig=target)
    local.put(stream.table, "a", 1, do="raise")
    wait_for(lambda: local.messages(url))
    assert local.entries(without) == []
    client: Any = local.client("lambda")
    (mapping,) = client.list_event_source_mappings(FunctionName=without)["EventSourceMappings"]
    assert "kms:Decrypt on the table's key" in mapping["LastProcessingResult"]
    client.delete_event_source_mapping(UUID=mapping["UUID"])


def _log_group(world: World, *statements: dict[str, Any]) -> str:
    name = world.name("group")
    world.client("logs").create_log_group(logGroupName=name, kmsKeyId=_key(world, *statements))
    return name


def test_a_key_must_let_the_logs_service_in(local: World) -> None:
    with pytest.raises(ClientError, match="is not allowed to be used with LogGroup"):
        _log_group(local)
    actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    principal = {"Service": "logs.us-east-1.amazonaws.com"}
    condition = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:000000000000:log-group:*"}}
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": "*", "Condition": condition}
    assert _log_group(local, statement)


def test_ministack_alone_takes_any_key_for_logs(bare: World) -> None:
    assert _log_group(bare)
