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
