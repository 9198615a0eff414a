"""A deployment in memory whose functions are invoked by their own handlers, as AWS Lambda invokes them.

Their clients are the stores of the tests of the whole flow (`tests.functional.flow`). Provision and lifecycle are
invoked right below their handlers, where time that costs nothing can be handed in; all else is as it is deployed.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import pytest

import ingest.handler
import report.handler
import upkeep.handler
from ingest.upload_bucket import UploadEvent
from provision.handler import run_batch
from roster.clients import aws_session
from roster.s3_events import created_event
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.world import UPLOADS, World
from tests.functional.lifecycle.invocation import Context
from tests.functional.provision.wire import begin_with
from tests.fuzz.deployment import DIRECTORY, ENVIRONMENT, stream_record
from tests.fuzz.fake_services import FakeFunctions, FakeQueues, LinkedObjects, ListedSecrets
from tests.fuzz.logs import logs_to

_Handler = Callable[[dict[str, Any], Any], Any]


@dataclass
class Site:
    """A deployment with the agents of `DIRECTORY`.

    Attributes:
        world: its stores and its instance.
        queues: messages of the failure queue, and those that were sent.
        functions: what was invoked.
        told: all that logs, metrics and commands wrote.
        calls: how many calls were made to the stores and services.
    """

    world: World
    queues: FakeQueues = field(default_factory=FakeQueues)
    functions: FakeFunctions = field(default_factory=lambda: FakeFunctions(ENVIRONMENT))
    told: io.StringIO = field(default_factory=io.StringIO)
    faults: Faults = field(default_factory=Faults)

    def client(self, service: str) -> Any:
        """Return a client of the functions."""
        fakes: dict[str, Any] = {
            "s3": self.world.s3,
            "dynamodb": self.world.dynamodb,
            "secretsmanager": ListedSecrets(self.world.secrets),
            "connect": self.world.connect,
            "sns": self.world.topic,
            "sqs": self.queues,
            "lambda": self.functions,
        }
        client = Actor(self.faults, paced=False).client(service, fakes[service])
        return LinkedObjects(client) if service == "s3" else client

    @property
    def calls(self) -> int:
        return len(self.faults.calls)

    def invoke(self, handler: _Handler, event: Any) -> Any:
        """Invoke a function with an event."""
        return handler(event, Context())

    def provision(self, event: Any) -> Any:
        """Hand an event to provision, in a container for which waits take no time."""
        container = self.world.container(Actor(self.faults, paced=False), sqs=self.client("sqs"))
        try:
            return run_batch(container, event, 900)
        finally:
            container.metrics.emit()

    def report(self, event: Any) -> Any:
        """Hand an event to report."""
        return self.invoke(report.handler.lambda_handler, event)

    def settle(self) -> None:
        """Deliver what waits by the functions' handlers, a batch for each function, until nothing does."""
        while self.world.messages:
            messages, self.world.messages = self.world.messages, []
            for event in (self.event_of(self.world.events[m.about[1]]) for m in messages if m.function == "ingest"):
                self.invoke(ingest.handler.lambda_handler, event)
            for function, take, names in (
                ("provision", self.provision, ("username",)),
                ("report", self.report, ("key", "sequencer")),
            ):
                keys = [dict(zip(names, m.about, strict=True)) for m in messages if m.function == function]
                answer = take({"Records": [stream_record(key, number) for number, key in enumerate(keys)]})
                assert answer == {"batchItemFailures": []}, answer

    def put(self, key: str, body: bytes) -> dict[str, Any]:
        """Put an upload and return the event that Amazon S3 sends."""
        self.world.s3.put_object(Bucket=UPLOADS, Key=key, Body=body)
        [version] = [event for event in reversed(self.world.events.values()) if event.key == key][:1]
        return self.event_of(version)

    def event_of(self, upload: UploadEvent) -> dict[str, Any]:
        """Return what Amazon S3 sends of an upload."""
        return created_event(
            bucket=UPLOADS, key=upload.key, version_id=upload.version_id, sequencer=upload.sequencer.rstrip("0") or "0"
        )

    def all_told(self) -> str:
        """Return all that was stored, sent and told, but for what uploads and secrets hold."""
        reports = [
            version.body
            for (bucket, _), versions in self.world.s3.objects.items()
            for version in versions
            if bucket != UPLOADS
        ]
        stored = (self.world.dynamodb.tables, self.world.topic.messages, self.queues.sent, self.functions.events)
        return f"{self.told.getvalue()}\n{stored!r}\n{[_readable(body) for body in reports]!r}"


def _readable(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gzip.decompress(body)
    except (EOFError, OSError, zlib.error):  # an input that is damaged
        return body


_restore: list[Callable[[], World]] = []


def _staffed() -> World:
    """Return a world to which `DIRECTORY` was uploaded, and which has come to rest."""
    if not _restore:
        world = World()
        world.upload("staff.csv", DIRECTORY)
        world.drain()
        _restore.append(world.saved())
    return _restore[0]()


@dataclass(frozen=True)
class _Session:
    """Takes the place of botocore's session."""

    site: Site

    def create_client(self, service: str, **_: Any) -> Any:
        return self.site.client(service)


@contextmanager
def open_site() -> Iterator[Site]:
    """Open a deployment for the functions and the commands of this process."""
    site = Site(_staffed())
    _forget_clients()
    begin_with(_Session(site))  # type: ignore[arg-type]  # as much of one as makes clients
    try:
        with environment(), redirect_stdout(site.told), redirect_stderr(site.told), logs_to(site.told):
            yield site
    finally:
        _forget_clients()


def _forget_clients() -> None:
    """Leave nothing to the handlers that an invocation before has built."""
    for build in (
        ingest.handler.build_intake,
        ingest.handler.build_lambda_client,
        report.handler.build_reporter,
        upkeep.handler.build_upkeep,
        aws_session,
    ):
        build.cache_clear()


@contextmanager
def environment() -> Iterator[None]:
    """Set the functions' environment, unless it is; that takes longer than many a case."""
    if os.environ.items() >= ENVIRONMENT.items():
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        yield
