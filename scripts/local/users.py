"""Reads back from Amazon Connect, not from our own tables, which users there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
from rich.table import Table

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import UserSearchSummaryTypeDef


def users_table(instance_id: str) -> Table:
    """Lists the instance's users with what they were given, as a table to print."""
    connect = boto3.client("connect")
    routing = {
        summary["Id"]: summary["Name"]
        for page in connect.get_paginator("list_routing_profiles").paginate(InstanceId=instance_id)
        for summary in page["RoutingProfileSummaryList"]
    }
    security = {
        summary["Id"]: summary["Name"]
        for page in connect.get_paginator("list_security_profiles").paginate(InstanceId=instance_id)
        for summary in page["SecurityProfileSummaryList"]
    }
    users = _users(connect, instance_id)
    groups = {user["HierarchyGroupId"] for user in users if user.get("HierarchyGroupId")}
    paths = {group: _path(connect, instance_id, group) for group in groups}
    table = Table(title=f"{len(users)} Amazon Connect users", title_justify="left")
    for column in ("username", "name", "routing profile", "security profiles", "hierarchy", "phone"):
        table.add_column(column, overflow="fold")
    for user in sorted(users, key=lambda user: user["Username"]):
        identity, phone = user.get("IdentityInfo", {}), user.get("PhoneConfig", {})
        table.add_row(
            user["Username"],
            f"{identity.get('FirstName', '')} {identity.get('LastName', '')}".strip(),
            routing.get(user.get("RoutingProfileId", ""), "?"),
            ", ".join(sorted(security.get(profile, "?") for profile in user.get("SecurityProfileIds", []))),
            paths.get(user.get("HierarchyGroupId", ""), ""),
            phone.get("DeskPhoneNumber") or phone.get("PhoneType", ""),
        )
    return table


def _users(connect: ConnectClient, instance_id: str) -> list[UserSearchSummaryTypeDef]:
    pages = connect.get_paginator("search_users").paginate(InstanceId=instance_id)
    return [user for page in pages for user in page["Users"]]


def _path(connect: ConnectClient, instance_id: str, group_id: str) -> str:
    group = connect.describe_user_hierarchy_group(InstanceId=instance_id, HierarchyGroupId=group_id)["HierarchyGroup"]
    path = group.get("HierarchyPath", {})
    levels = (path.get(name) for name in ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive"))
    return "/".join(str(level["Name"]) for level in levels if isinstance(level, dict))
