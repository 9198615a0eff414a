"""Agents that have to be tried again leave the stream, come back by the queue, and end as one clean run."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from local_aws.connect import controls
from provision.container import Container
from provision.handler import run_batch
from roster.clock import read_timestamp, utc_now
from roster.requeue_failed_agents import RequeueFailedAgents
from tests.functional.provision.centre import IDENTITY, LONG_AGO, Centre, FakeTime
from tests.functional.provision.wire import Death, server_error, watch

HEADER = "username,first_name,last_name,email,security_profiles\n"
ROW = "ada,Ada,King,ada@example.com,Agent"


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def container(centre: Centre, time: FakeTime) -> Container:
    return centre.container(time)


def deliver(container: Container, records: list[dict[str, Any]], seconds: float = 900) -> list[str]:
    answer = run_batch(container, {"Records": records}, seconds, workers=1)
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def deny(times: int = 1, operation: str = "CreateUser") -> None:
    controls().fail_next(operation, "AccessDeniedException", status=403, times=times)


def hop(centre: Centre, container: Container, time: FakeTime) -> None:
    """Let the delay of all messages pass and deliver them."""
    messages = centre.take_messages()
    assert messages
    time.now += 900
    assert deliver(container, messages) == []


def test_an_agent_that_is_refused_comes_back_and_counts_once(
    centre: Centre, container: Container, time: FakeTime
) -> None:
    record = centre.ingest("agents.csv", ROW, "ben,Ben,King,ben@example.com,Agent", header=HEADER)
    deny()

    assert deliver(container, [centre.record_for("ada"), centre.record_for("ben")]) == []

    assert centre.usernames() == ["ben"]
    waiting = centre.agent("ada")
    assert waiting["status"] == "PENDING"
    assert waiting["retry"]["attempt"] == 1
    assert "AccessDenied" in waiting["retry"]["reason"] or "CreateUser" in waiting["retry"]["reason"]
    # The write of the item makes a stream record, which finds that the queue has it.
    with watch() as wire:
        assert deliver(container, [centre.record_for("ada")]) == []
    assert wire.calls == ["dynamodb.GetItem"]
    hop(centre, container, time)
    assert centre.counts(record) == {"rows": 2, "created": 2}
    assert "retry" not in centre.agent("ada")
    assert centre.take_messages() == []


def test_it_waits_longer_each_time_up_to_a_quarter_of_an_hour(
    centre: Centre, container: Container, time: FakeTime
) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny(times=12)
    delays = []
    with watch() as wire:
        deliver(container, [centre.record_for("ada")])
        for _ in range(9):
            hop(centre, container, time)
        delays = [call["DelaySeconds"] for call in wire.parameters_of("sqs.SendMessage")]

    assert len(delays) == 10
    assert all(
        longest * 0.9 <= delay <= longest for delay, longest in zip(delays, (15, 30, 60, 120, 240, 480), strict=False)
    )
    assert all(810 <= delay <= 900 for delay in delays[6:])
    assert centre.agent("ada")["retry"]["attempt"] == 10


def test_after_23_hours_it_fails_with_what_to_do(centre: Centre, container: Container, time: FakeTime) -> None:
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    deny(times=3)
    deliver(container, [centre.record_for("ada")])
    began = time.now
    time.now = began + 22 * 3600
    assert deliver(container, centre.take_messages()) == []
    assert centre.agent("ada")["status"] == "PENDING"

    time.now = began + 23 * 3600
    assert deliver(container, centre.take_messages()) == []

    agent = centre.agent("ada")
    assert agent["status"] == "FAILED"
    assert "for 23 hours did not help" in agent["status_reason"]
    assert "`rollcall retry`" in agent["status_reason"]
    assert centre.counts(record) == {"rows": 1, "failed": 1}
    assert centre.take_messages() == []


def test_a_message_about_what_nobody_wants_any_more_is_dropped(
    centre: Centre, container: Container, time: FakeTime
) -> None:
    centre.ingest("agents.csv", ROW, header=HEADER)
    deny()
    deliver(container, [centre.record_for("ada")])
    old = centre.take_messages()
    newer = centre.ingest("agents.csv", ROW.replace("King", "Byron"), header=HEADER)

    with watch() as wire:
        assert deliver(container, old) == []
    assert wire.calls == ["dynamodb.GetItem"]
    # The newer state is not kept waiting by what the older one met.
    assert deliver(container, [centre.record_for("ada")]) == []
    assert centre.users()["ada"]["IdentityInfo"]["LastName"] == "Byron"
    assert centre.counts(newer) == {"rows": 1, "created": 1}
    assert deliver(container, old * 2) == []
    assert centre.agent("ada")["attempts"] == 1


def test_what_others_change_without_a_revision_is_tried_at_once(centre: Centre, container: Container) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny()
    deliver(container, [centre.record_for("ada")])
    agent = centre.agent("ada")
    centre.put_agent(**(agent | {"identity": {"first_name": "Ada", "last_name": "Byron"}}))

    assert deliver(container, [centre.record_for("ada")]) == []

    assert centre.users()["ada"]["IdentityInfo"]["LastName"] == "Byron"


def test_of_two_deliveries_of_a_message_one_goes_on(centre: Centre, container: Container, time: FakeTime) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny(times=2)
    deliver(container, [centre.record_for("ada")])
    [message] = centre.take_messages()
    time.now += 900

    assert deliver(container, [message]) == []
    assert deliver(container, [message]) == []

    assert len(centre.take_messages()) == 1
    assert centre.agent("ada")["retry"]["attempt"] == 2


def test_who_upkeep_wakes_is_tried_at_once(centre: Centre, container: Container, time: FakeTime) -> None:
    centre.put_agent("ada", identity=IDENTITY, status="PENDING")
    deny()
    deliver(container, [centre.record_for("ada")])
    later = (time.at() + timedelta(seconds=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    centre.put_agent(**(centre.agent("ada") | {"requeued_at": later, "requeued": 1}))

    assert deliver(container, [centre.record_for("ada")]) == []

    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_failed_agent_that_is_put_back_begins_anew(centre: Centre, container: Container, time: FakeTime) -> None:
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    deny(times=3)
    deliver(container, [centre.record_for("ada")])
    time.now += 23 * 3600
    deliver(container, centre.take_messages())
    stores = centre.deployment.stores
    RequeueFailedAgents(
        stores.dynamodb, agents=stores.agents, outcomes=centre.deployment.outcomes, files=stores.files, clock=utc_now
    ).requeue(["ada"])

    assert deliver(container, [centre.record_for("ada")]) == []
    since = read_timestamp(centre.agent("ada")["retry"]["since"])
    assert since is not None
    assert abs(since.timestamp() - time.now) < 1
    hop(centre, container, time)
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_the_user_of_a_deleted_item_is_removed_later(centre: Centre, container: Container, time: FakeTime) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deliver(container, [centre.record_for("ada")])
    centre.settle("ada")
    deleted = centre.delete_agent("ada")
    deny(operation="DeleteUser")

    assert deliver(container, [deleted]) == []

    assert centre.usernames() == ["ada"]
    [message] = centre.take_messages()
    [image] = json.loads(message["body"])["removed"]
    assert "identity" not in image
    assert deliver(container, [message]) == []
    assert centre.usernames() == []
    assert deliver(container, [message]) == []


def test_a_user_that_can_not_be_removed_for_23_hours_is_for_somebody_to_look_at(
    centre: Centre, container: Container, time: FakeTime
) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deliver(container, [centre.record_for("ada")])
    centre.settle("ada")
    deny(operation="DeleteUser", times=2)
    deliver(container, [centre.delete_agent("ada")])
    [message] = centre.take_messages()
    time.now += 23 * 3600

    assert deliver(container, [message]) == [message["messageId"]]


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"username": ""}', '{"username": "ada", "id": 1}'])
def test_a_message_of_others_is_left_to_the_failure_queue_and_stops_nobody(
    centre: Centre, container: Container, time: FakeTime, body: str
) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny()
    deliver(container, [centre.record_for("ada")])
    foreign = {"messageId": "foreign", "body": body, "eventSource": "aws:sqs"}

    assert deliver(container, [foreign, *centre.take_messages()]) == ["foreign"]

    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_message_whose_turn_does_not_come_is_sent_again(centre: Centre, container: Container, time: FakeTime) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny()
    deliver(container, [centre.record_for("ada")])
    [message] = centre.take_messages()

    assert deliver(container, [message], seconds=0) == []

    [again] = centre.take_messages()
    assert again["body"] == message["body"]
    assert deliver(container, [again]) == []
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_a_queue_out_of_reach_leaves_the_agent_in_the_stream(centre: Centre, container: Container) -> None:
    centre.put_agent("ada", identity=IDENTITY)
    deny()
    record = centre.record_for("ada")
    with watch() as wire:
        wire.refuse("sqs.SendMessage", EndpointConnectionError(endpoint_url="https://sqs"))
        assert deliver(container, [record]) == [record["dynamodb"]["SequenceNumber"]]

    assert "retry" not in centre.agent("ada")
    assert deliver(container, [record]) == []
    assert centre.agent("ada")["status"] == "ACTIVE"


@dataclass
class Carrier:
    """Brings an agent its turns as AWS does: what is not done comes again; sent messages come, each of them twice."""

    centre: Centre
    time: FakeTime

    def run(self) -> None:
        """Deliver until nothing is left."""
        stream = [self.centre.record_for("ada")]
        messages: list[dict[str, Any]] = []
        for _ in range(12):
            container = self.centre.container(self.time)
            if stream and self._deliver(container, stream):
                stream = []
            if messages and self._deliver(container, messages):
                messages = []
            self.time.now += 900
            messages += self.centre.take_messages() * 2
            if not stream and not messages:
                return
        pytest.fail("twelve rounds were not enough")

    def _deliver(self, container: Container, records: list[dict[str, Any]]) -> bool:
        try:
            return deliver(container, records) == []
        except (Death, ClientError):
            return False


@pytest.mark.parametrize(
    ("make", "after"), [(Death, False), (Death, True), (server_error, False), (server_error, True)]
)
@pytest.mark.parametrize("row", ["new", "known"])
def test_one_call_that_goes_wrong_on_the_way_through_the_queue_changes_nothing(
    centre: Centre, row: str, make: Callable[[str], BaseException], after: bool
) -> None:
    """Each call in turn, with a refusal that sends the agent through the queue."""
    time = FakeTime()
    if row == "known":
        centre.ingest("agents.csv", ROW.replace("King", "Byron"), header=HEADER)
        centre.wake("ada")
        centre.settle("ada")
    record = centre.ingest("agents.csv", ROW, header=HEADER)
    agent = centre.agent("ada")
    for index in itertools.count():
        centre.delete_users()
        centre.forget_containers()
        user = {"user_id": centre.create_user("ada"), "user_since": LONG_AGO} if row == "known" else {}
        centre.put_agent(**(agent | user))
        centre.put_import(record)
        controls().reset()
        deny(operation="UpdateUserIdentityInfo" if row == "known" else "CreateUser")
        with watch() as wire:
            wire.fail(index, after=after, make=make)
            Carrier(centre, time).run()
        outcome = "updated" if row == "known" else "created"
        assert centre.counts(record) == {"rows": 1, outcome: 1}, (index, wire.calls)
        assert centre.outcomes(record) == {2: ("ada", outcome)}
        assert centre.agent("ada")["status"] == "ACTIVE"
        assert centre.usernames() == ["ada"]
        if not wire.went_wrong:
            break
    assert index >= 8
    assert "sqs.SendMessage" in wire.calls
