"""Instances: what a new one holds, what it answers while it comes and goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local_aws.connect import Controls


def status(site: Any) -> str:
    return str(site("describe_instance")["Instance"]["InstanceStatus"])


def create(client: Any, alias: str, **more: Any) -> Any:
    params = {"IdentityManagementType": "SAML", "InboundCallsEnabled": True, "OutboundCallsEnabled": False}
    return client.create_instance(**{**params, "InstanceAlias": alias, **more})


@pytest.mark.parametrize(
    ("operation", "result", "name", "expected"),
    [
        ("list_hours_of_operations", "HoursOfOperationSummaryList", "Name", {"Basic Hours"}),
        ("list_queues", "QueueSummaryList", "Name", {"BasicQueue"}),
        ("list_routing_profiles", "RoutingProfileSummaryList", "Name", {"Basic Routing Profile"}),
        (
            "list_security_profiles",
            "SecurityProfileSummaryList",
            "Name",
            {"Admin", "Agent", "CallCenterManager", "QualityAnalyst"},
        ),
        ("list_users", "UserSummaryList", "Username", set()),
        ("list_user_hierarchy_groups", "UserHierarchyGroupSummaryList", "Name", set()),
        ("list_quick_connects", "QuickConnectSummaryList", "Name", set()),
    ],
)
def test_a_new_instance_holds(site: Any, operation: str, result: str, name: str, expected: set[str]) -> None:
    items = site(operation)[result]
    assert {item[name] for item in items} == expected
    assert all(item["Arn"].startswith(f"{site.arn}/") for item in items)


def test_the_defaults_refer_to_each_other(site: Any) -> None:
    profile = site("describe_routing_profile", RoutingProfileId=site.routing_profile())["RoutingProfile"]
    queue = site("describe_queue", QueueId=profile["DefaultOutboundQueueId"])["Queue"]
    assert queue["Name"] == "BasicQueue"
    hours = site("describe_hours_of_operation", HoursOfOperationId=queue["HoursOfOperationId"])["HoursOfOperation"]
    assert len(hours["Config"]) == 7
    routes = site("list_routing_profile_queues", RoutingProfileId=profile["RoutingProfileId"])
    assert [route["QueueName"] for route in routes["RoutingProfileQueueConfigSummaryList"]] == ["BasicQueue"]


def test_prompts(site: Any) -> None:
    prompts = site("list_prompts")["PromptSummaryList"]
    beep = next(prompt for prompt in prompts if prompt["Name"] == "Beep.wav")
    assert site("describe_prompt", PromptId=beep["Id"])["Prompt"]["PromptARN"] == beep["Arn"]


def test_the_flags_of_an_instance_are_its_attributes(site: Any) -> None:
    site("update_instance_attribute", AttributeType="OUTBOUND_CALLS", Value="false")
    site("update_instance_attribute", AttributeType="CONTACTFLOW_LOGS", Value="true")
    assert site("describe_instance")["Instance"]["OutboundCallsEnabled"] is False
    logs = site("describe_instance_attribute", AttributeType="CONTACTFLOW_LOGS")["Attribute"]
    assert logs == {"AttributeType": "CONTACTFLOW_LOGS", "Value": "true"}
    first = site("list_instance_attributes", MaxResults=7)
    rest = site("list_instance_attributes", MaxResults=7, NextToken=first["NextToken"])
    values = {item["AttributeType"]: item["Value"] for item in first["Attributes"] + rest["Attributes"]}
    assert (values["INBOUND_CALLS"], values["CONTACT_LENS"], values["EARLY_MEDIA"]) == ("true", "true", "true")


def test_an_attribute_is_true_or_false(site: Any) -> None:
    refused = site.refusal("update_instance_attribute", AttributeType="EARLY_MEDIA", Value="yes")
    assert refused == ("InvalidParameterException", "Value must be true or false")
    assert site.refusal("update_instance_attribute", AttributeType="NONE", Value="true")[0] == (
        "InvalidParameterException"
    )


def test_an_alias_is_taken_until_its_instance_is_deleted(client: Any) -> None:
    first = create(client, "taken")
    with pytest.raises(client.exceptions.InvalidRequestException, match="Instance alias is already used"):
        create(client, "taken")
    client.delete_instance(InstanceId=first["Id"])
    assert create(client, "taken")["Id"] != first["Id"]


@pytest.mark.parametrize("alias", ["a" * 46, "d-directory", "under_score", "-dash", "dash-"])
def test_an_alias_has_connects_own_pattern(client: Any, alias: str) -> None:
    with pytest.raises(client.exceptions.InvalidRequestException, match="InstanceAlias must"):
        create(client, alias)


def test_tags_come_with_the_description(client: Any) -> None:
    instance_id = create(client, "tagged", Tags={"a": "b"})["Id"]
    assert client.describe_instance(InstanceId=instance_id)["Instance"]["Tags"] == {"a": "b"}


def test_creation_and_deletion_take_their_time(client: Any, make_site: Callable[..., Any], knobs: Controls) -> None:
    knobs.settle_seconds = 0.2
    site = make_site()
    assert status(site) == "CREATION_IN_PROGRESS"
    knobs.sleep(0.2)
    assert status(site) == "ACTIVE"
    site("delete_instance")
    assert status(site) == "ACTIVE"
    assert client.list_instances()["InstanceSummaryList"] == []
    assert site.refusal("list_users")[0] == "ResourceNotFoundException"
    knobs.sleep(0.2)
    assert site.refusal("describe_instance")[0] == "ResourceNotFoundException"


def test_what_was_in_a_deleted_instance_is_gone(site: Any) -> None:
    user_id = site.create_user(Tags={"a": "b"})
    site("delete_instance")
    assert site.refusal("describe_user", UserId=user_id)[0] == "ResourceNotFoundException"
    with pytest.raises(site.client.exceptions.ResourceNotFoundException):
        site.client.list_tags_for_resource(resourceArn=f"{site.arn}/agent/{user_id}")


def test_moto_forgets_everything_between_two_tests(client: Any) -> None:
    assert client.list_instances()["InstanceSummaryList"] == []
    create(client, "forgotten")
