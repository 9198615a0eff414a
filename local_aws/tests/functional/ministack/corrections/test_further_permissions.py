"""What IAM is asked for a request besides its action on its first resource, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_aws.tests.functional.people import allow, refusal, someone
from local_aws.tests.functional.support import policy, zipped
from local_aws.tests.reference import misfits

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

HERE = "us-east-1:000000000000"
FUNCTION = f"arn:aws:lambda:{HERE}:function:f"
GROUP = f"arn:aws:logs:{HERE}:log-group:g"
ROLE = "arn:aws:iam::000000000000:role/team/r"
CODE = {"Code": {"ZipFile": zipped("")}, "Handler": "app.handler", "Runtime": "python3.12", "Role": ROLE}

FURTHER: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("lambda", "create_function", {"FunctionName": "f", **CODE}, "lambda:CreateFunction", "iam:PassRole", ROLE),
    (
        "lambda",
        "update_function_configuration",
        {"FunctionName": "f", "Role": ROLE},
        "lambda:UpdateFunctionConfiguration",
        "iam:PassRole",
        ROLE,
    ),
    (
        "lambda",
        "create_function",
        {"FunctionName": "f", **CODE, "Tags": {"k": "v"}},
        "lambda:CreateFunction",
        "lambda:TagResource",
        FUNCTION,
    ),
    (
        "logs",
        "create_log_group",
        {"logGroupName": "g", "tags": {"k": "v"}},
        "logs:CreateLogGroup",
        "logs:TagResource",
        GROUP,
    ),
    (
        "iam",
        "create_role",
        {"RoleName": "r", "Path": "/team/", "AssumeRolePolicyDocument": policy(), "Tags": [{"Key": "k", "Value": "v"}]},
        "iam:CreateRole",
        "iam:TagRole",
        ROLE,
    ),
    (
        "kms",
        "create_key",
        {"Tags": [{"TagKey": "k", "TagValue": "v"}]},
        "kms:CreateKey",
        "kms:TagResource",
        f"arn:aws:kms:{HERE}:key/*",
    ),
    ("kms", "create_key", {"Policy": policy()}, "kms:CreateKey", "kms:PutKeyPolicy", f"arn:aws:kms:{HERE}:key/*"),
    (
        "ssm",
        "put_parameter",
        {"Name": "/a/b", "Value": "v", "Type": "String", "Tags": [{"Key": "k", "Value": "v"}]},
        "ssm:PutParameter",
        "ssm:AddTagsToResource",
        f"arn:aws:ssm:{HERE}:parameter/a/b",
    ),
    (
        "sqs",
        "create_queue",
        {"QueueName": "q", "tags": {"k": "v"}},
        "sqs:CreateQueue",
        "sqs:TagQueue",
        f"arn:aws:sqs:{HERE}:q",
    ),
]
"""The same, but of who may do the first action and lacks the second."""


@pytest.mark.parametrize(("service", "method", "parameters", "action", "further", "arn"), FURTHER)
def test_what_a_request_needs_besides_is_asked_for_too(
    local: World,
    server: LocalAws,
    service: str,
    method: str,
    parameters: dict[str, Any],
    action: str,
    further: str,
    arn: str,
) -> None:
    credentials = someone(local, allow(action))

    code = refusal(getattr(local.client(service, **credentials), method), **parameters)

    asked = server.controls.permissions_asked(credentials["aws_access_key_id"])
    assert "AccessDenied" in code
    assert asked[further] == [arn]
    assert misfits(asked) == []


def test_an_alias_takes_the_permission_on_both_it_and_its_key(local: World) -> None:
    mine, other = (local.client("kms").create_key()["KeyMetadata"]["Arn"] for _ in range(2))
    alias = f"alias/{local.name('a')}"
    on_both = allow(["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"], [mine, f"arn:aws:kms:{HERE}:{alias}"])
    kms = local.client("kms", **someone(local, on_both))

    kms.create_alias(AliasName=alias, TargetKeyId=mine)

    assert refusal(kms.update_alias, AliasName=alias, TargetKeyId=other) == "AccessDeniedException"
    local.client("kms").update_alias(AliasName=alias, TargetKeyId=other)
    assert refusal(kms.delete_alias, AliasName=alias) == "AccessDeniedException"


def test_every_alarm_of_a_request_is_asked_for(local: World) -> None:
    first, second = local.name("alarm"), local.name("alarm")
    one = allow("cloudwatch:DeleteAlarms", f"arn:aws:cloudwatch:{HERE}:alarm:{first}")
    cloudwatch = local.client("cloudwatch", **someone(local, one))

    cloudwatch.delete_alarms(AlarmNames=[first])

    assert "AccessDenied" in refusal(cloudwatch.delete_alarms, AlarmNames=[first, second])


def test_a_role_can_be_passed_to_one_service_alone(local: World) -> None:
    role = local.role()
    parameters = {**CODE, "Role": role}

    def create(service: str) -> Any:
        to_one = allow("iam:PassRole", role, {"StringEquals": {"iam:PassedToService": service}})
        return local.client("lambda", **someone(local, allow("lambda:*"), to_one)).create_function

    create("lambda.amazonaws.com")(FunctionName=local.name("f"), **parameters)
    assert "AccessDenied" in refusal(create("ecs.amazonaws.com"), FunctionName=local.name("f"), **parameters)


def test_an_encrypted_table_takes_all_that_dynamodb_does_with_its_key(local: World) -> None:
    key = local.client("kms").create_key()["KeyMetadata"]["Arn"]
    uses = [*("kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey")]
    parameters = {
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
        "SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key},
    }

    def create(*actions: str) -> Any:
        by_dynamodb = {"StringEquals": {"kms:ViaService": "dynamodb.us-east-1.amazonaws.com"}}
        allowed = allow("dynamodb:*"), allow(list(actions), key, by_dynamodb)
        return local.client("dynamodb", **someone(local, *allowed)).create_table

    assert refusal(create(*uses), TableName=local.name("t"), **parameters) == "AccessDeniedException"
    create(*uses, "kms:CreateGrant")(TableName=local.name("t"), **parameters)


def test_ministack_alone_lets_any_role_be_passed(bare: World) -> None:
    client = bare.client("lambda", **someone(bare, allow("lambda:*")))

    client.create_function(FunctionName=bare.name("f"), **{**CODE, "Role": bare.role()})
