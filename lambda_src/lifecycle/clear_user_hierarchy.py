"""Takes all users out of their hierarchy groups, since Connect deletes no group that has users.

The hook `clear_user_hierarchy`, on destroy: docs/decisions/0009-users-leave-groups-before-destroy.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from lifecycle.repeated_listing import list_until_stable
from roster.errors import RetryableError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE_SIZE: Final = 500

_MIN_SECONDS_LEFT: Final = 60.0
"""One more call, with all its retries, may take so long. Lambda would end the invocation without a message."""


def clear_user_hierarchy(
    client: ConnectClient,
    instance_id: str,
    *,
    seconds_left: Callable[[], float],
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Take every user of an instance out of its group, until searches show no more. Users that are gone are no error.

    Args:
        client: a Connect client.
        instance_id: the Connect instance; if it is gone, that is no error either.
        seconds_left: returns how many seconds the invocation still has.
        sleep: waits a number of seconds between searches.

    Returns:
        How many users were in a group.

    Raises:
        RetryableError: the time is up. Users that left their group stay out, so the next destroy goes on from there.
        botocore.exceptions.ClientError: Connect refused.
    """
    cleared = 0
    for found in list_until_stable(lambda: _grouped_users(client, instance_id), sleep):
        for done, user_id in enumerate(found):
            if seconds_left() < _MIN_SECONDS_LEFT:
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
    pages = client.get_paginator("search_users").paginate(
        InstanceId=instance_id, PaginationConfig={"PageSize": _PAGE_SIZE}
    )
    try:
        return [user["Id"] for page in pages for user in page["Users"] if user.get("HierarchyGroupId")]
    except ClientError as error:
        _ignore_missing(error)
        return []


def _ignore_missing(error: ClientError) -> None:
    if error.response["Error"]["Code"] != "ResourceNotFoundException":
        raise error
