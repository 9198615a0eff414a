"""SearchUsers: comparisons, filters, and the lag of its index."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls


def find(site: Any, **search: Any) -> list[str]:
    return sorted(user["Username"] for user in site("search_users", **search)["Users"])


def string(field: str, value: str, comparison: str) -> dict[str, Any]:
    return {"StringCondition": {"FieldName": field, "Value": value, "ComparisonType": comparison}}


@pytest.fixture
def staff(site: Any) -> Any:
    site("update_user_hierarchy_structure", HierarchyStructure={"LevelOne": {"Name": "A"}, "LevelTwo": {"Name": "B"}})
    north = site("create_user_hierarchy_group", Name="North")["HierarchyGroupId"]
    oslo = site("create_user_hierarchy_group", Name="Oslo", ParentGroupId=north)["HierarchyGroupId"]
    site.create_user("anna", IdentityInfo={"FirstName": "Anna", "LastName": "Berg"}, Tags={"team": "red"})
    site.create_user("joanna", IdentityInfo={"FirstName": "Jo", "LastName": "Berg"}, HierarchyGroupId=north)
    site.create_user(
        "hanna",
        IdentityInfo={"FirstName": "Hanna", "LastName": "Dahl"},
        HierarchyGroupId=oslo,
        Tags={"team": "blue", "shift": "late"},
        PhoneConfig={"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 30},
    )
    site.groups = {"North": north, "Oslo": oslo}
    return site


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, ["anna", "hanna", "joanna"]),
        (string("Username", "anna", "EXACT"), ["anna"]),
        (string("Username", "ANNA", "EXACT"), ["anna"]),
        (string("Username", "anna", "CONTAINS"), ["anna", "hanna", "joanna"]),
        (string("Username", "an", "STARTS_WITH"), ["anna"]),
        (string("FirstName", "jo", "EXACT"), ["joanna"]),
        (string("LastName", "Berg", "EXACT"), ["anna", "joanna"]),
        (
            {"OrConditions": [string("Username", "anna", "EXACT"), string("LastName", "dahl", "EXACT")]},
            ["anna", "hanna"],
        ),
        ({"AndConditions": [string("LastName", "Berg", "EXACT"), string("FirstName", "jo", "EXACT")]}, ["joanna"]),
        (string("Username", "nobody", "EXACT"), []),
    ],
)
def test_criteria(staff: Any, criteria: dict[str, Any], expected: list[str]) -> None:
    assert find(staff, SearchCriteria=criteria) == expected


@pytest.mark.parametrize(("match", "expected"), [("EXACT", ["joanna"]), ("WITH_CHILD_GROUPS", ["hanna", "joanna"])])
def test_hierarchy(staff: Any, match: str, expected: list[str]) -> None:
    condition = {"HierarchyGroupCondition": {"Value": staff.groups["North"], "HierarchyGroupMatchType": match}}
    assert find(staff, SearchCriteria=condition) == expected
    assert find(staff, SearchFilter={"UserAttributeFilter": condition}) == expected


RED, BLUE, LATE = (
    {"TagKey": key, "TagValue": value} for key, value in (("team", "red"), ("team", "blue"), ("shift", "late"))
)


@pytest.mark.parametrize(
    ("tag_filter", "expected"),
    [
        ({"TagCondition": {"TagKey": "team"}}, ["anna", "hanna"]),
        ({"TagCondition": RED}, ["anna"]),
        ({"AndConditions": [BLUE, LATE]}, ["hanna"]),
        ({"AndConditions": [RED, LATE]}, []),
        ({"OrConditions": [[RED], [BLUE, LATE]]}, ["anna", "hanna"]),
    ],
)
def test_tags(staff: Any, tag_filter: dict[str, Any], expected: list[str]) -> None:
    assert find(staff, SearchFilter={"TagFilter": tag_filter}) == expected


def test_attribute_filter_combines(staff: Any) -> None:
    parts = [{"TagConditions": [RED]}, {"TagConditions": [BLUE, LATE]}]
    assert find(staff, SearchFilter={"UserAttributeFilter": {"OrConditions": parts}}) == ["anna", "hanna"]
    assert find(staff, SearchFilter={"UserAttributeFilter": {"AndCondition": parts[1]}}) == ["hanna"]
    assert find(staff, SearchFilter={"UserAttributeFilter": {"TagCondition": RED}}) == ["anna"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ([("name", "Skill")], ["anna", "hanna"]),
        ([("name", "Skill"), ("value", "Sofa")], ["anna", "hanna"]),
        ([("value", "Chair")], ["hanna"]),
        ([("value", "Sofa"), {"ComparisonType": "GREATER_OR_EQUAL", "MinValue": 3}], ["anna"]),
        ([("value", "Sofa"), {"ComparisonType": "RANGE", "MinValue": 2, "MaxValue": 3}], ["anna", "hanna"]),
        ([("value", "Sofa"), {"ComparisonType": "NOT_EQUAL", "MinValue": 3}], ["hanna"]),
        ([("value", "Chair"), {"ComparisonType": "LESSER", "MaxValue": 5}], []),
    ],
)
def test_proficiencies(staff: Any, conditions: list[Any], expected: list[str]) -> None:
    """One proficiency meets all conditions: hanna is good with chairs, and not with sofas."""
    staff("create_predefined_attribute", Name="Skill", Values={"StringList": ["Sofa", "Chair"]})
    ids = {user["Username"]: user["Id"] for user in staff("list_users")["UserSummaryList"]}
    for name, value, level in (("anna", "Sofa", 3), ("hanna", "Sofa", 2), ("hanna", "Chair", 5)):
        skill = [{"AttributeName": "Skill", "AttributeValue": value, "Level": level}]
        staff("associate_user_proficiencies", UserId=ids[name], UserProficiencies=skill)
    parts = [
        {"NumberCondition": {"FieldName": "level", **part}}
        if isinstance(part, dict)
        else string(part[0], part[1], "EXACT")
        for part in conditions
    ]
    wanted = {"ListCondition": {"TargetListType": "PROFICIENCIES", "Conditions": parts}}
    assert find(staff, SearchCriteria=wanted) == expected


def test_two_kinds_of_filters_exclude_each_other(staff: Any) -> None:
    both = {"TagFilter": {"TagCondition": RED}, "UserAttributeFilter": {"TagCondition": RED}}
    assert staff.refusal("search_users", SearchFilter=both)[0] == "AccessDeniedException"


def test_profiles_and_ids(staff: Any) -> None:
    for field, value in (
        ("RoutingProfileId", staff.routing_profile()),
        ("SecurityProfileId", staff.security_profile()),
    ):
        assert len(find(staff, SearchCriteria=string(field, value, "EXACT"))) == 3
    user_id = next(user["Id"] for user in staff("list_users")["UserSummaryList"] if user["Username"] == "anna")
    assert find(staff, SearchCriteria=string("resourceId", user_id, "EXACT")) == ["anna"]


@pytest.mark.parametrize("value", ["a", "a" * 26])
def test_a_name_is_searched_by_2_to_25_characters(staff: Any, value: str) -> None:
    code, text = staff.refusal("search_users", SearchCriteria=string("Username", value, "EXACT"))
    assert code == "InvalidParameterException"
    assert "2 to 25 characters" in text


def test_only_some_fields_can_be_searched(staff: Any) -> None:
    assert staff.refusal("search_users", SearchCriteria=string("Email", "anna", "EXACT"))[0] == (
        "InvalidParameterException"
    )


def test_the_result_knows_no_email_and_counts_in_milliseconds(staff: Any) -> None:
    answer = staff("search_users", SearchCriteria=string("Username", "hanna", "EXACT"))
    assert answer["ApproximateTotalCount"] == 1
    user = answer["Users"][0]
    assert user["IdentityInfo"] == {"FirstName": "Hanna", "LastName": "Dahl"}
    assert user["PhoneConfig"]["AfterContactWorkTimeLimit"] == 30_000
    assert user["Tags"] == {"team": "blue", "shift": "late"}


def test_pages(staff: Any) -> None:
    first = staff("search_users", MaxResults=2)
    second = staff("search_users", MaxResults=2, NextToken=first["NextToken"])
    assert len(first["Users"]) == 2
    assert first["ApproximateTotalCount"] == 3
    assert {user["Username"] for user in first["Users"] + second["Users"]} == {"anna", "hanna", "joanna"}
    assert "NextToken" not in second


def test_a_new_user_shows_late(site: Any, knobs: Controls) -> None:
    knobs.search_lag_seconds = 0.3
    user_id = site.create_user()
    assert find(site) == []
    assert site("list_users")["UserSummaryList"] == []
    assert site("describe_user", UserId=user_id)["User"]["Username"] == "jane"
    assert site.refusal("create_user", **site.user())[0] == "DuplicateResourceException"
    knobs.sleep(0.3)
    assert find(site) == ["jane"]
