"""Agents that have to be tried again hold up nobody: the others finish at the rate of the quota."""

from __future__ import annotations

from typing import Any

from tests.functional.flow.connect import FakeConnect
from tests.functional.flow.dynamodb import refusal
from tests.functional.flow.lanes import Lanes, batches
from tests.functional.provision.settings import SETTINGS

RATE = 2.0
HELD = [f"held{number}" for number in range(10)]
OTHERS = [f"agent{number}" for number in range(990)]


class Connect(FakeConnect):
    """Refuses to tell of one user, as long as a policy forbids it."""

    forbidden = True

    def describe_user(self, *, InstanceId: str, UserId: str) -> dict[str, Any]:  # noqa: N803
        if UserId == "hidden" and self.forbidden:
            raise refusal("AccessDeniedException", "DescribeUser", ResponseMetadata={"HTTPStatusCode": 403})
        return super().describe_user(InstanceId=InstanceId, UserId=UserId)


def test_ten_that_are_held_back_cost_990_others_nothing() -> None:
    """All ten are in the first batch, where a file begins with them; nobody may read their users."""
    lanes = Lanes(RATE)
    connect = Connect(lambda: lanes.began)
    stream, retries = lanes.open(connect), lanes.open(connect)
    lanes.put(HELD, user_id="hidden", instance_id=SETTINGS.instance_id)
    lanes.put(OTHERS)
    tries = 0

    for batch in batches(HELD + OTHERS):
        stream.run_stream(batch)
        # What came due meanwhile is worked on beside the stream, at its own times.
        while lanes.queue.due and min(lanes.queue.due)[0] <= stream.time.now:
            retries.time.now = max(retries.time.now, min(lanes.queue.due)[0])
            messages = lanes.queue.take(retries.time.now)
            retries.run(messages)
            tries += len(messages)

    agents = lanes.agents()
    assert [agents[name]["status"] for name in OTHERS] == ["ACTIVE"] * len(OTHERS)
    assert len(OTHERS) / (stream.time.now - lanes.began) >= 0.95 * RATE
    # After 15 seconds, then after 30 more, up to a quarter of an hour: few tries for each.
    assert 5 * len(HELD) <= tries <= 6 * len(HELD)
    assert all(agents[name].get("status") is None and agents[name]["retry"]["attempt"] >= 6 for name in HELD)

    connect.forbidden = False
    connect.users["hidden"] = {"Id": "hidden", "Arn": "arn:hidden", "Username": "held0", "Tags": {}}
    retries.time.now += 900
    retries.run(lanes.queue.take(retries.time.now))
    assert not lanes.queue.due
    assert all(lanes.agents()[name]["status"] in {"ACTIVE", "FAILED"} for name in HELD)
