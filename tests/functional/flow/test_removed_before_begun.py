"""Agents that leave before provision came to them: a list of all logins answers for a whole batch."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Any, cast

from provision.container import Clients, compose
from provision.handler import run_batch
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.world import World, check_at_rest
from tests.functional.provision.settings import SETTINGS

AMOUNT = 300
BATCH = 25
"""Records that Lambda hands over at a time, as modules/staffing/provision.tf says."""

HEADER = "username,first_name,last_name,routing_profile,status\n"


class Counted:
    """A client that notes the names of its calls; the pacer goes by them."""

    def __init__(self, fake: object) -> None:
        self.calls: list[str] = []
        self._fake = fake

    def __getattr__(self, name: str) -> Any:
        operation = getattr(self._fake, name)

        @functools.wraps(operation)
        def call(**request: Any) -> Any:
            self.calls.append(name)
            return operation(**request)

        return call


def directory(status: str) -> bytes:
    rows = (f"agent{number},Ada,King,Basic Routing Profile,{status}\n" for number in range(AMOUNT))
    return (HEADER + "".join(rows)).encode()


def test_300_of_them_take_a_list_for_each_batch_and_no_time() -> None:
    world = World()
    connect = Counted(world.connect)
    for status in ("active", "inactive"):
        world.deliver(world.upload("agents.csv", directory(status)))
    world.messages = [message for message in world.messages if message.function == "report"]
    dynamodb = Actor(Faults(), paced=False).client("dynamodb", world.dynamodb)
    clients = Clients(dynamodb, cast("Any", connect), cast("Any", world.secrets), sqs=cast("Any", None))
    settings = replace(SETTINGS, connect_requests_per_second=2)
    container = compose(settings, clients, clock=world._seconds, sleep=world._pass_time)
    began = world.now

    for start in range(0, AMOUNT, BATCH):
        keys = [{"username": {"S": f"agent{number}"}} for number in range(start, start + BATCH)]
        records = [
            {"eventName": "MODIFY", "dynamodb": {"Keys": key, "SequenceNumber": str(start + number)}}
            for number, key in enumerate(keys)
        ]
        world.now += 0.001
        assert run_batch(container, {"Records": records}, 900, workers=1) == {"batchItemFailures": []}

    assert {agent["status"] for agent in world.agents().values()} == {"REMOVED"}
    assert connect.calls == ["list_users"] * (AMOUNT // BATCH)
    assert world.now - began < 1  # two searches a second took 150
    world.drain()
    check_at_rest(world)
    assert [record.get("removed", 0) for record in world.records()] == [0, AMOUNT]
