"""What administrators do in Amazon Connect's console, with no help of Rollcall's."""

from __future__ import annotations

from typing import Any


def create_user(connect: Any, instance_id: str, username: str, *profiles: str) -> str:
    """Make a user with a desk phone, and with security profiles of the given names (`Agent` by itself); its id."""
    listed = connect.list_security_profiles(InstanceId=instance_id)["SecurityProfileSummaryList"]
    ids = {profile["Name"]: profile["Id"] for profile in listed}
    answer = connect.create_user(
        InstanceId=instance_id,
        Username=username,
        IdentityInfo={"FirstName": "Made", "LastName": "By hand", "Email": "by.hand@example.com"},
        PhoneConfig={
            "PhoneType": "DESK_PHONE",
            "DeskPhoneNumber": "+12065550100",
            "AutoAccept": True,
            "AfterContactWorkTimeLimit": 17,
        },
        SecurityProfileIds=[ids[name] for name in profiles or ("Agent",)],
        RoutingProfileId=routing_profiles(connect, instance_id)["Basic Routing Profile"],
        Password="ByHand123",
    )
    user_id: str = answer["UserId"]
    return user_id


def routing_profiles(connect: Any, instance_id: str) -> dict[str, str]:
    """Ids of the routing profiles by name."""
    listed = connect.list_routing_profiles(InstanceId=instance_id)["RoutingProfileSummaryList"]
    return {profile["Name"]: profile["Id"] for profile in listed}


def make_routing_profile(connect: Any, instance_id: str, name: str) -> None:
    """Make a routing profile for calls, with the queue that every instance has."""
    queues = connect.list_queues(InstanceId=instance_id, QueueTypes=["STANDARD"])["QueueSummaryList"]
    [basic] = [queue["Id"] for queue in queues if queue["Name"] == "BasicQueue"]
    connect.create_routing_profile(
        InstanceId=instance_id,
        Name=name,
        Description=name,
        DefaultOutboundQueueId=basic,
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
    )


def make_quick_connect(connect: Any, instance_id: str, name: str, user_id: str) -> None:
    """Make a quick connect that leads to a user."""
    flows = connect.list_contact_flows(InstanceId=instance_id, ContactFlowTypes=["AGENT_TRANSFER"])
    config = {"UserId": user_id, "ContactFlowId": flows["ContactFlowSummaryList"][0]["Id"]}
    connect.create_quick_connect(
        InstanceId=instance_id,
        Name=name,
        QuickConnectConfig={"QuickConnectType": "USER", "UserConfig": config},
    )


def user_ids(connect: Any, instance_id: str) -> dict[str, str]:
    """Ids of all users by name."""
    pages = connect.get_paginator("list_users").paginate(InstanceId=instance_id)
    return {summary["Username"]: summary["Id"] for page in pages for summary in page["UserSummaryList"]}


def describe(connect: Any, instance_id: str, user_id: str) -> dict[str, Any]:
    """A user as Amazon Connect has it."""
    user: dict[str, Any] = connect.describe_user(InstanceId=instance_id, UserId=user_id)["User"]
    return user
