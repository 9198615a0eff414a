"""The user hierarchy's groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import duplicate, in_use, invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import Field, member
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import HIERARCHY_GROUP, add, described, remove, summaries
from local_aws.connect.users.hierarchy_structure import LEVELS

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

MAX_NAME_CHARACTERS = 100


@operation("CreateUserHierarchyGroup")
def create_user_hierarchy_group(call: Call) -> Document:
    """Create a group under another one, or on the first level."""
    contents = call.instance
    name, parent_id = call.params["Name"], call.get("ParentGroupId")
    _check_name(contents, name, parent_id)
    depth = 0
    if parent_id:
        depth = len(path_ids(contents, HIERARCHY_GROUP.find(contents, parent_id)))
    if depth >= len(LEVELS) or LEVELS[depth] not in contents.levels:
        raise invalid_parameter(f"The user hierarchy has no level {depth + 1} for the group {name}")
    document = {"Name": name, "LevelId": contents.levels[LEVELS[depth]]["Id"]}
    group = add(call, contents, HIERARCHY_GROUP, document, unique=False)
    if parent_id:
        contents.parents[group["Id"]] = parent_id
    return {"HierarchyGroupId": group["Id"], "HierarchyGroupArn": group["Arn"]}


def _check_name(contents: Contents, name: str, parent_id: str | None, own_id: str | None = None) -> None:
    if not 1 <= len(name) <= MAX_NAME_CHARACTERS:
        raise invalid_parameter(f"Name must have 1 to {MAX_NAME_CHARACTERS} characters")
    for group_id, group in contents.hierarchy_groups.items():
        if group_id != own_id and group["Name"] == name and contents.parents.get(group_id) == (parent_id or None):
            raise duplicate("User hierarchy group", name)


def path_ids(contents: Contents, group: Document) -> list[str]:
    """Return the ids of a group's ancestors from the root on, and its own."""
    path = [group["Id"]]
    while path[0] in contents.parents:
        path.insert(0, contents.parents[path[0]])
    return path


@operation("DescribeUserHierarchyGroup")
def describe_user_hierarchy_group(call: Call) -> Document:
    """Describe a group with its path."""
    group = HIERARCHY_GROUP.find(call.instance, call.params["HierarchyGroupId"])
    return {"HierarchyGroup": _with_path(call, group)}


def _with_path(call: Call, group: Document) -> Document:
    contents = call.instance
    members = summaries(HIERARCHY_GROUP, [contents.hierarchy_groups[item] for item in path_ids(contents, group)])
    path = dict(zip(LEVELS, members, strict=False))
    return {**described(call, HIERARCHY_GROUP, group), "HierarchyPath": path}


@operation("SearchUserHierarchyGroups")
def search_user_hierarchy_groups(call: Call) -> Document:
    """Search an instance's hierarchy groups."""
    parents = call.instance.parents
    further = {
        "parentId": Field(lambda group: [parents[group["Id"]]] if group["Id"] in parents else []),
        "levelId": member("LevelId"),
    }
    return search_resources(call, HIERARCHY_GROUP, "UserHierarchyGroups", further, shown=_with_path)


@operation("ListUserHierarchyGroups")
def list_user_hierarchy_groups(call: Call) -> Document:
    """List the groups of all levels, without their paths."""
    items = summaries(HIERARCHY_GROUP, call.instance.hierarchy_groups.values())
    return page(call, "UserHierarchyGroupSummaryList", items)


@operation("UpdateUserHierarchyGroupName")
def update_user_hierarchy_group_name(call: Call) -> None:
    """Rename a group."""
    contents = call.instance
    group = HIERARCHY_GROUP.find(contents, call.params["HierarchyGroupId"])
    _check_name(contents, call.params["Name"], contents.parents.get(group["Id"]), group["Id"])
    group["Name"] = call.params["Name"]
    call.backend.touch(group)


@operation("DeleteUserHierarchyGroup")
def delete_user_hierarchy_group(call: Call) -> None:
    """Delete a group that has neither groups below it nor users."""
    contents = call.instance
    group_id = HIERARCHY_GROUP.find(contents, call.params["HierarchyGroupId"])["Id"]
    if group_id in contents.parents.values():
        raise in_use("User hierarchy group", group_id, "groups below it")
    if any(user.get("HierarchyGroupId") == group_id for user in contents.users.values()):
        raise in_use("User hierarchy group", group_id, "users")
    remove(call, contents, HIERARCHY_GROUP, group_id)
    contents.parents.pop(group_id, None)
