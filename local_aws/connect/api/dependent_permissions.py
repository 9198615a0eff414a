"""What an operation needs permission for besides its own action.

Dependent actions are those of AWS's service authorization reference, which the tests compare. Amazon Connect makes its
directory, its service-linked role and its grants in the caller's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_aws.connect.api.resource_arns import child_arn, named_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.connect.api.registry import Call

_ROLE = ("iam:AttachRolePolicy", "iam:CreateServiceLinkedRole", "iam:PutRolePolicy")

_STORAGE = (
    *("ds:DescribeDirectories", "firehose:DescribeDeliveryStream", *_ROLE, "kinesis:DescribeStream"),
    *("kms:CreateGrant", "kms:DescribeKey", "s3:GetBucketAcl", "s3:GetBucketLocation"),
)

DEPENDENT: dict[str, tuple[str, ...]] = {
    "AssociateBot": (
        *(*_ROLE, "lex:CreateResourcePolicy", "lex:DescribeBotAlias", "lex:GetBot", "lex:UpdateResourcePolicy"),
    ),
    "AssociateInstanceStorageConfig": _STORAGE,
    "AssociateLambdaFunction": ("lambda:AddPermission",),
    "AssociateLexBot": (*_ROLE, "lex:GetBot"),
    "CreateInstance": (
        *("ds:AuthorizeApplication", "ds:CheckAlias", "ds:CreateAlias", "ds:CreateDirectory"),
        *("ds:CreateIdentityPoolDirectory", "ds:DeleteDirectory", "ds:DescribeDirectories"),
        *("ds:UnauthorizeApplication", *_ROLE),
    ),
    "DeleteInstance": ("ds:DeleteDirectory", "ds:DescribeDirectories", "ds:UnauthorizeApplication"),
    "DescribeInstance": ("ds:DescribeDirectories",),
    "DisassociateBot": (*_ROLE, "lex:DeleteResourcePolicy", "lex:UpdateResourcePolicy"),
    "DisassociateLambdaFunction": ("lambda:RemovePermission",),
    "DisassociateLexBot": _ROLE,
    "ListInstances": ("ds:DescribeDirectories",),
    "SearchAgentStatuses": ("connect:DescribeAgentStatus",),
    "SearchHoursOfOperations": ("connect:DescribeHoursOfOperation",),
    "SearchPredefinedAttributes": ("connect:DescribePredefinedAttribute",),
    "SearchQueues": ("connect:DescribeQueue",),
    "SearchQuickConnects": ("connect:DescribeQuickConnect",),
    "SearchRoutingProfiles": ("connect:DescribeRoutingProfile",),
    "SearchSecurityProfiles": ("connect:DescribeSecurityProfile",),
    "SearchUserHierarchyGroups": ("connect:DescribeUserHierarchyGroup",),
    "SearchUsers": ("connect:DescribeUser", "connect:ListUserProficiencies"),
    "UpdateInstanceAttribute": ("ds:DescribeDirectories", *_ROLE, "logs:CreateLogGroup"),
    "UpdateInstanceStorageConfig": _STORAGE,
}
"""Actions by operation. What a request does not name, such as a bot or a stream, is not asked for."""

_SEARCHED = {
    "connect:DescribeAgentStatus": "agent-status",
    "connect:DescribeHoursOfOperation": "hours-of-operation",
    "connect:DescribePredefinedAttribute": "instance",
    "connect:DescribeQueue": "queue",
    "connect:DescribeQuickConnect": "quick-connect",
    "connect:DescribeRoutingProfile": "routing-profile",
    "connect:DescribeSecurityProfile": "security-profile",
    "connect:DescribeUser": "user",
    "connect:DescribeUserHierarchyGroup": "hierarchy-group",
    "connect:ListUserProficiencies": "user",
}
"""Resource types of what searches find."""

_OF_THE_ACCOUNT = frozenset(
    {"ds:CheckAlias", "ds:CreateDirectory", "ds:CreateIdentityPoolDirectory", "ds:DescribeDirectories"}
)
"""Actions of AWS Directory Service that take no resource."""

_CONNECT = "connect.amazonaws.com"


def dependent_permissions(call: Call) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what a call needs besides: IAM action, ARN or `*`, and condition keys of its own."""
    for action in DEPENDENT.get(call.operation, ()):
        service = action.partition(":")[0]
        keys: dict[str, Any] = {}
        if action == "iam:CreateServiceLinkedRole":
            keys["iam:AWSServiceName"] = _CONNECT
        if service == "kms":
            keys["kms:ViaService"] = f"connect.{call.backend.region_name}.amazonaws.com"
        for arn in _arns(call, action, service):
            yield action, arn, keys


def _arns(call: Call, action: str, service: str) -> list[str]:
    region, account, partition = call.backend.region_name, call.backend.account_id, call.backend.partition
    here = f"arn:{partition}:{service}:{region}:{account}:"
    if action in _OF_THE_ACCOUNT:
        return ["*"]
    if service == "ds":
        return [f"{here}directory/*"]
    if service == "iam":
        return [f"arn:{partition}:iam::{account}:role/aws-service-role/{_CONNECT}/AWSServiceRoleForAmazonConnect_*"]
    if service == "connect":
        return [child_arn(call, _SEARCHED[action], "*")]
    if service == "logs":
        logs_flows = (call.get("AttributeType"), call.get("Value")) == ("CONTACTFLOW_LOGS", "true")
        return [f"{here}log-group:/aws/connect/*"] if logs_flows else []
    if service == "s3":
        return [f"arn:{partition}:s3:::{bucket}" for bucket in named_values(call, "BucketName")]
    members = {"firehose": "FirehoseArn", "kinesis": "StreamArn", "kms": "KeyId", "lambda": "FunctionArn"}
    return list(named_values(call, members.get(service, "AliasArn")))
