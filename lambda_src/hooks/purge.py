"""Deletes every password secret, so that `terraform destroy` leaves none behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_SETTLE_SECONDS: Final = 5.0
"""Between listings. A listing may lag behind the last writes, so one that shows nothing new is asked for twice."""

_QUIET_LISTINGS: Final = 2


def purge_passwords(client: SecretsManagerClient, prefix: str, *, sleep: Callable[[float], None] = time.sleep) -> int:
    """Delete all secrets below a prefix, without a recovery window, until listings show no more.

    Secrets that are already scheduled for deletion are deleted too: their names would block the next apply.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords/`.
        sleep: waits a number of seconds between listings.

    Returns:
        How many there were.

    Raises:
        botocore.exceptions.ClientError: one could not be deleted.
    """
    deleted: set[str] = set()
    quiet = 0
    while quiet < _QUIET_LISTINGS:
        if deleted or quiet:
            sleep(_SETTLE_SECONDS)
        # A deleted secret may stay listed for a while.
        found = [arn for arn in _list(client, prefix) if arn not in deleted]
        for arn in found:
            client.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
            deleted.add(arn)
        quiet = 0 if found else quiet + 1
    return len(deleted)


def _list(client: SecretsManagerClient, prefix: str) -> list[str]:
    pages = client.get_paginator("list_secrets").paginate(
        IncludePlannedDeletion=True, Filters=[{"Key": "name", "Values": [prefix]}]
    )
    # The filter ignores case and splits words, so it only narrows the listing down.
    return [secret["ARN"] for page in pages for secret in page["SecretList"] if secret["Name"].startswith(prefix)]
