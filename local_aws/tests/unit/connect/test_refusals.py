"""Requests that Amazon Connect refuses: the code of each, and that none of them changes anything."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from moto.connect.models import connect_backends

from local_aws.tests.unit.connect.conftest import REGION

INVALID, REQUEST = "InvalidParameterException", "InvalidRequestException"
UNKNOWN, TAKEN, IN_USE = "ResourceNotFoundException", "DuplicateResourceException", "ResourceInUseException"

VOICE = [{"Channel": "VOICE", "Concurrency": 1}]
NAMES = {"FirstName": "Jane", "LastName": "Doe"}
PHONE = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550100"}}


def span(start: tuple[int, int], end: tuple[int, int]) -> dict[str, Any]:
    def time(of: tuple[int, int]) -> dict[str, int]:
        return {"Hours": of[0], "Minutes": of[1]}

    return {"Day": "MONDAY", "StartTime": time(start), "EndTime": time(end)}


def route(queue: str, channel: str = "VOICE") -> dict[str, Any]:
    return {"QueueReference": {"QueueId": queue, "Channel": channel}, "Priority": 1, "Delay": 0}


@pytest.fixture
def centre(site: Any) -> Any:
    """An instance with one or two of everything, all ids in ``ids``."""
    flows = {flow["Name"]: flow["Id"] for flow in site("list_contact_flows")["ContactFlowSummaryList"]}
    number = site("search_available_phone_numbers", PhoneNumberCountryCode="US", PhoneNumberType="DID")
    claimed = site("claim_phone_number", PhoneNumber=number["AvailableNumbersList"][0]["PhoneNumber"])
    hours = site("create_hours_of_operation", Name="Day", TimeZone="UTC", Config=[span((8, 0), (18, 0))])
    site("create_hours_of_operation", Name="Night", TimeZone="UTC", Config=[])
    queue = site("create_queue", Name="Support", HoursOfOperationId=hours["HoursOfOperationId"])["QueueId"]
    profile = {"Description": "d", "DefaultOutboundQueueId": queue, "MediaConcurrencies": VOICE}
    routing = site("create_routing_profile", Name="Support", QueueConfigs=[route(queue)], **profile)
    site("create_quick_connect", Name="Front desk", QuickConnectConfig=PHONE)
    quick = site("create_quick_connect", Name="Back desk", QuickConnectConfig=PHONE)["QuickConnectId"]
    security = site("create_security_profile", SecurityProfileName="Staff")["SecurityProfileId"]
    site("create_predefined_attribute", Name="Skill", Values={"StringList": ["Sofa", "Chair"]})
    user = site.create_user(RoutingProfileId=routing["RoutingProfileId"], SecurityProfileIds=[security])
    skilled = [{"AttributeName": "Skill", "AttributeValue": "Sofa", "Level": 3}]
    site("associate_user_proficiencies", UserId=user, UserProficiencies=skilled)
    site.ids = {
        "flow": flows["Sample disconnect flow"],
        "hours": hours["HoursOfOperationId"],
        "number": claimed["PhoneNumberId"],
        "queue": queue,
        "quick": quick,
        "routing": routing["RoutingProfileId"],
        "security": security,
        "status": site("create_agent_status", Name="Lunch", State="ENABLED")["AgentStatusId"],
        "to_agent": flows["Default agent transfer"],
        "to_queue": flows["Default queue transfer"],
        "user": user,
        "whisper": flows["Default outbound"],
    }
    return site


def filled(value: Any, ids: dict[str, str]) -> Any:
    """Put ids where a text has the name of one in angle brackets."""
    if isinstance(value, dict):
        return {key: filled(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    return ids[value[1:-1]] if isinstance(value, str) and value.startswith("<") else value


def level(value: float, word: str = "Chair") -> list[dict[str, Any]]:
    return [{"AttributeName": "Skill", "AttributeValue": word, "Level": value}]


def to_agent(flow: str) -> dict[str, Any]:
    return {"QuickConnectType": "USER", "UserConfig": {"UserId": "<user>", "ContactFlowId": flow}}


def to_queue(flow: str) -> dict[str, Any]:
    return {"QuickConnectType": "QUEUE", "QueueConfig": {"QueueId": "<queue>", "ContactFlowId": flow}}


HOURS = {"HoursOfOperationId": "<hours>"}
QUEUE = {"QueueId": "<queue>"}
QUICK = {"QuickConnectId": "<quick>"}
ROUTING = {"RoutingProfileId": "<routing>"}
SECURITY = {"SecurityProfileId": "<security>"}
USER = {"UserId": "<user>"}
NEW_QUEUE = {"Name": "New", **HOURS}

REFUSALS: list[tuple[str, dict[str, Any], str]] = [
    # Users: five changes, each with something that is wrong.
    ("update_user_hierarchy", {**USER, "HierarchyGroupId": "nothing"}, UNKNOWN),
    ("update_user_identity_info", {**USER, "IdentityInfo": {"FirstName": "Jane"}}, INVALID),
    ("update_user_identity_info", {**USER, "IdentityInfo": {**NAMES, "Email": "jane"}}, INVALID),
    ("update_user_phone_config", {**USER, "PhoneConfig": {"PhoneType": "DESK_PHONE"}}, INVALID),
    ("update_user_routing_profile", {**USER, "RoutingProfileId": "nothing"}, UNKNOWN),
    ("update_user_security_profiles", {**USER, "SecurityProfileIds": ["nothing"]}, UNKNOWN),
    ("update_user_config", USER, REQUEST),
    ("update_user_config", {**USER, "AutoAcceptConfigs": [{"Channel": "FAX", "AutoAccept": True}]}, INVALID),
    ("associate_user_proficiencies", {**USER, "UserProficiencies": level(1.5)}, INVALID),
    ("associate_user_proficiencies", {**USER, "UserProficiencies": level(6)}, INVALID),
    ("associate_user_proficiencies", {**USER, "UserProficiencies": level(3, "Bed")}, INVALID),
    ("update_user_proficiencies", {**USER, "UserProficiencies": level(4.25, "Sofa")}, INVALID),
    ("update_user_proficiencies", {**USER, "UserProficiencies": level(4)}, UNKNOWN),
    ("delete_predefined_attribute", {"Name": "Skill"}, IN_USE),
    ("update_predefined_attribute", {"Name": "Skill"}, REQUEST),
    ("create_security_profile", {"SecurityProfileName": "New", "Permissions": ["Users.Fly"]}, INVALID),
    ("update_security_profile", {**SECURITY, "Permissions": ["BasicAgentAccess", "basicAgentAccess"]}, INVALID),
    ("delete_security_profile", SECURITY, IN_USE),
    # Hours.
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "Mars/Base", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "../UTC", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "Europe", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "europe/oslo", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "localtime", "Config": []}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "UTC", "Config": [span((18, 0), (8, 0))]}, INVALID),
    ("create_hours_of_operation", {"Name": "New", "TimeZone": "UTC", "Config": [span((8, 0), (8, 0))]}, INVALID),
    ("update_hours_of_operation", {**HOURS, "Name": "New", "TimeZone": "Mars/Base"}, INVALID),
    ("update_hours_of_operation", {**HOURS, "Name": "New", "Config": [span((8, 30), (8, 15))]}, INVALID),
    ("update_hours_of_operation", {**HOURS, "Name": "Night", "TimeZone": "Europe/Oslo"}, TAKEN),
    ("update_hours_of_operation", HOURS, REQUEST),
    ("delete_hours_of_operation", HOURS, REQUEST),  # has no ResourceInUseException
    # Queues.
    ("create_queue", {**NEW_QUEUE, "Name": "Support"}, TAKEN),
    ("create_queue", {**NEW_QUEUE, "OutboundCallerConfig": {"OutboundCallerIdNumberId": ""}}, INVALID),
    ("create_queue", {**NEW_QUEUE, "OutboundCallerConfig": {"OutboundFlowId": ""}}, INVALID),
    ("create_queue", {**NEW_QUEUE, "OutboundCallerConfig": {"OutboundFlowId": "nothing"}}, UNKNOWN),
    ("create_queue", {**NEW_QUEUE, "OutboundCallerConfig": {"OutboundFlowId": "<flow>"}}, INVALID),
    ("update_queue_outbound_caller_config", {**QUEUE, "OutboundCallerConfig": {"OutboundFlowId": ""}}, INVALID),
    ("update_queue_outbound_caller_config", {**QUEUE, "OutboundCallerConfig": {"OutboundCallerIdName": ""}}, INVALID),
    ("update_queue_outbound_caller_config", {**QUEUE, "OutboundCallerConfig": {"OutboundFlowId": "<flow>"}}, INVALID),
    (
        "update_queue_outbound_caller_config",
        {**QUEUE, "OutboundCallerConfig": {"OutboundCallerIdNumberId": "nothing"}},
        UNKNOWN,
    ),
    ("update_queue_name", QUEUE, REQUEST),
    ("update_queue_name", {**QUEUE, "Name": "BasicQueue"}, TAKEN),
    ("update_queue_hours_of_operation", {**QUEUE, "HoursOfOperationId": "nothing"}, UNKNOWN),
    ("update_queue_max_contacts", {**QUEUE, "MaxContacts": -1}, INVALID),
    ("associate_queue_quick_connects", {**QUEUE, "QuickConnectIds": ["<quick>", "nothing"]}, UNKNOWN),
    ("associate_queue_quick_connects", {**QUEUE, "QuickConnectIds": []}, INVALID),
    ("delete_queue", QUEUE, IN_USE),
    # Routing profiles.
    ("update_routing_profile_concurrency", {**ROUTING, "MediaConcurrencies": [VOICE[0] | {"Concurrency": 0}]}, INVALID),
    ("update_routing_profile_concurrency", {**ROUTING, "MediaConcurrencies": [VOICE[0] | {"Concurrency": 2}]}, INVALID),
    ("associate_routing_profile_queues", {**ROUTING, "QueueConfigs": [route("<queue>")]}, INVALID),
    (
        "associate_routing_profile_queues",
        {**ROUTING, "QueueConfigs": [route("<queue>", "CHAT"), route("<queue>")]},
        INVALID,
    ),
    ("associate_routing_profile_queues", {**ROUTING, "QueueConfigs": [route("nothing")]}, UNKNOWN),
    ("associate_routing_profile_queues", ROUTING, REQUEST),
    ("disassociate_routing_profile_queues", ROUTING, REQUEST),
    (
        "disassociate_routing_profile_queues",
        {**ROUTING, "QueueReferences": [route("<queue>")["QueueReference"]] * 11},
        INVALID,
    ),
    ("update_routing_profile_queues", {**ROUTING, "QueueConfigs": [route("<queue>", "CHAT")]}, UNKNOWN),
    ("update_routing_profile_name", ROUTING, REQUEST),
    ("update_routing_profile_name", {**ROUTING, "Name": "Basic Routing Profile"}, TAKEN),
    ("update_routing_profile_default_outbound_queue", {**ROUTING, "DefaultOutboundQueueId": "nothing"}, UNKNOWN),
    ("delete_routing_profile", ROUTING, IN_USE),
    # Quick connects.
    ("create_quick_connect", {"Name": "New", "QuickConnectConfig": to_agent("<to_queue>")}, INVALID),
    ("create_quick_connect", {"Name": "New", "QuickConnectConfig": to_queue("<to_agent>")}, INVALID),
    ("create_quick_connect", {"Name": "New", "QuickConnectConfig": to_agent("nothing")}, UNKNOWN),
    ("update_quick_connect_config", {**QUICK, "QuickConnectConfig": to_agent("<flow>")}, INVALID),
    ("update_quick_connect_config", {**QUICK, "QuickConnectConfig": to_queue("<flow>")}, INVALID),
    ("update_quick_connect_name", QUICK, REQUEST),
    ("update_quick_connect_name", {**QUICK, "Name": "Front desk"}, REQUEST),  # has no DuplicateResourceException
    # The rest.
    ("update_agent_status", {"AgentStatusId": "<status>"}, REQUEST),
    ("update_agent_status", {"AgentStatusId": "<status>", "Name": "Offline", "State": "DISABLED"}, TAKEN),
    ("update_contact_flow_metadata", {"ContactFlowId": "<flow>"}, REQUEST),
    ("update_contact_flow_name", {"ContactFlowId": "<flow>"}, REQUEST),
    ("update_contact_flow_metadata", {"ContactFlowId": "<flow>", "Name": "Default outbound"}, TAKEN),
    ("update_user_hierarchy_structure", {"HierarchyStructure": {"LevelTwo": {"Name": "Site"}}}, INVALID),
    ("update_phone_number_metadata", {"PhoneNumberId": "<number>"}, REQUEST),
    ("associate_lambda_function", {"FunctionArn": "dip"}, INVALID),
]


@pytest.mark.parametrize(("operation", "params", "code"), REFUSALS)
def test_a_refused_request_changes_nothing(centre: Any, operation: str, params: dict[str, Any], code: str) -> None:
    backend = connect_backends["123456789012"][REGION]
    before = copy.deepcopy((backend.contents, backend.phone_numbers, backend.tagger.tags))
    wanted = filled(params, centre.ids)
    if operation == "update_phone_number_metadata":
        with pytest.raises(centre.client.exceptions.InvalidRequestException):
            centre.client.update_phone_number_metadata(**wanted)
    else:
        assert centre.refusal(operation, **wanted)[0] == code
    assert (backend.contents, backend.phone_numbers, backend.tagger.tags) == before


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("update_security_profile", SECURITY),
        ("update_user_hierarchy", USER),
        ("update_queue_max_contacts", QUEUE),
        ("create_quick_connect", {"Name": "New", "QuickConnectConfig": to_agent("<to_agent>")}),
        ("create_quick_connect", {"Name": "New", "QuickConnectConfig": to_queue("<to_queue>")}),
        (
            "update_queue_outbound_caller_config",
            {**QUEUE, "OutboundCallerConfig": {"OutboundCallerIdNumberId": "<number>", "OutboundFlowId": "<whisper>"}},
        ),
        ("associate_user_proficiencies", {**USER, "UserProficiencies": level(5.0)}),
        ("disassociate_routing_profile_queues", {**ROUTING, "QueueReferences": [route("x")["QueueReference"]] * 10}),
        ("create_hours_of_operation", {"Name": "New", "TimeZone": "UTC", "Config": [span((0, 0), (0, 0))]}),
        ("create_hours_of_operation", {"Name": "New", "TimeZone": "UTC", "Config": [span((18, 0), (0, 0))]}),
        ("create_hours_of_operation", {"Name": "New", "TimeZone": "America/Argentina/Salta", "Config": []}),
    ],
)
def test_what_is_next_to_it_is_taken(centre: Any, operation: str, params: dict[str, Any]) -> None:
    centre(operation, **filled(params, centre.ids))


def test_a_number_of_another_instance_is_no_caller(centre: Any, make_site: Any) -> None:
    other = make_site(alias="other")
    hours = other("list_hours_of_operations")["HoursOfOperationSummaryList"][0]["Id"]
    caller = {"OutboundCallerIdNumberId": centre.ids["number"]}
    refused = other.refusal("create_queue", Name="New", HoursOfOperationId=hours, OutboundCallerConfig=caller)
    assert refused[0] == UNKNOWN


def test_the_quota_of_a_routing_profiles_queues(centre: Any, knobs: Any) -> None:
    knobs.set_limit("queues_per_routing_profile", 2)
    queue = centre.ids["queue"]
    named = {"RoutingProfileId": centre.ids["routing"]}
    # AssociateRoutingProfileQueues has no LimitExceededException, CreateRoutingProfile has.
    more = [route(queue, "CHAT"), route(queue, "TASK")]
    assert centre.refusal("associate_routing_profile_queues", **named, QueueConfigs=more)[0] == REQUEST
    centre("associate_routing_profile_queues", **named, QueueConfigs=more[:1])
    params = {"Name": "New", "Description": "d", "DefaultOutboundQueueId": queue, "MediaConcurrencies": VOICE}
    refused = centre.refusal("create_routing_profile", **params, QueueConfigs=[route(queue), *more])
    assert refused[0] == "LimitExceededException"
