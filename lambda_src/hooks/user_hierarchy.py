"""Takes the users out of their hierarchy groups, which Connect does not delete while they have any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 500


def clear_user_hierarchy(client: ConnectClient, instance_id: str) -> int:
    """Take every user of an instance out of its group. A user or instance that is gone is as good.

    Args:
        client: a Connect client.
        instance_id: the Connect instance.

    Returns:
        How many users were in a group.

    Raises:
        botocore.exceptions.ClientError: Connect refused.
    """
    cleared = 0
    for user_id in _grouped_users(client, instance_id):
        try:
            client.update_user_hierarchy(InstanceId=instance_id, UserId=user_id)
        except ClientError as error:
            _ignore_missing(error)
        cleared += 1
    return cleared


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
