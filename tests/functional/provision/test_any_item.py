"""Whatever others leave in an agent's item, it is provisioned or FAILED with a reason, and holds up nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from provision.agent_batch import Result, TurnResult
from provision.container import Clients, Container, compose
from provision.handler import provision_one
from provision.retrying.turn import Turn
from roster.agents_table import AgentsTable
from roster.items import from_wire, to_wire
from tests.functional.flow.connect import FakeConnect
from tests.functional.flow.dynamodb import FakeDynamoDB
from tests.functional.flow.stores import FakeSecrets
from tests.functional.malformed import VALUES
from tests.functional.provision.centre import FakeTime
from tests.functional.provision.settings import SETTINGS

ATTRIBUTES = (
    "state", "identity", "phone", "routing_profile", "security_profiles", "hierarchy", "tags", "proficiencies",
    "revision", "status", "status_reason", "user_id", "instance_id", "user_since", "applied", "begun", "source",
    "source_key", "import_id", "awaited_by", "password_secret", "password_stored_at", "wanted_since", "created_at",
    "updated_at", "awaited_mark", "retry",
    "requeued_at", "requeued", "attempts", "expires_at", "something",
)  # fmt: skip
ENDS = {TurnResult.DONE, TurnResult.IDLE}
WELL = {
    "username": "ada",
    "state": "present",
    "revision": 1,
    "identity": {"first_name": "Ada", "last_name": "King"},
    "phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0},
    "routing_profile": "Basic Routing Profile",
    "security_profiles": ["Agent"],
}


class Site:
    def __init__(self) -> None:
        self.dynamodb, self.time = FakeDynamoDB(), FakeTime()
        self.connect = FakeConnect(self.time.clock)
        clients: dict[str, Any] = {
            "dynamodb": self.dynamodb,
            "connect": self.connect,
            "secretsmanager": FakeSecrets(),
            "sqs": None,  # not used: nothing here has to be tried again
        }
        quick = replace(SETTINGS, connect_requests_per_second=1000)
        self.container: Container = compose(quick, Clients(**clients), clock=self.time.clock, sleep=self.time.sleep)
        self.container.pacer.begin_invocation(900)

    def put(self, item: dict[str, Any]) -> None:
        self.dynamodb.put_item(TableName="rollcall-agents", Item=item)

    def wake(self, *removed: dict[str, Any]) -> Result:
        return provision_one(self.container.provisioner, Turn("ada", removed), may_wait=False)

    def agent(self) -> Any:
        client: Any = self.dynamodb
        return AgentsTable(client, "rollcall-agents").read("ada")


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=4))
def test_it_is_provisioned_or_told_what_is_wrong(attributes: dict[str, Any]) -> None:
    site = Site()
    site.put(to_wire(WELL) | attributes)

    waits = from_wire(attributes).get("status") in (None, "PENDING")
    assert site.wake() is (TurnResult.DONE if waits else TurnResult.IDLE)

    agent = site.agent()
    if not waits:
        assert agent == from_wire(to_wire(WELL) | attributes)
    elif agent["status"] == "FAILED":
        assert agent["status_reason"]
    else:
        assert (agent["status"], len(site.connect.users)) == ("ACTIVE", 1)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(ATTRIBUTES), VALUES, max_size=4))
def test_so_is_an_item_that_was_deleted(attributes: dict[str, Any]) -> None:
    image = from_wire(to_wire(WELL) | attributes)

    assert Site().wake(image) in ENDS
    assert Site().wake({}) in ENDS
