"""Takes the users out of their hierarchy groups, which Connect does not delete while they have any."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from lifecycle.repeated_listing import rounds
from roster.errors import RetryableError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 500

_RESERVE_SECONDS: Final = 60.0
"""What one more call may take with all its retries: an invocation that runs out of time could not say why."""


def clear_user_hierarchy(
    client: ConnectClient,
    instance_id: str,
    *,
    seconds_left: Callable[[], float],
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Take every user of an instance out of its group, until searches show no more. Who is gone is as good.

    Args:
        client: a Connect client.
        instance_id: the Connect instance; one that is gone is as good, too.
        seconds_left: how many seconds there still are for it.
        sleep: waits a number of seconds between searches.

    Returns:
        How many users were in a group.

    Raises:
        RetryableError: time is up. Who left a group stays out, so the next run goes on from there.
        botocore.exceptions.ClientError: Connect refused.
    """
    cleared = 0
    for found in rounds(lambda: _grouped_users(client, instance_id), sleep):
        for done, user_id in enumerate(found):
            if seconds_left() < _RESERVE_SECONDS:
                raise RetryableError(
                    f"{len(found) - done} users of the Amazon Connect instance are still in hierarchy groups, and the "
                    f"time is up after {cleared} left theirs. Run terraform destroy again: it goes on from there."
                )
            _leave_group(client, instance_id, user_id)
            cleared += 1
    return cleared


def _leave_group(client: ConnectClient, instance_id: str, user_id: str) -> None:
    try:
        client.update_user_hierarchy(InstanceId=instance_id, UserId=user_id)
    except ClientError as error:
        _ignore_missing(error)


def _grouped_users(client: ConnectClient, instance_id: str) -> list[str]:
    # All pages are read before anything changes, so that no change moves a user to a page that was read.
    pages = client.get_paginator("search_users").paginate(InstanceId=instance_id, PaginationConfig={"PageSize": _PAGE})
    try:
        return [user["Id"] for page in pages for user in page["Users"] if user.get("HierarchyGroupId")]
    except ClientError as error:
        _ignore_missing(error)
        return []


def _ignore_missing(error: ClientError) -> None:
    if error.response["Error"]["Code"] != "ResourceNotFoundException":
        raise error
