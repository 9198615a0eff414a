"""SearchUsers: criteria on names, profiles, hierarchy and proficiencies, filters on tags and hierarchy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_parameter
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import Condition, Field, Test, find, member, search_page
from local_aws.connect.resources import HIERARCHY_GROUP, USER
from local_aws.connect.users.hierarchy_groups import path_ids
from local_aws.connect.users.phone import CHANNEL_MEMBERS
from local_aws.connect.users.users import known_users

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_aws.connect.state import Contents, Document


def _name(part: str) -> Field:
    return Field(lambda user: [user.get("IdentityInfo", {}).get(part, "")], bounded=True)


_FIELDS = {
    "Username": member("Username", bounded=True),
    "FirstName": _name("FirstName"),
    "LastName": _name("LastName"),
    "RoutingProfileId": member("RoutingProfileId"),
    "SecurityProfileId": Field(lambda user: user["SecurityProfileIds"]),
    "resourceId": member(USER.id),
}

_NUMBERS: dict[str, Callable[[float, Document], bool]] = {
    "GREATER_OR_EQUAL": lambda level, wanted: level >= wanted.get("MinValue", 0),
    "GREATER": lambda level, wanted: level > wanted.get("MinValue", 0),
    "LESSER_OR_EQUAL": lambda level, wanted: level <= wanted.get("MaxValue", 0),
    "LESSER": lambda level, wanted: level < wanted.get("MaxValue", 0),
    "EQUAL": lambda level, wanted: level == wanted.get("MinValue", wanted.get("MaxValue", 0)),
    "NOT_EQUAL": lambda level, wanted: level != wanted.get("MinValue", wanted.get("MaxValue", 0)),
    "RANGE": lambda level, wanted: wanted.get("MinValue", 0) <= level <= wanted.get("MaxValue", 0),
}


@operation("SearchUsers")
def search_users(call: Call) -> Document:
    """Search an instance's users."""
    contents = call.instance
    if {"TagFilter", "UserAttributeFilter"} <= set(call.get("SearchFilter", {})):
        raise ConnectError("AccessDeniedException", "SearchFilter takes TagFilter or UserAttributeFilter, not both")
    conditions: dict[str, Condition] = {
        "HierarchyGroupCondition": lambda condition: _group_test(contents, condition),
        "ListCondition": lambda condition: _proficiency_test(contents, condition),
    }
    found = find(call, known_users(contents), _FIELDS, arn=USER.arn, conditions=conditions)
    return search_page(call, "Users", [_result(call, user) for user in found])


def _group_test(contents: Contents, condition: Document) -> Test:
    wanted, below = condition.get("Value"), condition.get("HierarchyGroupMatchType") == "WITH_CHILD_GROUPS"

    def test(user: Document) -> bool:
        group = user.get("HierarchyGroupId")
        if group is None or not below:
            return bool(group is not None and group == wanted)
        return wanted in path_ids(contents, HIERARCHY_GROUP.find(contents, group))

    return test


def _proficiency_test(contents: Contents, condition: Document) -> Test:
    """Return the test for one proficiency that meets every condition of a list.

    The attribute's ``name`` and ``value`` are compared exactly, whatever the comparison, and a number is the level.
    """
    parts = condition.get("Conditions", [])
    strings = [part["StringCondition"] for part in parts if "StringCondition" in part]
    numbers = [part["NumberCondition"] for part in parts if "NumberCondition" in part]
    for item in strings:
        if item.get("FieldName") not in ("name", "value"):
            raise invalid_parameter("ListCondition: StringCondition.FieldName must be name or value")

    def has(name: str, value: str, level: float) -> bool:
        texts = {"name": name, "value": value}
        return all(texts[item["FieldName"]] == item.get("Value") for item in strings) and all(
            _NUMBERS[item.get("ComparisonType", "EQUAL")](level, item) for item in numbers
        )

    return lambda user: any(
        has(name, value, level) for (name, value), level in contents.proficiencies[user[USER.id]].items()
    )


def _result(call: Call, user: Document) -> Document:
    members = ("Id", "Arn", "Username", "DirectoryUserId", "HierarchyGroupId", "RoutingProfileId", "SecurityProfileIds")
    result: Document = {name: user[name] for name in (*members, *CHANNEL_MEMBERS) if name in user}
    identity = user.get("IdentityInfo", {})
    result["IdentityInfo"] = {name: identity[name] for name in ("FirstName", "LastName") if name in identity}
    if "PhoneConfig" in user:
        phone = dict(user["PhoneConfig"])
        if "AfterContactWorkTimeLimit" in phone:
            # The search answers milliseconds where everything else speaks of seconds.
            phone["AfterContactWorkTimeLimit"] *= 1000
        result["PhoneConfig"] = phone
    tags = call.backend.tags(user[USER.arn])
    return {**result, "Tags": tags} if tags else result
