"""All searches for resources: one engine, the fields of each, and what they show."""

from __future__ import annotations

from typing import Any

import pytest

DAY = {"Day": "MONDAY", "StartTime": {"Hours": 8, "Minutes": 0}, "EndTime": {"Hours": 18, "Minutes": 0}}
PHONE = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550100"}}
TAGS = {"Tags": {"team": "red"}}

SEARCHES = {
    "search_queues": ("Queues", "QueueId", "Name", "Night desk"),
    "search_hours_of_operations": ("HoursOfOperations", "HoursOfOperationId", "Name", "Night hours"),
    "search_routing_profiles": ("RoutingProfiles", "RoutingProfileId", "Name", "Night agents"),
    "search_security_profiles": ("SecurityProfiles", "Id", "SecurityProfileName", "Night staff"),
    "search_quick_connects": ("QuickConnects", "QuickConnectId", "Name", "Night watch"),
    "search_agent_statuses": ("AgentStatuses", "AgentStatusId", "Name", "Night shift"),
    "search_user_hierarchy_groups": ("UserHierarchyGroups", "Id", "Name", "Night site"),
}
"""By operation: list, id and name in the answer, and the name of the one that the tests look for."""


def string(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
    return {"StringCondition": {"FieldName": field, "Value": value, "ComparisonType": comparison}}


@pytest.fixture
def night(site: Any) -> Any:
    told = {"Description": "after dark", **TAGS}
    hours = site("create_hours_of_operation", Name="Night hours", TimeZone="Europe/Oslo", Config=[DAY], **told)
    site.queue = site("create_queue", Name="Night desk", HoursOfOperationId=hours["HoursOfOperationId"], **told)[
        "QueueId"
    ]
    site(
        "create_routing_profile",
        Name="Night agents",
        DefaultOutboundQueueId=site.queue,
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        QueueConfigs=[{"QueueReference": {"QueueId": site.queue, "Channel": "VOICE"}, "Priority": 1, "Delay": 0}],
        **told,
    )
    site("create_security_profile", SecurityProfileName="Night staff", **told)
    site("create_quick_connect", Name="Night watch", QuickConnectConfig=PHONE, **told)
    site("create_quick_connect", Name="Day watch", QuickConnectConfig=PHONE)
    site("create_agent_status", Name="Night shift", State="ENABLED", DisplayOrder=4, **told)
    site("update_user_hierarchy_structure", HierarchyStructure={"LevelOne": {"Name": "A"}, "LevelTwo": {"Name": "B"}})
    site.parent = site("create_user_hierarchy_group", Name="Day")["HierarchyGroupId"]
    site("create_user_hierarchy_group", Name="Night site", ParentGroupId=site.parent, **TAGS)
    return site


def found(site: Any, operation: str, **search: Any) -> list[str]:
    result, _, name, _ = SEARCHES[operation]
    answer = site(operation, **search)
    assert answer["ApproximateTotalCount"] == len(answer[result])
    return [item[name] for item in answer[result]]


@pytest.mark.parametrize("operation", SEARCHES)
def test_a_search_asks_for_name_id_and_tags(night: Any, operation: str) -> None:
    result, identifier, _, name = SEARCHES[operation]
    everything = night(operation)[result]
    assert len(everything) > 1
    for criteria in (
        string("name", name.upper()),
        string("name", "night", "STARTS_WITH"),
        string("name", "IGHT", "CONTAINS"),
        {"OrConditions": [string("name", name), string("name", "nothing like it")]},
        {"AndConditions": [string("name", "night", "STARTS_WITH"), string("name", name[-4:], "CONTAINS")]},
    ):
        assert found(night, operation, SearchCriteria=criteria) == [name]
    item = night(operation, SearchCriteria=string("name", name))[result][0]
    assert found(night, operation, SearchCriteria=string("resourceID", item[identifier])) == [name]
    assert item["Tags"] == {"team": "red"}
    tag = {"TagCondition": {"TagKey": "team", "TagValue": "red"}}
    filters: list[dict[str, Any]] = [{"TagFilter": tag}]
    if operation in ("search_agent_statuses", "search_user_hierarchy_groups"):
        conditions = {"TagConditions": [tag["TagCondition"]]}
        filters = [
            {"AttributeFilter": part} for part in (tag, {"AndCondition": conditions}, {"OrConditions": [conditions]})
        ]
    for search_filter in filters:
        assert found(night, operation, SearchFilter=search_filter) == [name]


@pytest.mark.parametrize("operation", [*SEARCHES, "search_predefined_attributes"])
def test_an_unknown_field_is_refused_whatever_there_is(site: Any, operation: str) -> None:
    """Also where an earlier alternative already holds, and where the instance has nothing to look at."""
    criteria = {"OrConditions": [string("resourceID", "x"), string("colour", "x")]}
    code, text = site.refusal(operation, SearchCriteria=criteria)
    assert code == "InvalidParameterException"
    assert "StringCondition.FieldName must be one of name" in text


@pytest.mark.parametrize(
    ("operation", "bounded"),
    [
        ("search_queues", True),
        ("search_routing_profiles", True),
        ("search_security_profiles", True),
        ("search_hours_of_operations", False),
        ("search_quick_connects", False),
    ],
)
def test_some_searches_take_2_to_25_characters(night: Any, operation: str, bounded: bool) -> None:
    for value in ("N", "N" * 26):
        criteria = string("name", value, "CONTAINS")
        if bounded:
            assert "2 to 25 characters" in night.refusal(operation, SearchCriteria=criteria)[1]
        else:
            assert len(found(night, operation, SearchCriteria=criteria)) == (len(value) == 1)


@pytest.mark.parametrize(
    ("operation", "field", "value"),
    [
        ("search_queues", "description", "after dark"),
        ("search_hours_of_operations", "timezone", "europe/oslo"),
        ("search_agent_statuses", "displayOrder", "4"),
        ("search_agent_statuses", "type", "CUSTOM"),
        ("search_user_hierarchy_groups", "levelId", "2"),
    ],
)
def test_fields_of_one_search(night: Any, operation: str, field: str, value: str) -> None:
    assert found(night, operation, SearchCriteria=string(field, value)) == [SEARCHES[operation][3]]


def test_profiles_by_their_queues_and_groups_by_their_parent(night: Any) -> None:
    by_queue = night("search_routing_profiles", SearchCriteria=string("associatedQueueIds", night.queue))
    assert [(item["Name"], item["NumberOfAssociatedQueues"]) for item in by_queue["RoutingProfiles"]] == [
        ("Night agents", 1)
    ]
    by_parent = night("search_user_hierarchy_groups", SearchCriteria=string("parentId", night.parent))
    assert [item["HierarchyPath"]["LevelTwo"]["Name"] for item in by_parent["UserHierarchyGroups"]] == ["Night site"]


def test_queues_by_their_type(night: Any) -> None:
    night.create_user()
    assert found(night, "search_queues", SearchCriteria={"QueueTypeCondition": "STANDARD"}) == found(
        night, "search_queues"
    )
    assert night.refusal("search_queues", SearchCriteria={"QueueTypeCondition": "AGENT"})[0] == (
        "InvalidParameterException"
    )


def test_predefined_attributes_with_their_values(site: Any) -> None:
    site("create_predefined_attribute", Name="Product", Values={"StringList": ["Chair"]})
    answer = site("search_predefined_attributes", SearchCriteria=string("name", "prod", "STARTS_WITH"))
    assert [(item["Name"], item["Values"]) for item in answer["PredefinedAttributes"]] == [
        ("Product", {"StringList": ["Chair"]})
    ]


def test_a_search_comes_in_pages(night: Any) -> None:
    first = night("search_queues", MaxResults=1)
    second = night("search_queues", MaxResults=1, NextToken=first["NextToken"])
    assert {queue["Name"] for queue in first["Queues"] + second["Queues"]} == {"BasicQueue", "Night desk"}
    assert first["ApproximateTotalCount"] == 2
    assert "NextToken" not in second
