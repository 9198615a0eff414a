"""Contact flow modules: as flows, with settings, and without a type."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from local_aws.connect import controls
from local_aws.tests.unit.connect.flows import exports

CONTENT = json.dumps(exports.module())


def create(site: Any, name: str = "Greeting", **more: Any) -> str:
    return str(site("create_contact_flow_module", Name=name, Content=CONTENT, **more)["Id"])


def test_a_module_comes_back_as_it_was_sent(site: Any) -> None:
    created = site("create_contact_flow_module", Name="Greeting", Description="a", Content=CONTENT, Tags={"a": "b"})
    module = site("describe_contact_flow_module", ContactFlowModuleId=created["Id"])["ContactFlowModule"]
    assert created["Arn"] == f"{site.arn}/flow-module/{created['Id']}"
    assert {key: module[key] for key in ("Arn", "Id", "Name", "Description", "Content", "State", "Status", "Tags")} == {
        "Arn": created["Arn"],
        "Id": created["Id"],
        "Name": "Greeting",
        "Description": "a",
        "Content": CONTENT,
        "State": "ACTIVE",
        "Status": "PUBLISHED",
        "Tags": {"a": "b"},
    }
    assert module["FlowModuleContentSha256"] == hashlib.sha256(CONTENT.encode()).hexdigest()


def test_modules_are_listed_by_state(site: Any) -> None:
    active, archived = create(site, "A"), create(site, "B")
    site("update_contact_flow_module_metadata", ContactFlowModuleId=archived, State="ARCHIVED")
    summaries = site("list_contact_flow_modules")["ContactFlowModulesSummaryList"]
    assert {item["Id"]: (item["Name"], item["State"]) for item in summaries} == {
        active: ("A", "ACTIVE"),
        archived: ("B", "ARCHIVED"),
    }
    listed = site("list_contact_flow_modules", ContactFlowModuleState="ARCHIVED")["ContactFlowModulesSummaryList"]
    assert [item["Id"] for item in listed] == [archived]


def test_names_and_descriptions_change(site: Any) -> None:
    module = create(site)
    create(site, "Other")
    taken = site.refusal("update_contact_flow_module_metadata", ContactFlowModuleId=module, Name="Other")
    assert taken[0] == "DuplicateResourceException"
    assert site.refusal("create_contact_flow_module", Name="Other", Content=CONTENT)[0] == "DuplicateResourceException"
    site("update_contact_flow_module_metadata", ContactFlowModuleId=module, Name="New", Description="d")
    described = site("describe_contact_flow_module", ContactFlowModuleId=module)["ContactFlowModule"]
    assert (described["Name"], described["Description"], described["State"]) == ("New", "d", "ACTIVE")


def test_content_is_checked_and_a_refusal_changes_nothing(site: Any) -> None:
    module = create(site)
    wrong = CONTENT.replace("EndFlowModuleExecution", "EndFlow")
    for operation, more in (
        ("create_contact_flow_module", {"Name": "x"}),
        ("update_contact_flow_module_content", {"ContactFlowModuleId": module}),
    ):
        with pytest.raises(site.client.exceptions.InvalidContactFlowModuleException) as caught:
            site(operation, Content=wrong, **more)
        told = [problem["message"] for problem in caught.value.response["Problems"]]
        assert told == ["Invalid Action type. Type: EndFlow. Path: Actions[1]"]
    assert site("describe_contact_flow_module", ContactFlowModuleId=module)["ContactFlowModule"]["Content"] == CONTENT
    changed = CONTENT.replace("Hello", "Good morning")
    site("update_contact_flow_module_content", ContactFlowModuleId=module, Content=changed)
    assert site("describe_contact_flow_module", ContactFlowModuleId=module)["ContactFlowModule"]["Content"] == changed


def test_a_module_has_settings_in_its_content_or_beside_it(site: Any) -> None:
    document = exports.module()
    settings = json.dumps(document.pop("Settings"))
    bare = json.dumps(document)
    code, message = site.refusal("create_contact_flow_module", Name="x", Content=bare)
    assert (code, message) == (
        "InvalidContactFlowModuleException",
        "JSON field is missing or null for field name: settings",
    )
    module = site("create_contact_flow_module", Name="x", Content=bare, Settings=settings)["Id"]
    site("update_contact_flow_module_content", ContactFlowModuleId=module, Content=bare)
    site("update_contact_flow_module_content", ContactFlowModuleId=module, Settings="{}")
    assert site("describe_contact_flow_module", ContactFlowModuleId=module)["ContactFlowModule"]["Settings"] == "{}"


def test_a_flow_calls_a_module_that_is_there(site: Any) -> None:
    module = create(site)
    for identifier in (module, f"{site.arn}/flow-module/{module}", f"{module}:$LATEST"):
        call = exports.action(
            "call",
            "InvokeFlowModule",
            {"FlowModuleId": identifier},
            NextAction="bye",
            Conditions=[exports.when("Success", "bye")],
            Errors=[exports.error("NoMatchingError", "bye"), exports.error("NoMatchingCondition", "bye")],
        )
        content = json.dumps(exports.exported("contactFlow", call, exports.BYE))
        flow = site("create_contact_flow", Name=identifier[-40:], Type="CONTACT_FLOW", Content=content)["ContactFlowId"]
    site("delete_contact_flow_module", ContactFlowModuleId=module)
    assert site.refusal("update_contact_flow_content", ContactFlowId=flow, Content=content)[0] == (
        "InvalidContactFlowException"
    )


def test_tags_and_deletion(site: Any) -> None:
    module = create(site)
    arn = f"{site.arn}/flow-module/{module}"
    site.client.tag_resource(resourceArn=arn, tags={"team": "voice"})
    assert site.client.list_tags_for_resource(resourceArn=arn)["tags"] == {"team": "voice"}
    site("delete_contact_flow_module", ContactFlowModuleId=module)
    for operation in ("describe_contact_flow_module", "delete_contact_flow_module"):
        assert site.refusal(operation, ContactFlowModuleId=module)[0] == "ResourceNotFoundException"
    with pytest.raises(site.client.exceptions.ResourceNotFoundException):
        site.client.list_tags_for_resource(resourceArn=arn)


def test_the_quota_of_modules(site: Any) -> None:
    assert controls().limits["contact_flow_modules"] == 200
    controls().set_limit("contact_flow_modules", 1)
    create(site)
    assert site.refusal("create_contact_flow_module", Name="x", Content=CONTENT)[0] == "LimitExceededException"
