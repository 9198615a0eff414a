"""Hours, queues, routing profiles and quick connects, and what holds on to what."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls

DAY = {"Day": "MONDAY", "StartTime": {"Hours": 0, "Minutes": 0}, "EndTime": {"Hours": 23, "Minutes": 59}}
VOICE = [{"Channel": "VOICE", "Concurrency": 1}]


@pytest.fixture
def desk(site: Any) -> Any:
    """An instance with hours, a queue in a routing profile, and a quick connect."""
    hours = site("create_hours_of_operation", Name="Office", TimeZone="UTC", Config=[DAY])
    site.hours = hours["HoursOfOperationId"]
    site.queue = site("create_queue", Name="Support", HoursOfOperationId=site.hours)["QueueId"]
    site.profile = site(
        "create_routing_profile",
        Name="Support",
        Description="takes calls",
        DefaultOutboundQueueId=site.named("list_queues", "QueueSummaryList", "BasicQueue"),
        MediaConcurrencies=VOICE,
        QueueConfigs=[route(site.queue)],
    )["RoutingProfileId"]
    telephone = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550100"}}
    site.telephone = site("create_quick_connect", Name="Desk", QuickConnectConfig=telephone)["QuickConnectId"]
    return site


def route(queue_id: str, channel: str = "VOICE", priority: int = 1) -> dict[str, Any]:
    return {"QueueReference": {"QueueId": queue_id, "Channel": channel}, "Priority": priority, "Delay": 0}


def routes(site: Any) -> set[tuple[str, int]]:
    answer = site("list_routing_profile_queues", RoutingProfileId=site.profile)
    return {(item["Channel"], item["Priority"]) for item in answer["RoutingProfileQueueConfigSummaryList"]}


def test_hours(desk: Any) -> None:
    described = desk("describe_hours_of_operation", HoursOfOperationId=desk.hours)["HoursOfOperation"]
    assert described["Config"] == [DAY]
    desk("update_hours_of_operation", HoursOfOperationId=desk.hours, TimeZone="Europe/Oslo", Description="")
    described = desk("describe_hours_of_operation", HoursOfOperationId=desk.hours)["HoursOfOperation"]
    assert (described["TimeZone"], described["Description"], described["Name"]) == ("Europe/Oslo", "", "Office")
    assert desk.refusal("create_hours_of_operation", Name="Office", TimeZone="UTC", Config=[])[0] == (
        "DuplicateResourceException"
    )


def test_a_queue_is_enabled_and_has_no_empty_blocks(desk: Any) -> None:
    queue = desk("describe_queue", QueueId=desk.queue)["Queue"]
    assert queue["Status"] == "ENABLED"
    assert not queue.keys() & {"OutboundCallerConfig", "OutboundEmailConfig", "Description", "MaxContacts", "Tags"}


def test_a_queue_is_changed_part_by_part(desk: Any) -> None:
    basic = desk.named("list_hours_of_operations", "HoursOfOperationSummaryList", "Basic Hours")
    desk("update_queue_hours_of_operation", QueueId=desk.queue, HoursOfOperationId=basic)
    desk("update_queue_max_contacts", QueueId=desk.queue, MaxContacts=3)
    desk("update_queue_name", QueueId=desk.queue, Name="Help", Description="first line")
    desk("update_queue_outbound_caller_config", QueueId=desk.queue, OutboundCallerConfig={"OutboundCallerIdName": "x"})
    desk("update_queue_status", QueueId=desk.queue, Status="DISABLED")
    queue = desk("describe_queue", QueueId=desk.queue)["Queue"]
    assert (queue["HoursOfOperationId"], queue["MaxContacts"], queue["Status"]) == (basic, 3, "DISABLED")
    assert (queue["Name"], queue["Description"]) == ("Help", "first line")
    assert queue["OutboundCallerConfig"] == {"OutboundCallerIdName": "x"}
    desk("update_queue_outbound_caller_config", QueueId=desk.queue, OutboundCallerConfig={})
    assert "OutboundCallerConfig" not in desk("describe_queue", QueueId=desk.queue)["Queue"]
    desk("update_queue_max_contacts", QueueId=desk.queue)
    assert desk("describe_queue", QueueId=desk.queue)["Queue"]["MaxContacts"] == 0


@pytest.mark.parametrize(
    "params",
    [
        {"HoursOfOperationId": "nothing"},
        {"QuickConnectIds": ["nothing"]},
        {"OutboundCallerConfig": {"OutboundCallerIdNumberId": "nothing"}},
    ],
)
def test_what_a_queue_refers_to_must_exist(desk: Any, params: dict[str, Any]) -> None:
    refused = desk.refusal("create_queue", **{"Name": "New", "HoursOfOperationId": desk.hours, **params})
    assert refused[0] == "ResourceNotFoundException"


def test_quick_connects_of_a_queue(desk: Any) -> None:
    desk("associate_queue_quick_connects", QueueId=desk.queue, QuickConnectIds=[desk.telephone, desk.telephone])
    listed = desk("list_queue_quick_connects", QueueId=desk.queue)["QuickConnectSummaryList"]
    assert [(item["Id"], item["QuickConnectType"]) for item in listed] == [(desk.telephone, "PHONE_NUMBER")]
    desk("disassociate_queue_quick_connects", QueueId=desk.queue, QuickConnectIds=[desk.telephone])
    assert desk("list_queue_quick_connects", QueueId=desk.queue)["QuickConnectSummaryList"] == []


def test_routes_are_replaced_by_queue_and_channel(desk: Any) -> None:
    chat = route(desk.queue, "CHAT", 2)
    desk("associate_routing_profile_queues", RoutingProfileId=desk.profile, QueueConfigs=[chat])
    assert routes(desk) == {("VOICE", 1), ("CHAT", 2)}
    faster = route(desk.queue, "VOICE", 9)
    desk("update_routing_profile_queues", RoutingProfileId=desk.profile, QueueConfigs=[faster])
    reference = [chat["QueueReference"]]
    desk("disassociate_routing_profile_queues", RoutingProfileId=desk.profile, QueueReferences=reference)
    assert routes(desk) == {("VOICE", 9)}
    unknown = desk.refusal("update_routing_profile_queues", RoutingProfileId=desk.profile, QueueConfigs=[chat])
    assert unknown[0] == "ResourceNotFoundException"


def test_a_routing_profile_counts_what_it_has(desk: Any) -> None:
    desk.create_user(RoutingProfileId=desk.profile)
    profile = desk("describe_routing_profile", RoutingProfileId=desk.profile)["RoutingProfile"]
    assert profile["AssociatedQueueIds"] == [desk.queue]
    assert (profile["NumberOfAssociatedQueues"], profile["NumberOfAssociatedUsers"]) == (1, 1)


def test_a_routing_profile_is_changed_part_by_part(desk: Any) -> None:
    both = [*VOICE, {"Channel": "CHAT", "Concurrency": 5}]
    named = {"RoutingProfileId": desk.profile}
    desk("update_routing_profile_concurrency", **named, MediaConcurrencies=both)
    desk("update_routing_profile_default_outbound_queue", **named, DefaultOutboundQueueId=desk.queue)
    desk("update_routing_profile_name", **named, Name="Help", Description="more calls")
    profile = desk("describe_routing_profile", **named)["RoutingProfile"]
    assert profile["MediaConcurrencies"] == both
    assert (profile["DefaultOutboundQueueId"], profile["Name"]) == (desk.queue, "Help")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ([*VOICE, *VOICE], "names a channel twice"),
        ([{"Channel": "VOICE", "Concurrency": 2}], "VOICE takes a Concurrency of 1"),
        ([{"Channel": "VOICE", "Concurrency": 0}], "VOICE takes a Concurrency of 1"),
        ([{"Channel": "CHAT", "Concurrency": 0}], "CHAT takes a Concurrency of 1 to 10"),
        ([{"Channel": "CHAT", "Concurrency": 11}], "must be at most 10"),
    ],
)
def test_concurrency(desk: Any, settings: list[dict[str, Any]], message: str) -> None:
    named = {"RoutingProfileId": desk.profile, "MediaConcurrencies": settings}
    code, text = desk.refusal("update_routing_profile_concurrency", **named)
    assert code == "InvalidParameterException"
    assert message in text


@pytest.mark.parametrize("configs", [["nothing"], ["queue", "queue"]])
def test_the_queues_of_a_new_profile_are_checked(desk: Any, configs: list[str]) -> None:
    chosen = [route(desk.queue if item == "queue" else item) for item in configs]
    params = {"Name": "New", "Description": "d", "DefaultOutboundQueueId": desk.queue, "MediaConcurrencies": VOICE}
    code, _ = desk.refusal("create_routing_profile", **params, QueueConfigs=chosen)
    assert code == ("ResourceNotFoundException" if configs == ["nothing"] else "InvalidParameterException")


def test_what_is_in_use_is_not_deleted(desk: Any) -> None:
    user_id = desk.create_user(RoutingProfileId=desk.profile)
    assert desk.refusal("delete_hours_of_operation", HoursOfOperationId=desk.hours)[0] == "InvalidRequestException"
    assert desk.refusal("delete_queue", QueueId=desk.queue)[0] == "ResourceInUseException"
    assert desk.refusal("delete_routing_profile", RoutingProfileId=desk.profile)[0] == "ResourceInUseException"
    desk("delete_user", UserId=user_id)
    desk("delete_routing_profile", RoutingProfileId=desk.profile)
    desk("delete_queue", QueueId=desk.queue)
    desk("delete_hours_of_operation", HoursOfOperationId=desk.hours)


def test_a_queue_of_a_quick_connect_is_in_use(desk: Any) -> None:
    desk("delete_routing_profile", RoutingProfileId=desk.profile)
    flow = desk.named("list_contact_flows", "ContactFlowSummaryList", "Default queue transfer")
    config = {"QuickConnectType": "QUEUE", "QueueConfig": {"QueueId": desk.queue, "ContactFlowId": flow}}
    desk("create_quick_connect", Name="Transfer", QuickConnectConfig=config)
    assert desk.refusal("delete_queue", QueueId=desk.queue)[0] == "ResourceInUseException"


def test_quick_connects_outlive_their_user(desk: Any) -> None:
    user_id = desk.create_user()
    flow = desk.named("list_contact_flows", "ContactFlowSummaryList", "Default agent transfer")
    config = {"QuickConnectType": "USER", "UserConfig": {"UserId": user_id, "ContactFlowId": flow}}
    created = desk("create_quick_connect", Name="Jane", QuickConnectConfig=config, Description="her")["QuickConnectId"]
    desk("delete_user", UserId=user_id)
    listed = desk("list_quick_connects", QuickConnectTypes=["USER"])["QuickConnectSummaryList"]
    assert [item["Id"] for item in listed] == [created]
    assert desk("describe_quick_connect", QuickConnectId=created)["QuickConnect"]["QuickConnectConfig"] == config
    desk("associate_queue_quick_connects", QueueId=desk.queue, QuickConnectIds=[created])
    desk("delete_quick_connect", QuickConnectId=created)
    assert desk("list_queue_quick_connects", QueueId=desk.queue)["QuickConnectSummaryList"] == []
    assert desk.refusal("delete_quick_connect", QuickConnectId=created)[0] == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"QuickConnectType": "PHONE_NUMBER"}, "InvalidParameterException"),
        ({"QuickConnectType": "FLOW", "PhoneConfig": {"PhoneNumber": "+12065550100"}}, "InvalidParameterException"),
        ({"QuickConnectType": "FLOW", "FlowConfig": {"ContactFlowId": "nothing"}}, "ResourceNotFoundException"),
    ],
)
def test_a_quick_connect_has_what_its_type_wants(desk: Any, config: dict[str, Any], code: str) -> None:
    assert desk.refusal("create_quick_connect", Name="New", QuickConnectConfig=config)[0] == code
    named = {"QuickConnectId": desk.telephone, "QuickConnectConfig": config}
    assert desk.refusal("update_quick_connect_config", **named)[0] == code


def test_a_quick_connect_is_changed(desk: Any) -> None:
    desk("update_quick_connect_name", QuickConnectId=desk.telephone, Name="Front", Description="door")
    config = {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550111"}}
    desk("update_quick_connect_config", QuickConnectId=desk.telephone, QuickConnectConfig=config)
    described = desk("describe_quick_connect", QuickConnectId=desk.telephone)["QuickConnect"]
    assert (described["Name"], described["QuickConnectConfig"]) == ("Front", config)


def test_the_quota_of_queues(desk: Any, knobs: Controls) -> None:
    knobs.set_limit("queues", 2)
    assert desk.refusal("create_queue", Name="Third", HoursOfOperationId=desk.hours)[0] == "LimitExceededException"
