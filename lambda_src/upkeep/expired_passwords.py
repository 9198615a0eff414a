"""Deletes initial passwords that have had their time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from roster.clock import Clock

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def delete_expired_passwords(
    client: SecretsManagerClient, prefix: str, *, retention_days: int, clock: Clock, time_is_up: Callable[[], bool]
) -> int:
    """Delete every password secret that is older than its retention, without a recovery window.

    Agents' items go on naming it; provision makes a new one for an agent that needs it.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords`, without a slash at its end.
        retention_days: how long a secret is kept.
        clock: tells the time.
        time_is_up: whether to leave the rest to the next run.

    Returns:
        How many were deleted.

    Raises:
        botocore.exceptions.ClientError: one could not be deleted.
    """
    oldest = clock() - timedelta(days=retention_days)
    pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [f"{prefix}/"]}])
    # All pages first: a secret that is deleted in between may shift the others. And the filter only narrows the listing
    # down, since it ignores case and splits words.
    expired = [
        secret["ARN"]
        for page in pages
        for secret in page["SecretList"]
        if secret["Name"].startswith(f"{prefix}/") and secret["CreatedDate"] < oldest
    ]
    for count, arn in enumerate(expired):
        if time_is_up():
            return count
        client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    return len(expired)
