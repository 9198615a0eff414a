"""Agents that have to be tried again hold up nobody: the others finish at the rate of the quota."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from local_aws.connect import controls
from provision.handler import run_batch
from roster.items import to_wire
from tests.functional.provision.centre import IDENTITY, Centre, FakeTime
from tests.functional.provision.wire import watch

RATE = 2.0
BATCH = 25
HELD = [f"held{number}" for number in range(10)]
OTHERS = [f"agent{number}" for number in range(190)]


@dataclass
class Queue:
    """The retry queue with the times at which its messages come back."""

    centre: Centre
    due: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    def fill(self, now: float, delays: list[int]) -> None:
        """Take what was sent at a time, with the delays of the calls that sent it."""
        messages = self.centre.take_messages()
        assert len(messages) == len(delays)
        self.due += [(now + delay, message) for delay, message in zip(delays, messages, strict=True)]
        self.due.sort(key=lambda entry: entry[0])

    def take(self, now: float) -> list[dict[str, Any]]:
        """Take up to ten messages that are due at a time."""
        taken = [message for at, message in self.due if at <= now][:10]
        self.due = [entry for entry in self.due if entry[1] not in taken]
        return taken


def put_batch(centre: Centre, names: list[str]) -> None:
    """Put agents as ingest does, with stored passwords; those that are held back have a user already."""
    secret = f"rollcall/passwords/x/{names[0]}"
    centre.deployment.secretsmanager.create_secret(
        Name=secret, SecretString=json.dumps(dict.fromkeys(names, "Secret123"))
    )
    for name in names:
        user = {"user_id": "hidden", "instance_id": centre.instance_id} if name in HELD else {}
        centre.put_agent(name, identity=IDENTITY, password_secret=secret, **user)


def take_active(centre: Centre) -> int:
    """Take the agents that are done out of the table: moto copies its tables for each transaction."""
    done = [name for name, agent in centre.deployment.agents().items() if agent.get("status") == "ACTIVE"]
    for name in done:
        centre.deployment.dynamodb.delete_item(TableName="rollcall-agents", Key=to_wire({"username": name}))
    return len(done)


def test_ten_that_are_held_back_cost_the_others_nothing(centre: Centre) -> None:
    """All ten are in the first batch, where a file begins with them; nobody may read their users."""
    controls().fail_next("DescribeUser", "AccessDeniedException", status=403, times=1000)
    names = HELD + OTHERS
    shard, queue_time = FakeTime(), FakeTime()
    began = queue_time.now = shard.now
    stream = centre.container(shard, connect_requests_per_second=RATE)
    retries = centre.container(queue_time, connect_requests_per_second=RATE)
    queue = Queue(centre)
    tries = done = sent = 0

    with watch() as wire:

        def delays() -> list[int]:
            nonlocal sent
            calls = wire.parameters_of("sqs.SendMessage")[sent:]
            sent += len(calls)
            return [call["DelaySeconds"] for call in calls]

        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            put_batch(centre, batch)
            records = [centre.record_for(name) for name in batch]
            assert run_batch(stream, {"Records": records}, 900, workers=1) == {"batchItemFailures": []}
            queue.fill(shard.now, delays())
            done += take_active(centre)
            # What came due meanwhile is worked on beside the stream, at its own times.
            while queue.due and queue.due[0][0] <= shard.now:
                queue_time.now = max(queue_time.now, queue.due[0][0])
                messages = queue.take(queue_time.now)
                assert run_batch(retries, {"Records": messages}, 900, workers=1) == {"batchItemFailures": []}
                tries += len(messages)
                queue.fill(queue_time.now, delays())

    seconds = shard.now - began
    assert done == len(OTHERS)
    assert len(OTHERS) / seconds >= 0.95 * RATE
    waiting = centre.deployment.agents()
    assert sorted(waiting) == sorted(HELD)
    # After 15 seconds, then after 30 more: few tries for each.
    assert 2 * len(HELD) <= tries <= 4 * len(HELD)
    assert all(agent["retry"]["attempt"] >= 3 for agent in waiting.values())

    controls().reset()
    queue_time.now += 900
    assert run_batch(retries, {"Records": queue.take(queue_time.now)}, 900) == {"batchItemFailures": []}
    assert take_active(centre) == len(HELD)
