"""Containers of provision that work through large numbers of agents, each at a time of its own that passes as it waits.

A container runs batch after batch, as the poller of one shard, or of the retry queue, hands them to it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from provision.container import Clients, Container, compose
from provision.handler import run_batch
from roster.items import from_wire, to_wire
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.connect import FakeConnect
from tests.functional.flow.dynamodb import FakeDynamoDB
from tests.functional.flow.stores import FakeSecrets
from tests.functional.provision.centre import IDENTITY, FakeTime
from tests.functional.provision.settings import SETTINGS

BATCH = 25


@dataclass
class FakeQueue:
    """The retry queue: its messages and the times at which they come back."""

    due: list[tuple[float, str]] = field(default_factory=list)

    def take(self, now: float) -> list[dict[str, Any]]:
        """Take up to ten messages that are due at a time, as Lambda hands them over."""
        self.due.sort()
        ready = [entry for entry in self.due if entry[0] <= now][:10]
        self.due = self.due[len(ready) :]
        return [
            {"messageId": str(number), "body": body, "eventSource": "aws:sqs"} for number, (_, body) in enumerate(ready)
        ]


@dataclass
class _Sender:
    """A container's client of the queue."""

    queue: FakeQueue
    clock: Callable[[], float]

    def send_message(self, *, MessageBody: str, DelaySeconds: int, **_: Any) -> None:  # noqa: N803 (boto3's names)
        self.queue.due.append((self.clock() + DelaySeconds, MessageBody))


@dataclass
class Lane:
    """A container.

    Attributes:
        container: its objects.
        time: its time.
        calls: what it has called.
    """

    container: Container
    time: FakeTime
    calls: list[str]

    def run(self, records: Sequence[dict[str, Any]]) -> None:
        """Work through a batch, which has to come to an end."""
        assert run_batch(self.container, {"Records": list(records)}, 900, workers=1) == {"batchItemFailures": []}

    def run_stream(self, names: Sequence[str]) -> None:
        """Work through the stream's records of agents."""
        keys = ({"Keys": {"username": {"S": name}}} for name in names)
        self.run([{"eventName": "MODIFY", "dynamodb": key | {"SequenceNumber": str(n)}} for n, key in enumerate(keys)])


@dataclass
class Lanes:
    """The stores and the instance that the containers share.

    Attributes:
        rate: calls a second that Connect takes.
    """

    rate: float
    dynamodb: FakeDynamoDB = field(default_factory=lambda: FakeDynamoDB(lambda table, old, new: None))
    secrets: FakeSecrets = field(default_factory=FakeSecrets)
    queue: FakeQueue = field(default_factory=FakeQueue)
    began: float = field(default_factory=lambda: FakeTime().now)

    def open(self, connect: FakeConnect) -> Lane:
        """Start a container."""
        time, faults = FakeTime(self.began), Faults()
        actor = Actor(faults, paced=False)
        sender: Any = _Sender(self.queue, time.clock)
        clients = Clients(
            dynamodb=actor.client("dynamodb", self.dynamodb),
            connect=actor.client("connect", connect),
            secretsmanager=actor.client("secretsmanager", self.secrets),
            sqs=sender,
        )
        settings = replace(SETTINGS, connect_requests_per_second=self.rate)
        return Lane(compose(settings, clients, clock=time.clock, sleep=time.sleep), time, faults.calls)

    def put(self, names: Sequence[str], **attributes: Any) -> None:
        """Put agents as ingest does, with stored passwords."""
        secret = f"rollcall/passwords/x/{names[0]}"
        self.secrets.create_secret(Name=secret, SecretString=json.dumps(dict.fromkeys(names, "Secret123")))
        for name in names:
            item = {"username": name, "identity": IDENTITY, "password_secret": secret, **attributes}
            self.dynamodb.put_item(TableName="rollcall-agents", Item=to_wire(item))

    def agents(self) -> dict[str, dict[str, Any]]:
        """Read all agents."""
        items = map(from_wire, self.dynamodb.tables["rollcall-agents"].values())
        return {item["username"]: item for item in items}


def batches(names: Sequence[str]) -> list[Sequence[str]]:
    """Divide names as the stream does."""
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]
