"""A whole deployment in memory: uploads, ingest, provision and report, and every message between them.

Messages are delivered at least once and in any order: whoever runs the world chooses which comes next, and a message
whose invocation failed stays.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from ingest.upload_bucket import UploadEvent
from provision.container import Clients, Container, compose
from report.notification_topic import NotificationTopic
from report.report_import import Reporter
from roster.agents_table import AgentsTable
from roster.clock import utc_now
from roster.files_table import FilesTable
from roster.give_up_agents import GiveUpAgents
from roster.imports import IMPORT_KINDS, sortable_sequencer
from roster.items import from_wire
from roster.outcomes_table import OutcomesTable
from roster.reports_bucket import ReportsBucket
from roster.stop_import import StopImport
from tests.deployment_rules import BRITISH
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.connect import FakeConnect
from tests.functional.flow.dynamodb import FakeDynamoDB
from tests.functional.flow.expressions import Item
from tests.functional.flow.stores import FakeS3, FakeSecrets, FakeTopic
from tests.functional.provision.settings import SETTINGS
from tests.functional.stores import KEY_ARN, Deployment

UPLOADS = "rollcall-uploads"
OPERATOR = "arn:aws:iam::123456789012:user/jane"
RETRY_SECONDS = 15
"""After so long the retry queue brings an agent back that has to be tried again."""

OUTCOMES = ("created", "updated", "unchanged", "removed", "adopted", "rejected", "failed", "superseded")


@dataclass(frozen=True)
class Message:
    """Something that wakes a function.

    Attributes:
        function: `ingest`, `provision` or `report`.
        about: what makes two messages the same piece of work.
        work: the invocation.
    """

    function: str
    about: tuple[str, ...]
    work: Callable[[Actor], object]


class World:
    """One deployment and its Connect instance.

    Args:
        mirror: whether agents that a file drops are removed.
    """

    def __init__(self, *, mirror: bool = False) -> None:
        self.rules = replace(BRITISH, mirror=mirror, max_removals_percent=100)
        self.dynamodb = FakeDynamoDB(self._item_changed)
        self.s3 = FakeS3(self._object_created)
        self.secrets = FakeSecrets()
        self.connect = FakeConnect(self._seconds)
        self.topic = FakeTopic()
        self.messages: list[Message] = []
        self.events: dict[str, UploadEvent] = {}
        self.now = time.time()
        self._objects = 0

    # ---- What wakes whom ----

    def _object_created(self, bucket: str, key: str, version_id: str) -> None:
        if bucket != UPLOADS:
            return
        self._objects += 1
        sequencer = sortable_sequencer(f"{self._objects:016X}")
        event = UploadEvent(bucket, key, version_id, sequencer)
        self.events[version_id] = event
        self.messages.append(Message("ingest", (key, version_id), lambda actor: self._ingest(actor, event)))

    def _item_changed(self, table: str, old: Item | None, new: Item | None) -> None:
        if table == "rollcall-agents":
            begins = "calling_since" not in (old or {}) and "calling_since" in (new or {})
            is_pending = (new or {}).get("status", {}).get("S", "PENDING") == "PENDING"
            pending = new is not None and (old is None or (is_pending and not begins))
            if pending or new is None:
                self.messages.append(self._provision_message(old, new))
        elif table == "rollcall-files" and new is not None:
            record = from_wire(new)
            place = (record["key"], record["sequencer"])
            ready = (record.get("status"), record.get("pending")) == ("PROVISIONING", 0)
            if record.get("kind") in IMPORT_KINDS and ready:
                self.messages.append(Message("report", place, lambda actor: self._report(actor, *place)))

    def _provision_message(self, old: Item | None, new: Item | None) -> Message:
        image = from_wire(new or old or {})
        removed = [from_wire(old or {})] if new is None else []
        name: str = image["username"]
        return Message("provision", (name,), lambda actor: self._provision(actor, name, removed))

    # ---- The functions ----

    def _ingest(self, actor: Actor, event: UploadEvent) -> None:
        deployment = Deployment(
            s3=actor.client("s3", self.s3),
            dynamodb=actor.client("dynamodb", self.dynamodb),
            secretsmanager=actor.client("secretsmanager", self.secrets),
            key_arn=KEY_ARN,
            clock=utc_now,
        )
        deployment.run_ingest(event, self.rules)

    def _provision(self, actor: Actor, username: str, removed: list[dict[str, Any]]) -> None:
        self.container(actor).provisioner.provision(username, removed=removed)

    def container(self, actor: Actor, *, rate: float = 1000.0, sqs: Any = None) -> Container:
        """Compose a container of provision.

        Args:
            actor: makes its calls.
            rate: Connect's quota of writes a second.
            sqs: a client of the retry queue; none is used where what raises is delivered again, as by the stream.
        """
        clients = Clients(
            dynamodb=actor.client("dynamodb", self.dynamodb),
            connect=actor.client("connect", self.connect),
            secretsmanager=actor.client("secretsmanager", self.secrets),
            sqs=sqs,
        )
        settings = replace(SETTINGS, connect_requests_per_second=rate)
        return compose(settings, clients, clock=self._seconds, sleep=self._pass_time)

    def _seconds(self) -> float:
        return self.now

    def _pass_time(self, seconds: float) -> None:
        self.now += seconds

    def _report(self, actor: Actor, key: str, sequencer: str) -> None:
        dynamodb = actor.client("dynamodb", self.dynamodb)
        reporter = Reporter(
            FilesTable(dynamodb, "rollcall-files"),
            OutcomesTable(dynamodb, "rollcall-outcomes"),
            ReportsBucket(actor.client("s3", self.s3), "rollcall-reports"),
            NotificationTopic(actor.client("sns", self.topic), "arn:aws:sns:eu-central-1:123456789012:rollcall"),
            deployment="rollcall",
            clock=utc_now,
        )
        if record := reporter.ready(key, sequencer):
            reporter.report(record)

    def stop(self, record: dict[str, Any]) -> Message:
        """Return what `rollcall stop` does to an import, as a piece of work that can be repeated."""
        return Message("stop", (record["key"],), lambda actor: self._stop(actor, record))

    def _stop(self, actor: Actor, record: dict[str, Any]) -> None:
        dynamodb = actor.client("dynamodb", self.dynamodb)
        files, agents = FilesTable(dynamodb, "rollcall-files"), AgentsTable(dynamodb, "rollcall-agents")
        outcomes = OutcomesTable(dynamodb, "rollcall-outcomes")
        give_up = GiveUpAgents(
            dynamodb, agents=agents, outcomes=outcomes, files=files, retention_days=365, clock=utc_now
        )
        stop = StopImport(files, agents, give_up, utc_now)
        marked = stop.mark(record["key"], record["sequencer"], by=OPERATOR)
        if "stopped_at" in marked:
            list(stop.give_up_waiting(marked))

    # ---- Running it ----

    def saved(self) -> Callable[[], World]:
        """Return what makes worlds that are as this one, which has come to rest, and is quicker than the way to it."""
        assert not self.messages
        state = pickle.dumps(self)

        def restore() -> World:
            world: World = pickle.loads(state)  # noqa: S301 (our own)
            world.now = time.time()
            return world

        return restore

    def upload(self, key: str, body: bytes) -> Message:
        """Put a file and return the message that tells of it."""
        self.s3.put_object(Bucket=UPLOADS, Key=key, Body=body)
        return self.messages[-1]

    def deliver(self, message: Message, faults: Faults | None = None) -> None:
        """Run one invocation to its end; its message is the next again if it failed."""
        if Actor(faults or Faults(), paced=False).run(message.work).failed:
            self.messages.insert(0, message)
            self._pass_time(RETRY_SECONDS)

    def drain(self, faults: Faults | None = None) -> None:
        """Deliver until nothing is left, oldest first."""
        for _ in range(1000):
            if not self.messages:
                return
            self.deliver(self.messages.pop(0), faults)
        raise AssertionError(f"it does not come to rest: {[(m.function, m.about) for m in self.messages]}")

    # ---- Looking at it ----

    def items(self, table: str) -> list[dict[str, Any]]:
        return [from_wire(item) for item in self.dynamodb.tables[f"rollcall-{table}"].values()]

    def agents(self) -> dict[str, dict[str, Any]]:
        return {item["username"]: item for item in self.items("agents")}

    def records(self) -> list[dict[str, Any]]:
        """Import records, oldest first."""
        records = (item for item in self.items("files") if item["kind"] in IMPORT_KINDS)
        return sorted(records, key=lambda record: (record["key"], record["sequencer"]))

    def users(self) -> dict[str, dict[str, Any]]:
        return {user["Username"]: user for user in self.connect.users.values()}

    def outcomes(self, import_id: str) -> list[dict[str, Any]]:
        return [item for item in self.items("outcomes") if item["import_id"] == import_id]


def check_at_rest(world: World) -> None:
    """What holds whenever nothing is left to do, whatever happened before."""
    for record in world.records():
        assert record["status"] in {"FINISHED", "REJECTED"}, record
        assert record["pending"] == 0, record
        assert record.get("rows", 0) + record.get("dropped", 0) == sum(record.get(name, 0) for name in OUTCOMES), record
        found = world.outcomes(record["import_id"])
        for outcome in ("created", "updated", "removed", "adopted", "failed"):
            assert record.get(outcome, 0) == sum(item["outcome"] == outcome for item in found), (record, found)
    agents, users = world.agents(), world.users()
    assert len(users) == len(world.connect.users)
    for name, agent in agents.items():
        assert agent["status"] in {"ACTIVE", "REMOVED", "FAILED"}, agent
        assert not {"awaited_by", "in_line"} & agent.keys()
        if agent["status"] == "ACTIVE":
            assert agent["user_id"] == users[name]["Id"]
        if agent["status"] == "REMOVED":
            assert name not in users


def check_no_password_left(world: World, words: Iterable[str]) -> None:
    """No version of an upload, and nothing else but a secret, holds an uploaded password."""
    everything = [version.body for versions in world.s3.objects.values() for version in versions]
    text = repr(everything) + repr(world.dynamodb.tables) + repr(world.topic.messages)
    assert not [word for word in words if word in text]
