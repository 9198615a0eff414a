"""Agent statuses: the two of a new instance and custom ones."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls


@pytest.fixture
def office(site: Any) -> Any:
    lunch = {"Name": "Lunch", "Description": "eats", "State": "ENABLED", "DisplayOrder": 3, "Tags": {"a": "b"}}
    site.lunch = site("create_agent_status", **lunch)["AgentStatusId"]
    return site


def test_a_status_is_described_with_its_tags(office: Any) -> None:
    status = office("describe_agent_status", AgentStatusId=office.lunch)["AgentStatus"]
    arn = f"{office.arn}/agent-state/{office.lunch}"
    assert {name: status[name] for name in ("AgentStatusARN", "AgentStatusId")} == {
        "AgentStatusARN": arn,
        "AgentStatusId": office.lunch,
    }
    assert (status["Name"], status["Description"], status["Type"]) == ("Lunch", "eats", "CUSTOM")
    assert (status["State"], status["DisplayOrder"], status["Tags"]) == ("ENABLED", 3, {"a": "b"})
    office.client.tag_resource(resourceArn=arn, tags={"c": "d"})
    assert office.client.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "b", "c": "d"}


def test_a_new_instance_has_two(office: Any) -> None:
    listed = office("list_agent_statuses")["AgentStatusSummaryList"]
    assert {item["Name"]: item["Type"] for item in listed} == {
        "Available": "ROUTABLE",
        "Offline": "OFFLINE",
        "Lunch": "CUSTOM",
    }
    custom = office("list_agent_statuses", AgentStatusTypes=["CUSTOM", "OFFLINE"])["AgentStatusSummaryList"]
    assert {item["Name"] for item in custom} == {"Lunch", "Offline"}


def test_an_update_changes_what_it_names(office: Any) -> None:
    named = {"AgentStatusId": office.lunch}
    office("update_agent_status", **named, Name="Break", State="DISABLED")
    status = office("describe_agent_status", **named)["AgentStatus"]
    assert (status["Name"], status["Description"], status["State"]) == ("Break", "eats", "DISABLED")
    office("update_agent_status", **named, DisplayOrder=5, Description="")
    assert office("describe_agent_status", **named)["AgentStatus"]["DisplayOrder"] == 5
    office("update_agent_status", **named, ResetOrderNumber=True)
    assert "DisplayOrder" not in office("describe_agent_status", **named)["AgentStatus"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Name": "Offline"}, "DuplicateResourceException"),
        ({"DisplayOrder": 3}, "DuplicateResourceException"),
        ({"DisplayOrder": 51}, "InvalidParameterException"),
        ({"State": "AWAY"}, "InvalidParameterException"),
    ],
)
def test_a_refused_status(office: Any, change: dict[str, Any], code: str) -> None:
    assert office.refusal("create_agent_status", **{"Name": "New", "State": "ENABLED", **change})[0] == code
    other = office("create_agent_status", Name="Training", State="ENABLED")["AgentStatusId"]
    before = office("describe_agent_status", AgentStatusId=other)
    assert office.refusal("update_agent_status", AgentStatusId=other, **change)[0] == code
    assert office("describe_agent_status", AgentStatusId=other) == before


def test_unknown_and_full(office: Any, knobs: Controls) -> None:
    assert office.refusal("describe_agent_status", AgentStatusId="x")[0] == "ResourceNotFoundException"
    assert office.refusal("update_agent_status", AgentStatusId="x", Name="y")[0] == "ResourceNotFoundException"
    knobs.set_limit("agent_statuses", 3)
    assert office.refusal("create_agent_status", Name="y", State="ENABLED")[0] == "LimitExceededException"
