"""Deletes every password secret, so that `terraform destroy` leaves none behind. The hook `purge_passwords`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from lifecycle.repeated_listing import list_until_stable

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

_MAX_UNLISTED: Final = 1_000
"""How many secrets are deleted by name although no listing shows them: those of the last half a million agents. A call
for each older one, which upkeep has deleted in most cases, would take longer than the function may run."""


def purge_passwords(
    client: SecretsManagerClient,
    prefix: str,
    *,
    named: Sequence[str] = (),
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Delete all secrets below a prefix, without a recovery window, until listings show no more.

    Secrets that are already scheduled for deletion are deleted too: their names would block the next apply.

    Args:
        client: an AWS Secrets Manager client.
        prefix: such as `rollcall/passwords/`.
        named: names below the prefix that may exist, the youngest first.
        sleep: waits a number of seconds between listings.

    Returns:
        How many the listings showed.

    Raises:
        botocore.exceptions.ClientError: one could not be deleted.
    """
    listed: set[str] = set()
    count = 0
    for found in list_until_stable(lambda: _list(client, prefix), sleep):
        for arn, name in found:
            _delete(client, arn)
            listed.add(name)
        count += len(found)
        # Each time again: DeleteSecret with ForceDeleteWithoutRecovery succeeds also if it finds no such secret, which
        # may be one that it does not see yet.
        for name in [name for name in named if name not in listed][:_MAX_UNLISTED]:
            _delete(client, name)
    return count


def _delete(client: SecretsManagerClient, secret: str) -> None:
    client.delete_secret(SecretId=secret, ForceDeleteWithoutRecovery=True)


def _list(client: SecretsManagerClient, prefix: str) -> list[tuple[str, str]]:
    """Return ARN and name of the secrets that a listing shows."""
    pages = client.get_paginator("list_secrets").paginate(
        IncludePlannedDeletion=True, Filters=[{"Key": "name", "Values": [prefix]}]
    )
    # The filter ignores case and splits words, so names are compared again.
    secrets = (secret for page in pages for secret in page["SecretList"])
    return [(secret["ARN"], secret["Name"]) for secret in secrets if secret["Name"].startswith(prefix)]
