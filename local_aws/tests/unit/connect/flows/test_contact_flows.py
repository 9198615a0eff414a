"""Contact flows: content kept as sent, and checked before it is published."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

HANG_UP = {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}


def flow(*actions: dict[str, Any], start: str = "end", **more: Any) -> str:
    return json.dumps({"Version": "2019-10-30", "StartAction": start, "Actions": [*actions, HANG_UP], **more})


def greet(**transitions: Any) -> dict[str, Any]:
    return {
        "Identifier": "greet",
        "Type": "MessageParticipant",
        "Parameters": {"Text": "Hi"},
        "Transitions": transitions,
    }


def create(site: Any, content: str, **more: Any) -> Any:
    return site("create_contact_flow", **{"Name": "Greeting", "Type": "CONTACT_FLOW", "Content": content, **more})


def problems(site: Any, content: str) -> list[str]:
    with pytest.raises(site.client.exceptions.InvalidContactFlowException) as caught:
        create(site, content)
    return [problem["message"] for problem in caught.value.response["problems"]]


def test_content_comes_back_as_it_was_sent(site: Any) -> None:
    content = flow(greet(NextAction="end"), start="greet").replace(", ", " ,\n ") + "\n"
    created = create(site, content, Description="says hi", Tags={"a": "b"})
    described = site("describe_contact_flow", ContactFlowId=created["ContactFlowId"])["ContactFlow"]
    assert described["Content"] == content
    assert described["Description"] == "says hi"
    assert described["Tags"] == {"a": "b"}
    assert described["Arn"] == f"{site.arn}/contact-flow/{created['ContactFlowId']}"
    assert (described["State"], described["Status"]) == ("ACTIVE", "PUBLISHED")
    digest = hashlib.sha256(content.encode()).hexdigest()
    assert created["FlowContentSha256"] == described["FlowContentSha256"] == digest


def test_an_action_in_the_text_is_no_operation(site: Any) -> None:
    content = flow(greet(NextAction="end") | {"Parameters": {"Text": "&Action=DeleteInstance&x="}}, start="greet")
    assert create(site, content)["ContactFlowId"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "Content is not JSON"),
        ("[" * 100_000, "Content is not JSON"),
        ("[]", "Content is not a JSON object"),
        ("{}", "Path: Version (must be '2019-10-30')"),
        ("{}", "Path: Actions (must be a list"),
        (flow(start="nowhere"), "no action has the identifier 'nowhere'"),
        (flow(greet(NextAction="nowhere"), start="greet"), "Actions[0].Transitions.NextAction (leads to 'nowhere'"),
        (
            flow({"Identifier": "x", "Type": "NoSuchAction"}),
            "Invalid Action type. Type: NoSuchAction. Path: Actions[0]",
        ),
        ('"' + "a" * 256_000 + '"', "at most 256000 characters"),
    ],
)
def test_a_flow_that_can_not_be_published(site: Any, content: str, expected: str) -> None:
    assert any(expected in problem for problem in problems(site, content))


def test_every_problem_is_told(site: Any) -> None:
    broken = greet(NextAction="a", Errors=[{"NextAction": "b", "ErrorType": "NoMatchingError"}])
    assert len(problems(site, flow(broken, start="c"))) == 3


def test_one_refusal_tells_fifty_problems_at_most(site: Any) -> None:
    lost = [greet(NextAction="lost") | {"Identifier": str(number)} for number in range(60)]
    assert len(problems(site, flow(*lost))) == 50


def test_an_update_is_checked_too_and_changes_nothing_when_refused(site: Any) -> None:
    flow_id = create(site, flow())["ContactFlowId"]
    refused = site.refusal("update_contact_flow_content", ContactFlowId=flow_id, Content=flow(start="x"))
    assert refused[0] == "InvalidContactFlowException"
    assert site("describe_contact_flow", ContactFlowId=flow_id)["ContactFlow"]["Content"] == flow()
    site("update_contact_flow_content", ContactFlowId=flow_id, Content=flow(Metadata={}))
    assert site("describe_contact_flow", ContactFlowId=flow_id)["ContactFlow"]["Content"] == flow(Metadata={})


def test_a_saved_flow_is_not_checked_and_shows_under_its_alias(site: Any) -> None:
    flow_id = create(site, flow(start="x"), Status="SAVED")["ContactFlowId"]
    assert site.refusal("describe_contact_flow", ContactFlowId=flow_id)[0] == "ContactFlowNotPublishedException"
    saved = site("describe_contact_flow", ContactFlowId=f"{flow_id}:$SAVED")["ContactFlow"]
    assert saved["Content"] == flow(start="x")
    assert site.refusal("create_contact_flow", Name="x", Type="CAMPAIGN", Content="{", Status="SAVED")[0] == (
        "InvalidContactFlowException"
    )


def test_names(site: Any) -> None:
    first, second = create(site, flow())["ContactFlowId"], create(site, flow(), Name="Other")["ContactFlowId"]
    taken = site.refusal("create_contact_flow", Name="Greeting", Type="CONTACT_FLOW", Content=flow())
    assert taken[0] == "DuplicateResourceException"
    renamed = site.refusal("update_contact_flow_name", ContactFlowId=second, Name="Greeting")
    assert renamed[0] == "DuplicateResourceException"
    site("update_contact_flow_name", ContactFlowId=first, Name="Greeting", Description="same name")
    site("update_contact_flow_metadata", ContactFlowId=first, Name="Hello", ContactFlowState="ARCHIVED")
    described = site("describe_contact_flow", ContactFlowId=first)["ContactFlow"]
    assert (described["Name"], described["State"], described["Description"]) == ("Hello", "ARCHIVED", "same name")


def test_deletion(site: Any) -> None:
    flow_id = create(site, flow())["ContactFlowId"]
    site("delete_contact_flow", ContactFlowId=flow_id)
    for operation in ("describe_contact_flow", "delete_contact_flow"):
        assert site.refusal(operation, ContactFlowId=flow_id)[0] == "ResourceNotFoundException"
