"""Agents too many for the instance are told in less than two minutes."""

from __future__ import annotations

import heapq
from typing import Any

from tests.functional.flow.connect import FakeConnect
from tests.functional.flow.dynamodb import refusal
from tests.functional.flow.lanes import Lanes, batches

ROOM = 10
SURPLUS = 2000
SHARDS = 4
ADVICE = "raise its quota 'Users per instance' in Service Quotas"
CALL_SECONDS = 0.025


class Connect(FakeConnect):
    """Has room for a few users."""

    def create_user(self, *, InstanceId: str, Username: str, **request: Any) -> dict[str, str]:  # noqa: N803
        if len(self.users) >= ROOM:
            raise refusal("LimitExceededException", "CreateUser")
        return super().create_user(InstanceId=InstanceId, Username=Username, **request)


def test_2000_agents_too_many_are_told_within_two_minutes() -> None:
    """Each call takes 25 ms, and a container makes eight at a time. The first ten have room, at two a second."""
    lanes = Lanes(rate=2.0)
    connect = Connect(lambda: lanes.began)
    names = [f"agent{number}" for number in range(ROOM + SURPLUS)]
    lanes.put(names)
    shards = [lanes.open(connect) for _ in range(SHARDS)]
    waiting = [batches(names[shard::SHARDS]) for shard in range(SHARDS)]
    turns = [(lanes.began, shard) for shard in range(SHARDS)]

    while turns:
        _, shard = heapq.heappop(turns)
        if waiting[shard]:
            lane = shards[shard]
            before = len(lane.calls)
            lane.run_stream(waiting[shard].pop(0))
            lane.time.now += (len(lane.calls) - before) * CALL_SECONDS / 8
            heapq.heappush(turns, (lane.time.now, shard))

    agents = lanes.agents().values()
    failed = [agent for agent in agents if agent["status"] == "FAILED"]
    assert (len(agents), len(failed)) == (ROOM + SURPLUS, SURPLUS)
    # One cause, so that a report tells it once.
    [reason] = {agent["status_reason"] for agent in failed}
    assert ADVICE in reason
    assert max(lane.time.now for lane in shards) - lanes.began <= 120
    creates = [call for lane in shards for call in lane.calls if call == "connect.create_user"]
    # Ten that passed, those that found it full, and one probe in the second minute.
    assert len(creates) <= ROOM + SHARDS + 1
