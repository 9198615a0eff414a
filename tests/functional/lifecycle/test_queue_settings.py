"""Queues get what Terraform can't give them."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from lifecycle.queue_settings import Queue
from local_aws.connect import controls
from tests.functional.lifecycle.invocation import invoke


class Offers:
    """A queue, and quick connects that it may offer."""

    def __init__(self, instance_id: str) -> None:
        self.connect: Any = boto3.client("connect")
        self.instance_id = instance_id
        [basic] = self.connect.list_queues(InstanceId=instance_id, QueueTypes=["STANDARD"])["QueueSummaryList"]
        self.queue_id: str = basic["Id"]

    def quick_connect(self, name: str, config: dict[str, Any] | None = None) -> str:
        """Make a quick connect, to a number unless said otherwise."""
        config = config or {"QuickConnectType": "PHONE_NUMBER", "PhoneConfig": {"PhoneNumber": "+12065550142"}}
        made: str = self.connect.create_quick_connect(
            InstanceId=self.instance_id, Name=name, QuickConnectConfig=config
        )["QuickConnectId"]
        return made

    def to_user(self) -> str:
        """Make a quick connect to a user."""
        security = self.connect.list_security_profiles(InstanceId=self.instance_id)["SecurityProfileSummaryList"]
        routing = self.connect.list_routing_profiles(InstanceId=self.instance_id)["RoutingProfileSummaryList"]
        user = self.connect.create_user(
            InstanceId=self.instance_id,
            Username="ada",
            Password="Secret123",
            IdentityInfo={"FirstName": "A", "LastName": "B"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            RoutingProfileId=routing[0]["Id"],
            SecurityProfileIds=[security[0]["Id"]],
        )["UserId"]
        flows = self.connect.list_contact_flows(InstanceId=self.instance_id, ContactFlowTypes=["AGENT_TRANSFER"])
        flow = flows["ContactFlowSummaryList"][0]["Id"]
        config = {"QuickConnectType": "USER", "UserConfig": {"UserId": user, "ContactFlowId": flow}}
        return self.quick_connect("ada", config)

    def offered(self) -> set[str]:
        """Return what the queue offers."""
        pages = self.connect.get_paginator("list_queue_quick_connects").paginate(
            InstanceId=self.instance_id, QueueId=self.queue_id
        )
        return {item["Id"] for page in pages for item in page["QuickConnectSummaryList"]}

    def status(self) -> str:
        """Return whether the queue is enabled."""
        queue = self.connect.describe_queue(InstanceId=self.instance_id, QueueId=self.queue_id)["Queue"]
        return str(queue["Status"])

    def invoke(self, hook: str, action: str, **payload: Any) -> None:
        """Run a hook for the queue."""
        invoke(hook, action, instance_id=self.instance_id, queue_id=self.queue_id, **payload)


@pytest.fixture
def offers(number: dict[str, str]) -> Offers:
    return Offers(number["instance_id"])


def test_a_queue_offers_exactly_what_it_is_given_and_users(offers: Offers) -> None:
    old, kept, new = (offers.quick_connect(name) for name in ("old", "kept", "new"))
    user = offers.to_user()
    offers.invoke("offer_quick_connects", "create", quick_connect_ids=[old, kept])
    offers.connect.associate_queue_quick_connects(
        InstanceId=offers.instance_id, QueueId=offers.queue_id, QuickConnectIds=[user]
    )

    offers.invoke("offer_quick_connects", "create", quick_connect_ids=[kept, new])
    assert offers.offered() == {kept, new, user}
    before = controls().calls()
    offers.invoke("offer_quick_connects", "create", quick_connect_ids=[new, kept])

    assert offers.offered() == {kept, new, user}
    for operation in ("AssociateQueueQuickConnects", "DisassociateQueueQuickConnects"):
        assert controls().calls()[operation] == before[operation]

    offers.invoke("offer_quick_connects", "delete", quick_connect_ids=[kept, new])
    assert offers.offered() == {user}


def test_many_quick_connects_go_in_calls_of_fifty(offers: Offers) -> None:
    many = [offers.quick_connect(f"desk {number}") for number in range(90)]

    offers.invoke("offer_quick_connects", "create", quick_connect_ids=many)
    assert offers.offered() == set(many)
    offers.invoke("offer_quick_connects", "delete", quick_connect_ids=many)

    assert offers.offered() == set()
    calls = controls().calls()
    assert (calls["AssociateQueueQuickConnects"], calls["DisassociateQueueQuickConnects"]) == (2, 2)


def test_a_queue_is_disabled_and_enabled_again(offers: Offers) -> None:
    offers.invoke("disable_queue", "create")
    assert offers.status() == "DISABLED"

    offers.invoke("disable_queue", "delete")
    assert offers.status() == "ENABLED"


def test_a_queue_that_is_gone_needs_nothing_undone(offers: Offers) -> None:
    offers.queue_id = "11111111-2222-4333-8444-555555555555"

    offers.invoke("disable_queue", "delete")
    offers.invoke("offer_quick_connects", "delete", quick_connect_ids=["11111111-2222-4333-8444-666666666666"])


def test_what_spreads_slowly_is_waited_for(offers: Offers) -> None:
    controls().fail_next("UpdateQueueStatus", "ResourceNotFoundException", times=2)
    controls().fail_next("ListQueueQuickConnects", "AccessDeniedException", times=1)
    pauses: list[float] = []
    queue = Queue(offers.connect, offers.instance_id, offers.queue_id, sleep=pauses.append, clock=lambda: sum(pauses))

    queue.disable()
    queue.offer([offers.quick_connect("desk")])

    assert len(pauses) == 3
    assert offers.status() == "DISABLED"
