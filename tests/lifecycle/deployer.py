"""Whether whoever has the policies of docs/deployer-policy may do what Terraform did."""

from __future__ import annotations

from typing import Final

from scripts.deployer_policy import deployer_policies

_POLICIES: Final = deployer_policies(name="rollcall", account="000000000000", region="us-east-1")

_SERVICES: Final = {"monitoring": "cloudwatch"}
"""Signing names that IAM knows by another name."""

_OTHER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "lambda:Invoke": ("lambda:InvokeFunction",),
    "s3:DeleteBucketEncryption": ("s3:PutEncryptionConfiguration",),
    "s3:DeleteBucketLifecycle": ("s3:PutLifecycleConfiguration",),
    "s3:DeleteBucketOwnershipControls": ("s3:PutBucketOwnershipControls",),
    "s3:DeleteObjects": ("s3:DeleteObject", "s3:DeleteObjectVersion"),
    "s3:DeletePublicAccessBlock": ("s3:PutBucketPublicAccessBlock",),
    "s3:GetBucketAccelerateConfiguration": ("s3:GetAccelerateConfiguration",),
    "s3:GetBucketCors": ("s3:GetBucketCORS",),
    "s3:GetBucketEncryption": ("s3:GetEncryptionConfiguration",),
    "s3:GetBucketLifecycle": ("s3:GetLifecycleConfiguration",),
    "s3:GetBucketLifecycleConfiguration": ("s3:GetLifecycleConfiguration",),
    "s3:GetBucketReplication": ("s3:GetReplicationConfiguration",),
    "s3:GetObjectLockConfiguration": ("s3:GetBucketObjectLockConfiguration",),
    "s3:GetPublicAccessBlock": ("s3:GetBucketPublicAccessBlock",),
    "s3:HeadBucket": ("s3:ListBucket",),
    "s3:HeadObject": ("s3:GetObject",),
    "s3:ListObjectVersions": ("s3:ListBucketVersions",),
    "s3:PutBucketEncryption": ("s3:PutEncryptionConfiguration",),
    "s3:PutBucketLifecycle": ("s3:PutLifecycleConfiguration",),
    "s3:PutBucketLifecycleConfiguration": ("s3:PutLifecycleConfiguration",),
    "s3:PutPublicAccessBlock": ("s3:PutBucketPublicAccessBlock",),
    # Without permission it answers all the same.
    "sts:GetCallerIdentity": (),
}
"""Operations that IAM knows by other names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"""


def actions_lacking(calls: dict[str, dict[str, int]]) -> list[str]:
    """Return the actions that calls take and the policies do not allow on anything.

    Terraform itself is run by the administrator: local AWS asks for some actions on `*` that AWS asks for on a
    resource, such as `dynamodb:ListTagsOfResource`.

    Args:
        calls: those of Terraform's provider, as `Controls.terraform_calls` returns them.
    """
    wanted: set[str] = set()
    for service, operations in calls.items():
        for operation in operations:
            name = f"{_SERVICES.get(service, service)}:{operation}"
            wanted |= set(_OTHER_NAMES.get(name, (name,)))
    return sorted(
        wanted - {action for policy in _POLICIES.values() for one in policy["Statement"] for action in one["Action"]}
    )
