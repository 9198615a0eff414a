"""Deletes initial passwords that are older than `password_retention_days`. A task of `HourlyTasks`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from roster.clock import Clock
from upkeep.item_guard import ItemGuard, UnreadableItems

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def delete_expired_passwords(
    client: SecretsManagerClient,
    prefix: str,
    *,
    retention_days: int,
    clock: Clock,
    time_is_up: Callable[[], bool],
    unreadable: UnreadableItems,
) -> int:
    """Delete every password secret that is older than the retention, without a recovery window.

    Agents' items still name it; if such an agent's user has to be created, provision makes a new password.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords`, without a slash at its end.
        retention_days: how long a secret is kept.
        clock: tells the time.
        time_is_up: whether to leave the rest to the next run.
        unreadable: what the run of upkeep could not read.

    Returns:
        How many were deleted.

    Raises:
        botocore.exceptions.ClientError: some could not be deleted; the others were.
    """
    oldest = clock() - timedelta(days=retention_days)
    pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [f"{prefix}/"]}])
    # All pages are read before anything is deleted, so that no deletion moves a secret to a page that was read. The
    # filter ignores case and splits words, so names are compared again.
    expired = [
        secret["ARN"]
        for page in pages
        for secret in page["SecretList"]
        if secret["Name"].startswith(f"{prefix}/") and secret["CreatedDate"] < oldest
    ]
    deleted = 0
    guard = ItemGuard(unreadable)
    for arn in expired:
        if time_is_up():
            break
        with guard(f"secret {arn}"):
            client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
            deleted += 1
    guard.finish()
    return deleted
