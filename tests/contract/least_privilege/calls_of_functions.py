"""What functions call: the contract tests hold that each call is allowed, and that the code makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from tests.contract.least_privilege.request import Call
from tests.contract.least_privilege.resources import (
    AGENTS,
    CLAIMED_NUMBER,
    FAILURES,
    FALLBACK_ROUTING_PROFILE,
    FILES,
    FLOW,
    GROUP,
    INSTANCE,
    OTHER_INSTANCE,
    OUTCOMES,
    PASSWORDS,
    PLAN,
    QUEUE,
    QUICK_CONNECT,
    REPORT_FILES,
    REPORTS,
    RETRIES,
    ROUTING_PROFILE,
    SECURITY_PROFILE,
    TAKEN_NUMBER,
    TOPIC,
    UPLOAD,
    UPLOADS,
    USER,
    function,
    index,
    stream,
)

CALLS: Final[Mapping[str, Sequence[Call]]] = {
    "ingest": (
        ("s3:GetObject GetObjectVersion", [UPLOAD], {}),
        ("s3:ListBucket ListBucketVersions", [UPLOADS], {}),
        ("s3:AbortMultipartUpload DeleteObjectVersion PutObject", [UPLOAD], {}),
        ("s3:GetObject PutObject", [PLAN], {}),
        ("s3:ListBucket", [REPORTS], {}),
        ("dynamodb:GetItem PutItem Query UpdateItem", [FILES], {}),
        ("dynamodb:BatchGetItem UpdateItem", [AGENTS], {}),
        ("dynamodb:Scan", [AGENTS], {"dynamodb:Select": "COUNT"}),
        ("dynamodb:Query", [index("by_source", "agents")], {}),
        ("secretsmanager:CreateSecret GetSecretValue PutSecretValue", [PASSWORDS], {}),
        ("lambda:InvokeFunction", [function("ingest")], {}),
    ),
    "provision": (
        ("dynamodb:GetItem UpdateItem", [AGENTS], {}),
        ("dynamodb:GetItem UpdateItem", [FILES], {}),
        ("dynamodb:Query", [index("in_line", "agents"), index("unfinished", "files")], {}),
        ("dynamodb:PutItem", [OUTCOMES], {}),
        ("dynamodb:Query", [OUTCOMES], {"dynamodb:LeadingKeys": ("#presence",)}),
        ("secretsmanager:CreateSecret GetSecretValue PutSecretValue", [PASSWORDS], {}),
        ("sqs:SendMessage", [RETRIES], {}),
        ("connect:CreateUser", [USER, GROUP, ROUTING_PROFILE, FALLBACK_ROUTING_PROFILE, SECURITY_PROFILE], {}),
        ("connect:DescribeUser TagResource UntagResource DeleteUser", [USER], {}),
        ("connect:UpdateUserConfig UpdateUserIdentityInfo UpdateUserPhoneConfig", [USER], {}),
        ("connect:UpdateUserHierarchy", [USER, GROUP], {}),
        ("connect:UpdateUserRoutingProfile", [USER, ROUTING_PROFILE, FALLBACK_ROUTING_PROFILE], {}),
        ("connect:UpdateUserSecurityProfiles", [USER, SECURITY_PROFILE], {}),
        (
            "connect:AssociateUserProficiencies DisassociateUserProficiencies ListUserProficiencies "
            "UpdateUserProficiencies",
            [INSTANCE, USER],
            {},
        ),
        (
            "connect:DeleteQuickConnect DescribeQuickConnect ListQuickConnects TagResource UpdateQuickConnectName",
            [QUICK_CONNECT],
            {},
        ),
        ("connect:CreateQuickConnect UpdateQuickConnectConfig", [QUICK_CONNECT, USER, FLOW], {}),
        ("connect:ListContactFlows", [FLOW], {}),
        ("connect:DescribePredefinedAttribute ListPredefinedAttributes ListRoutingProfiles", [INSTANCE], {}),
        ("connect:ListSecurityProfiles ListUserHierarchyGroups ListUsers SearchUsers", [INSTANCE], {}),
        ("connect:ListSecurityProfilePermissions", [SECURITY_PROFILE], {}),
        ("connect:DescribeUserHierarchyGroup", [GROUP], {}),
    ),
    "report": (
        ("dynamodb:Query", [OUTCOMES], {}),
        ("dynamodb:GetItem UpdateItem", [FILES], {}),
        ("s3:ListBucket", [REPORTS], {}),
        ("s3:GetObject", [PLAN], {}),
        ("s3:PutObject", REPORT_FILES, {}),
        ("sns:Publish", [TOPIC], {}),
    ),
    "upkeep": (
        ("dynamodb:GetItem Query UpdateItem", [FILES], {}),
        ("dynamodb:Query", [index("redaction", "files"), index("unfinished", "files")], {}),
        ("dynamodb:BatchGetItem Scan UpdateItem", [AGENTS], {}),
        ("dynamodb:Query", [index("by_source", "agents")], {}),
        ("dynamodb:GetItem PutItem", [OUTCOMES], {}),
        ("connect:ListRoutingProfiles ListSecurityProfiles ListUsers SearchUsers", [INSTANCE], {}),
        ("connect:DescribeUserHierarchyGroup", [GROUP], {}),
        ("connect:DescribeUser", [USER], {}),
        ("connect:ListUserProficiencies", [INSTANCE, USER], {}),
        ("s3:ListBucketMultipartUploads ListBucketVersions", [UPLOADS], {}),
        ("lambda:InvokeFunction", [function("ingest"), function("provision")], {}),
        ("sqs:ChangeMessageVisibility DeleteMessage ReceiveMessage", [FAILURES], {}),
        ("secretsmanager:ListSecrets", ["*"], {}),
        ("secretsmanager:DeleteSecret", [PASSWORDS], {}),
    ),
    "lifecycle": (
        ("connect:AssociatePhoneNumberContactFlow", [CLAIMED_NUMBER, TAKEN_NUMBER, FLOW], {}),
        ("connect:DisassociatePhoneNumberContactFlow", [CLAIMED_NUMBER, TAKEN_NUMBER], {}),
        ("connect:UpdatePhoneNumber", [TAKEN_NUMBER, INSTANCE, OTHER_INSTANCE], {}),
        ("connect:DescribePhoneNumber", [TAKEN_NUMBER], {}),
        ("connect:TagResource UntagResource", [TAKEN_NUMBER], {"aws:TagKeys": ("rollcall:taken-from",)}),
        ("connect:ListQueueQuickConnects", [QUEUE], {}),
        ("connect:AssociateQueueQuickConnects DisassociateQueueQuickConnects", [QUEUE, QUICK_CONNECT], {}),
        ("connect:UpdateQueueStatus", [QUEUE], {}),
        ("connect:SearchUsers", [INSTANCE], {}),
        ("connect:DescribeUser ListUserProficiencies", [INSTANCE, USER], {}),
        ("connect:UpdateUserHierarchy", [USER, GROUP], {}),
        ("connect:UpdateUserRoutingProfile", [USER, FALLBACK_ROUTING_PROFILE], {}),
        ("connect:UpdateUserSecurityProfiles", [USER, SECURITY_PROFILE], {}),
        ("secretsmanager:ListSecrets", ["*"], {}),
        ("secretsmanager:DeleteSecret", [PASSWORDS], {}),
        # DynamoDB counts the table's key as asked for, see the policy.
        (
            "dynamodb:Scan",
            [AGENTS],
            {
                "dynamodb:Attributes": ("password_secret", "updated_at", "username"),
                "dynamodb:Select": "SPECIFIC_ATTRIBUTES",
            },
        ),
    ),
}
"""What each function's own code calls."""

BY_LAMBDA: Final[Mapping[str, Sequence[Call]]] = {
    "ingest": (("sqs:SendMessage", [FAILURES], {}),),
    "provision": (
        ("sqs:DeleteMessage GetQueueAttributes ReceiveMessage", [RETRIES], {}),
        ("sqs:SendMessage", [FAILURES], {}),
        ("dynamodb:DescribeStream GetRecords GetShardIterator", [stream("agents")], {}),
        ("dynamodb:ListStreams", ["*"], {}),
    ),
    "report": (
        ("sqs:SendMessage", [FAILURES], {}),
        ("dynamodb:DescribeStream GetRecords GetShardIterator", [stream("files")], {}),
        ("dynamodb:ListStreams", ["*"], {}),
    ),
}
"""What Lambda does with a function's role: it reads its stream or queue, and hands over what failed."""
