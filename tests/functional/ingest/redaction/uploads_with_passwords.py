"""Uploads with passwords, and what the upload bucket holds after them."""

from __future__ import annotations

from typing import Any

from ingest.upload_bucket import UploadEvent
from roster.imports import sortable_sequencer
from tests.functional.stores import Deployment

BUCKET = "rollcall-uploads"


HEADER = "user login,first name,last name,password,routing profile name\n"


BODY = f"{HEADER}ada,Ada,Lovelace,Analytical1,\nbob,Bob,Babbage,Difference2,\n".encode()


COPY = f"{HEADER}ada,Ada,Lovelace,,\nbob,Bob,Babbage,,\n".encode()


CREDENTIALS = b"account,password\nada,Analytical1\n"


def versions(deployment: Deployment) -> dict[str, bytes]:
    """Read every version in the upload bucket, the newest first: version id → content."""
    listed = deployment.s3.list_object_versions(Bucket=BUCKET).get("Versions", [])
    newest_first = sorted(listed, key=lambda version: not version["IsLatest"])
    found = {}
    for version in newest_first:
        answer = deployment.s3.get_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])
        found[version["VersionId"]] = answer["Body"].read()
    return found


def put(deployment: Deployment, body: bytes) -> str:
    """Upload beneath the tested code, as somebody would at that very moment; no event tells of it yet."""
    version_id: str = deployment.s3.put_object(Bucket=BUCKET, Key="agents.csv", Body=body)["VersionId"]
    return version_id


def event_of(deployment: Deployment, version_id: str) -> UploadEvent:
    sequencer = sortable_sequencer(f"{next(deployment.sequencers):016X}")
    return UploadEvent(BUCKET, "agents.csv", version_id, sequencer)


def ended(
    deployment: Deployment, body: bytes, metadata: dict[str, str] | None = None, key: str = "agents.csv"
) -> UploadEvent:
    """Upload a file and put the record that its import has left, its redaction being all that lacks."""
    event = deployment.upload(key, body, metadata=metadata)
    deployment.stores.files.put(
        {
            "key": event.key,
            "sequencer": event.sequencer,
            "kind": "agent_directory",
            "bucket": BUCKET,
            "version_id": event.version_id,
            "import_id": "1" * 32,
            "status": "PROVISIONING",
            "redaction": "pending",
        }
    )
    return event


class Meanwhile:
    """Does something once, right before a client's call of an operation."""

    def __init__(self, client: Any, operation: str, action: Any) -> None:
        self.results: list[Any] = []
        self._action = action
        self._client = client
        self._event = f"before-call.s3.{operation}"
        client.meta.events.register(self._event, self._called)

    def _called(self, **_: Any) -> None:
        self._client.meta.events.unregister(self._event, self._called)
        self.results.append(self._action())
