"""Upkeep over a deployment in moto, with a Lambda that runs ingest in process and says what provision shall answer."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ReadTimeoutError

from ingest.handler import uploads_of
from ingest.importing.begin_import import begin_import
from ingest.upload_bucket import UploadBucket, UploadEvent
from roster.agent_completion import AgentCompletion
from roster.clock import timestamp
from roster.s3_events import created_event
from tests.functional.stores import NOW, Deployment
from upkeep.failure_queue import VISIBILITY_TIMEOUT_SECONDS, FailureQueue
from upkeep.function_invocations import IngestFunction, ProvisionFunction
from upkeep.interrupted_redactions import InterruptedRedactions
from upkeep.item_guard import UnreadableItems
from upkeep.lost_uploads import LostUploads
from upkeep.oldest_pending import OldestPending
from upkeep.pending_agents import PendingAgents
from upkeep.redrive import Redrive
from upkeep.stuck_imports import StuckImports
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import UploadVersions

HEADER = "username,first_name,last_name,email,routing_profile\n"
HOUR = 3600


def directory(*names: str, extra: str = "") -> bytes:
    """A directory of agents."""
    rows = (f"{name},Ada,King,{name}@example.com,Basic Routing Profile\n" for name in names)
    return (HEADER + "".join(rows) + extra).encode()


def never() -> bool:
    """The time is not up."""
    return False


@dataclass
class FakeLambda:
    """Keeps what it is invoked with; provision does and answers what a test says."""

    events: list[dict[str, Any]] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    answer: Callable[[str], Any] = lambda username: {"batchItemFailures": []}
    refusal: Exception | None = None
    took: Callable[[dict[str, Any]], None] = lambda event: None

    def invoke(self, *, FunctionName: str, Payload: bytes, InvocationType: str = "RequestResponse") -> dict[str, Any]:  # noqa: N803
        """Take an invocation."""
        if self.refusal:
            raise self.refusal
        event = json.loads(Payload)
        if FunctionName == "rollcall-ingest":
            assert InvocationType == "Event"
            self.events.append(event)
            self.took(event)
            return {"StatusCode": 202}
        username = event["Records"][0]["dynamodb"]["Keys"]["username"]["S"]
        self.tried.append(username)
        body = self.answer(username)
        error = {"FunctionError": "Unhandled"} if "errorType" in body else {}
        return {"StatusCode": 200, "Payload": io.BytesIO(json.dumps(body).encode()), **error}


def time_out(username: str) -> Any:
    """Answer as a function that hangs."""
    raise ReadTimeoutError(endpoint_url="http://lambda")


def come_again(username: str) -> Any:
    """Answer as provision does when an agent has to be delivered again."""
    return {"batchItemFailures": [{"itemIdentifier": "0"}]}


@dataclass
class Workshop:
    """The parts of upkeep, at a time that a test sets."""

    deployment: Deployment
    queue_client: Any
    queue_url: str
    now: datetime = NOW
    functions: FakeLambda = field(default_factory=FakeLambda)
    lines: Any = field(default_factory=lambda: itertools.count(2))
    unreadable: UnreadableItems = field(default_factory=UnreadableItems)
    visibility_timeout: int = VISIBILITY_TIMEOUT_SECONDS

    def clock(self) -> datetime:
        """The time."""
        return self.now

    def later(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    @property
    def ingest(self) -> IngestFunction:
        client: Any = self.functions
        return IngestFunction(client, "rollcall-ingest")

    @property
    def records(self) -> UploadRecords:
        return UploadRecords(self.deployment.dynamodb, "rollcall-files")

    @property
    def versions(self) -> UploadVersions:
        return UploadVersions(self.deployment.s3, "rollcall-uploads")

    @property
    def pending(self) -> PendingAgents:
        stores, dynamodb = self.deployment.stores, self.deployment.dynamodb
        client: Any = self.functions
        provision = ProvisionFunction(client, "rollcall-provision")
        completion = AgentCompletion(
            dynamodb,
            agents=stores.agents,
            outcomes=self.deployment.outcomes,
            files=stores.files,
            retention_days=365,
            clock=self.clock,
        )
        return PendingAgents(
            dynamodb, "rollcall-agents", stores.agents, completion, provision, self.clock, self.unreadable
        )

    @property
    def imports(self) -> StuckImports:
        files = self.deployment.stores.files
        return StuckImports(self.records, files, self.pending, self.versions, self.ingest, self.clock, self.unreadable)

    @property
    def oldest_pending(self) -> OldestPending:
        return OldestPending(self.records, self.deployment.stores.files, self.pending, self.unreadable)

    @property
    def redactions(self) -> InterruptedRedactions:
        return InterruptedRedactions(
            self.records, self.deployment.stores.files, self.ingest, self.clock, self.unreadable
        )

    @property
    def redrive(self) -> Redrive:
        queue = FailureQueue(self.queue_client, self.queue_url, visibility_timeout=self.visibility_timeout)
        names = {"agents_table": "rollcall-agents", "files_table": "rollcall-files"}
        return Redrive(queue, self.ingest, self.pending, self.imports, **names, unreadable=self.unreadable)

    def lost_uploads(self, retention_days: int = 365) -> LostUploads:
        return LostUploads(
            self.versions,
            self.records,
            self.ingest,
            retention_days=retention_days,
            clock=self.clock,
            unreadable=self.unreadable,
        )

    def begin(self, event: UploadEvent, *, has_passwords: bool = False) -> dict[str, Any]:
        """Do what ingest does up to its first block, as if it had died there."""
        upload = UploadBucket(self.deployment.s3).open(event)
        assert upload is not None
        files = self.deployment.stores.files
        begin_import(
            upload, files, kind="agent_directory", has_passwords=has_passwords, retention_days=365, now=self.now
        )
        return self.deployment.record(event)

    def run_ingest(self) -> None:
        """Deliver to ingest what it was invoked with."""
        for event in self.functions.events:
            for upload in uploads_of(event)[0]:
                self.deployment.run_ingest(upload)
        self.functions.events.clear()

    def change_agent(self, username: str, **attributes: Any) -> None:
        """Write attributes of an agent's item; None removes one."""
        agents = self.deployment.stores.agents
        agents.apply(agents.update(username, read=agents.read(username)).set(attributes))

    def change_record(self, event: UploadEvent, **attributes: Any) -> None:
        """Write attributes of an import's record."""
        files = self.deployment.stores.files
        files.apply(files.update(event.key, event.sequencer).set(attributes))

    def provision(self, event: UploadEvent, username: str) -> None:
        """Do what provision does for an agent of an import."""
        self.change_agent(username, status="ACTIVE", awaited_by=None)
        files = self.deployment.stores.files
        counts = {"pending": -1, "created": 1}
        files.apply(files.update(event.key, event.sequencer).add(counts).set({"progress_at": timestamp(self.now)}))

    def send(self, document: Any) -> None:
        """Put a message into the failure queue."""
        body = document if isinstance(document, str) else json.dumps(document)
        self.queue_client.send_message(QueueUrl=self.queue_url, MessageBody=body)

    def visible(self) -> list[Any]:
        """Read the messages that anybody can see, and leave them visible."""
        answer = self.queue_client.receive_message(QueueUrl=self.queue_url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in answer.get("Messages", [])]


def envelope(event: dict[str, Any]) -> dict[str, Any]:
    """What Lambda leaves in the queue of an asynchronous invocation that failed."""
    return {
        "version": "1.0",
        "timestamp": "2026-11-22T12:00:00.000Z",
        "requestContext": {"functionArn": "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-ingest:$LATEST"},
        "requestPayload": event,
    }


def s3_event(event: UploadEvent) -> dict[str, Any]:
    """What Amazon S3 tells of an upload."""
    return created_event(
        bucket=event.bucket, key=event.key, version_id=event.version_id, sequencer=event.sequencer.rstrip("0") or "0"
    )


def position(table: str, until: datetime) -> dict[str, Any]:
    """What Lambda leaves in the queue of stream records that it gave up."""
    return {
        "requestContext": {"condition": "RecordAgeExceeded"},
        "DDBStreamBatchInfo": {
            "shardId": "shardId-000",
            "startSequenceNumber": "1",
            "endSequenceNumber": "9",
            "approximateArrivalOfFirstRecord": timestamp(until),
            "approximateArrivalOfLastRecord": timestamp(until),
            "batchSize": 9,
            "streamArn": f"arn:aws:dynamodb:eu-central-1:123456789012:table/{table}/stream/2026-11-22T12:00:00.000",
        },
    }
