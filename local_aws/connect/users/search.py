"""SearchUsers: criteria on names and profiles, filters on tags and hierarchy.

As on AWS the search ignores case, so EXACT also finds users whose name differs in case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError, invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import HIERARCHY_GROUP, USER
from local_aws.connect.users.hierarchy_groups import path_ids
from local_aws.connect.users.users import known_users

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_NAME_FIELDS = ("Username", "FirstName", "LastName")
_ID_FIELDS = ("RoutingProfileId", "SecurityProfileId", "resourceId")
_SHORTEST, _LONGEST = 2, 25
"""Characters of a name that can be searched for."""


@operation("SearchUsers", differs="no ListCondition")
def search_users(call: Call) -> Document:
    """Search an instance's users."""
    contents = call.instance
    criteria = call.get("SearchCriteria", {})
    search_filter = call.get("SearchFilter", {})
    found = [
        user
        for user in known_users(contents)
        if _meets(contents, user, criteria) and _passes(call, contents, user, search_filter)
    ]
    answer = page(call, "Users", [_result(call, user) for user in found])
    answer["ApproximateTotalCount"] = len(found)
    return answer


def _meets(contents: Contents, user: Document, criteria: Document) -> bool:
    checks: list[bool] = []
    if "OrConditions" in criteria:
        checks.append(any(_meets(contents, user, item) for item in criteria["OrConditions"]))
    if "AndConditions" in criteria:
        checks.append(all(_meets(contents, user, item) for item in criteria["AndConditions"]))
    if "StringCondition" in criteria:
        checks.append(_string_matches(user, criteria["StringCondition"]))
    if "HierarchyGroupCondition" in criteria:
        checks.append(_group_matches(contents, user, criteria["HierarchyGroupCondition"]))
    if "ListCondition" in criteria:
        raise ConnectError("NotImplementedException", "The local Connect does not search by ListCondition")
    return all(checks)


def _string_matches(user: Document, condition: Document) -> bool:
    field, wanted = condition.get("FieldName"), condition.get("Value", "")
    if field not in (*_NAME_FIELDS, *_ID_FIELDS):
        raise invalid_parameter(f"StringCondition.FieldName must be one of {', '.join((*_NAME_FIELDS, *_ID_FIELDS))}")
    if field in _NAME_FIELDS and not _SHORTEST <= len(wanted) <= _LONGEST:
        raise invalid_parameter(f"StringCondition.Value must have {_SHORTEST} to {_LONGEST} characters")
    comparison = condition.get("ComparisonType", "EXACT")
    return any(_compare(comparison, value.casefold(), wanted.casefold()) for value in _values(user, field))


def _values(user: Document, field: str) -> list[str]:
    if field == "SecurityProfileId":
        return list(user["SecurityProfileIds"])
    if field == "resourceId":
        return [user[USER.id]]
    if field in ("FirstName", "LastName"):
        return [user.get("IdentityInfo", {}).get(field, "")]
    return [user[field]]


def _compare(comparison: str, value: str, wanted: str) -> bool:
    if comparison == "STARTS_WITH":
        return value.startswith(wanted)
    if comparison == "CONTAINS":
        return wanted in value
    return value == wanted


def _group_matches(contents: Contents, user: Document, condition: Document) -> bool:
    group, wanted = user.get("HierarchyGroupId"), condition.get("Value")
    if group is None:
        return False
    if condition.get("HierarchyGroupMatchType") == "WITH_CHILD_GROUPS":
        return wanted in path_ids(contents, HIERARCHY_GROUP.find(contents, group))
    return bool(group == wanted)


def _passes(call: Call, contents: Contents, user: Document, search_filter: Document) -> bool:
    if not search_filter:
        return True
    tags = call.backend.tags(user[USER.arn])
    tag_filter, attributes = search_filter.get("TagFilter", {}), search_filter.get("UserAttributeFilter", {})
    return _tags_pass(tags, tag_filter) and _attributes_pass(contents, user, tags, attributes)


def _tags_pass(tags: dict[str, str], tag_filter: Document) -> bool:
    checks = []
    if "OrConditions" in tag_filter:
        checks.append(any(all(_has_tag(tags, item) for item in group) for group in tag_filter["OrConditions"]))
    if "AndConditions" in tag_filter:
        checks.append(all(_has_tag(tags, item) for item in tag_filter["AndConditions"]))
    if "TagCondition" in tag_filter:
        checks.append(_has_tag(tags, tag_filter["TagCondition"]))
    return all(checks)


def _attributes_pass(contents: Contents, user: Document, tags: dict[str, str], attributes: Document) -> bool:
    checks = []
    if "OrConditions" in attributes:
        checks.append(any(_attributes_pass(contents, user, tags, item) for item in attributes["OrConditions"]))
    if "AndCondition" in attributes:
        checks.append(_attributes_pass(contents, user, tags, attributes["AndCondition"]))
    if "TagConditions" in attributes:
        checks.append(all(_has_tag(tags, item) for item in attributes["TagConditions"]))
    if "TagCondition" in attributes:
        checks.append(_has_tag(tags, attributes["TagCondition"]))
    if "HierarchyGroupCondition" in attributes:
        checks.append(_group_matches(contents, user, attributes["HierarchyGroupCondition"]))
    return all(checks)


def _has_tag(tags: dict[str, str], condition: Document) -> bool:
    key, value = condition.get("TagKey", ""), condition.get("TagValue")
    return key in tags and value in (None, tags[key])


def _result(call: Call, user: Document) -> Document:
    members = ("Id", "Arn", "Username", "DirectoryUserId", "HierarchyGroupId", "RoutingProfileId", "SecurityProfileIds")
    result: Document = {member: user[member] for member in members if member in user}
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
