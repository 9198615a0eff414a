"""What IAM is asked for a request, beside ministack alone and AWS's service authorization reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local_aws.tests.functional.people import allow, refusal, someone
from local_aws.tests.functional.support import policy
from local_aws.tests.reference import misfits

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

HERE = "us-east-1:000000000000"
TABLE = f"arn:aws:dynamodb:{HERE}:table/t"
TOPIC = f"arn:aws:sns:{HERE}:t"
ALARM = f"arn:aws:cloudwatch:{HERE}:alarm:a"
BOARD = "arn:aws:cloudwatch::000000000000:dashboard/d"
RULE = f"arn:aws:events:{HERE}:rule/r"
FUNCTION = f"arn:aws:lambda:{HERE}:function:f"
GROUP = f"arn:aws:logs:{HERE}:log-group:g"
ROLE = "arn:aws:iam::000000000000:role/team/r"
KEY = "11111111-2222-3333-4444-555555555555"
CODE = {"Code": {"ZipFile": b"x"}, "Handler": "h", "Runtime": "python3.12", "Role": ROLE}

QUESTIONS: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("dynamodb", "list_tags_of_resource", {"ResourceArn": TABLE}, "dynamodb:ListTagsOfResource", TABLE),
    ("dynamodb", "untag_resource", {"ResourceArn": TABLE, "TagKeys": ["k"]}, "dynamodb:UntagResource", TABLE),
    ("sns", "list_tags_for_resource", {"ResourceArn": TOPIC}, "sns:ListTagsForResource", TOPIC),
    ("cloudwatch", "list_tags_for_resource", {"ResourceARN": ALARM}, "cloudwatch:ListTagsForResource", ALARM),
    ("cloudwatch", "delete_alarms", {"AlarmNames": ["a", "b"]}, "cloudwatch:DeleteAlarms", ALARM),
    ("cloudwatch", "describe_alarms", {"AlarmNames": ["a"]}, "cloudwatch:DescribeAlarms", ALARM[:-1] + "*"),
    ("cloudwatch", "get_dashboard", {"DashboardName": "d"}, "cloudwatch:GetDashboard", BOARD),
    ("cloudwatch", "delete_dashboards", {"DashboardNames": ["d"]}, "cloudwatch:DeleteDashboards", BOARD),
    ("events", "put_rule", {"Name": "r", "ScheduleExpression": "rate(1 hour)"}, "events:PutRule", RULE),
    ("events", "list_targets_by_rule", {"Rule": "r"}, "events:ListTargetsByRule", RULE),
    ("events", "describe_rule", {"Name": "r", "EventBusName": "b"}, "events:DescribeRule", RULE[:-1] + "b/r"),
    ("events", "list_tags_for_resource", {"ResourceARN": RULE}, "events:ListTagsForResource", RULE),
    (
        "logs",
        "put_retention_policy",
        {"logGroupName": "g", "retentionInDays": 1},
        "logs:PutRetentionPolicy",
        f"{GROUP}:log-stream:",
    ),
    ("logs", "list_tags_for_resource", {"resourceArn": GROUP}, "logs:ListTagsForResource", GROUP),
    ("lambda", "create_function", {"FunctionName": "f", **CODE}, "lambda:CreateFunction", FUNCTION),
    (
        "lambda",
        "get_function_event_invoke_config",
        {"FunctionName": "f"},
        "lambda:GetFunctionEventInvokeConfig",
        FUNCTION,
    ),
    (
        "lambda",
        "put_function_event_invoke_config",
        {"FunctionName": "f"},
        "lambda:PutFunctionEventInvokeConfig",
        FUNCTION,
    ),
    ("lambda", "invoke", {"FunctionName": "f"}, "lambda:InvokeFunction", FUNCTION),
    (
        "lambda",
        "get_event_source_mapping",
        {"UUID": KEY},
        "lambda:GetEventSourceMapping",
        f"arn:aws:lambda:{HERE}:event-source-mapping:{KEY}",
    ),
    (
        "iam",
        "create_policy",
        {"PolicyName": "p", "PolicyDocument": policy()},
        "iam:CreatePolicy",
        "arn:aws:iam::000000000000:policy/p",
    ),
    (
        "iam",
        "create_role",
        {"RoleName": "r", "Path": "/team/", "AssumeRolePolicyDocument": policy()},
        "iam:CreateRole",
        ROLE,
    ),
    (
        "kms",
        "create_alias",
        {"AliasName": "alias/a", "TargetKeyId": KEY},
        "kms:CreateAlias",
        f"arn:aws:kms:{HERE}:alias/a",
    ),
    ("kms", "describe_key", {"KeyId": KEY}, "kms:DescribeKey", f"arn:aws:kms:{HERE}:key/{KEY}"),
    (
        "s3",
        "delete_objects",
        {"Bucket": "b", "Delete": {"Objects": [{"Key": "k", "VersionId": "v"}]}},
        "s3:DeleteObjectVersion",
        "arn:aws:s3:::b/k",
    ),
    (
        "s3",
        "delete_objects",
        {"Bucket": "b", "Delete": {"Objects": [{"Key": "k"}]}},
        "s3:DeleteObject",
        "arn:aws:s3:::b/k",
    ),
]
"""Service, method and parameters of a request; the action and the resource that AWS asks IAM about."""


@pytest.mark.parametrize(("service", "method", "parameters", "action", "arn"), QUESTIONS)
def test_the_action_is_asked_for_on_its_resource(
    local: World, server: LocalAws, service: str, method: str, parameters: dict[str, Any], action: str, arn: str
) -> None:
    credentials = someone(local)

    code = refusal(getattr(local.client(service, **credentials), method), **parameters)

    asked = server.controls.permissions_asked(credentials["aws_access_key_id"])
    assert "AccessDenied" in code or code == "AuthorizationError"
    assert asked == {action: [arn]}
    assert misfits(asked) == []


def test_a_condition_on_a_roles_boundary_is_met_by_roles_that_have_it(local: World) -> None:
    iam = local.client("iam")
    arn = iam.create_policy(PolicyName=local.name("boundary"), PolicyDocument=policy(allow("s3:*")))["Policy"]["Arn"]
    bound = allow(["iam:CreateRole", "iam:PutRolePolicy"], "*", {"StringEquals": {"iam:PermissionsBoundary": arn}})
    client = local.client("iam", **someone(local, bound))
    inside, outside = local.name("role"), local.role().rpartition("/")[2]
    trust = policy({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})
    own = {"PolicyName": "own", "PolicyDocument": policy(allow("*"))}

    client.create_role(RoleName=inside, AssumeRolePolicyDocument=trust, PermissionsBoundary=arn)
    client.put_role_policy(RoleName=inside, **own)

    assert refusal(client.create_role, RoleName=local.name("role"), AssumeRolePolicyDocument=trust) == "AccessDenied"
    assert refusal(client.put_role_policy, RoleName=outside, **own) == "AccessDenied"


def test_a_condition_on_a_mappings_function_is_met_by_its_mappings_alone(local: World) -> None:
    queue = local.queue()[1]
    role = local.role((("sqs:*",), "*"))
    mine, other = (local.function("def handler(event, context): pass", role) for _ in range(2))
    arn = f"arn:aws:lambda:{HERE}:function:{mine}"
    condition = {"ArnEquals": {"lambda:FunctionArn": arn}}
    actions = ["lambda:CreateEventSourceMapping", "lambda:GetEventSourceMapping", "lambda:DeleteEventSourceMapping"]
    client = local.client("lambda", **someone(local, allow(actions, "*", condition)))
    made = local.client("lambda").create_event_source_mapping(EventSourceArn=queue, FunctionName=other)["UUID"]

    own = client.create_event_source_mapping(EventSourceArn=local.queue()[1], FunctionName=arn)["UUID"]

    client.get_event_source_mapping(UUID=own)
    assert refusal(client.get_event_source_mapping, UUID=made) == "AccessDeniedException"
    assert refusal(client.delete_event_source_mapping, UUID=made) == "AccessDeniedException"


def test_ministack_alone_asks_on_anything(bare: World) -> None:
    on_tables = allow("dynamodb:*", f"arn:aws:dynamodb:{HERE}:table/*")
    dynamodb = bare.client("dynamodb", **someone(bare, on_tables))

    assert refusal(dynamodb.list_tags_of_resource, ResourceArn=TABLE) == "AccessDeniedException"
