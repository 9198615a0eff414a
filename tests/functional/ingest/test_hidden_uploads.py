"""Amazon S3 may hide a fresh upload for minutes, or keep it without a version: nothing of it gets lost."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ingest.handler import uploads_of
from ingest.upload_bucket import UploadEvent
from roster.errors import RetryableError
from tests.functional.ingest.redaction.uploads_with_passwords import BODY, BUCKET, COPY, ended, put, versions
from tests.functional.stores import NOW, Deployment


class Hidden:
    """Amazon S3 answers an operation as if there were no such object, until it is shown.

    Args:
        deployment: whose bucket it is.
        operation: such as `HeadObject`.
        by_version: whether requests that name a version are answered so, or those that name none.
    """

    def __init__(self, deployment: Deployment, operation: str, *, by_version: bool) -> None:
        self._events = deployment.s3.meta.events
        self._operation = operation
        self._by_version = by_version
        self._events.register(f"before-call.s3.{operation}", self._refuse)

    def show(self) -> None:
        self._events.unregister(f"before-call.s3.{self._operation}", self._refuse)

    def _refuse(self, params: dict[str, Any], **_: Any) -> None:
        if ("versionId" in params["query_string"]) == self._by_version:
            answer: Any = {
                "Error": {"Code": "404", "Message": "Not Found"},
                "ResponseMetadata": {"HTTPStatusCode": 404, "HTTPHeaders": {}},
            }
            raise ClientError(answer, self._operation)


def sent_by_s3(event: UploadEvent, *, ago: timedelta = timedelta()) -> UploadEvent:
    return dataclasses.replace(event, at=NOW - ago)


@pytest.mark.parametrize("body", [BODY, b"hello"], ids=["directory", "file"])
def test_an_upload_that_does_not_show_yet_is_tried_again(deployment: Deployment, body: bytes) -> None:
    event = sent_by_s3(deployment.upload("agents.csv", body), ago=timedelta(minutes=14))
    hidden = Hidden(deployment, "HeadObject", by_version=True)

    with pytest.raises(RetryableError, match=r"does not show .* of agents\.csv"):
        deployment.run_ingest(event)
    hidden.show()
    deployment.run_ingest(event)

    assert deployment.record(event)["version_id"] == event.version_id


def test_an_import_whose_version_is_hidden_meanwhile_is_tried_again(deployment: Deployment) -> None:
    event = sent_by_s3(ended(deployment, BODY))
    deployment.stores.files.apply(
        deployment.stores.files.update(event.key, event.sequencer).set({"status": "INGESTING"})
    )
    hidden = Hidden(deployment, "HeadObject", by_version=True)

    with pytest.raises(RetryableError):
        deployment.run_ingest(event)
    assert not deployment.redaction().finish(event.key, event.sequencer)
    hidden.show()

    assert deployment.record(event)["redaction"] == "pending"
    assert list(versions(deployment)) == [event.version_id]


@pytest.mark.parametrize("ago", [timedelta(minutes=15), None], ids=["old", "not from Amazon S3"])
def test_what_was_deleted_before_it_was_read_ends_quietly(deployment: Deployment, ago: timedelta | None) -> None:
    event = deployment.upload("agents.csv", BODY)
    deployment.s3.delete_object(Bucket=BUCKET, Key="agents.csv", VersionId=event.version_id)

    done = deployment.run_ingest(event if ago is None else sent_by_s3(event, ago=ago))

    assert done["kind"] == "gone"
    assert deployment.items("files") == []


def test_the_event_of_an_upload_that_is_done_with_comes_again_and_ends_quietly(deployment: Deployment) -> None:
    event = sent_by_s3(deployment.upload("agents.csv", BODY))
    deployment.run_ingest(event)
    assert event.version_id not in versions(deployment)

    assert deployment.run_ingest(event)["kind"] == "gone"


@pytest.mark.parametrize("operation", ["HeadObject", "PutObject"])
def test_no_version_goes_without_its_copy_when_nothing_newer_shows(deployment: Deployment, operation: str) -> None:
    event = ended(deployment, BODY)
    hidden = Hidden(deployment, operation, by_version=False)

    with pytest.raises(RetryableError, match=r"agents\.csv"):
        deployment.redaction().finish(event.key, event.sequencer)
    assert list(versions(deployment)) == [event.version_id]
    hidden.show()
    deployment.redaction().finish(event.key, event.sequencer)

    assert list(versions(deployment).values()) == [COPY]


def fresh(deployment: Deployment, event: UploadEvent) -> None:
    """Let the record say that its upload came just now."""
    came = {"uploaded_at": NOW.isoformat()}
    deployment.stores.files.apply(deployment.stores.files.update(event.key, event.sequencer).set(came))


def test_a_version_that_does_not_show_is_not_taken_for_one_that_is_gone(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    fresh(deployment, event)
    hidden = Hidden(deployment, "HeadObject", by_version=True)

    with pytest.raises(RetryableError):
        deployment.redaction().finish(event.key, event.sequencer)
    assert deployment.record(event)["redaction"] == "pending"
    hidden.show()
    deployment.redaction().finish(event.key, event.sequencer)

    assert list(versions(deployment).values()) == [COPY]


def test_a_version_that_does_not_show_below_a_newer_upload_goes_with_its_passwords(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    fresh(deployment, event)
    newer = put(deployment, b"something else")
    hidden = Hidden(deployment, "HeadObject", by_version=True)

    deployment.redaction().finish(event.key, event.sequencer)

    hidden.show()
    assert list(versions(deployment)) == [newer]
    assert deployment.record(event)["redaction"] == "done"


def test_an_event_without_a_version_is_of_the_one_without_an_id() -> None:
    entity = {"key": "My+agents.csv", "sequencer": "0055AED6DCD90281E5"}
    record = {"eventTime": "2026-11-22T12:00:00.000Z", "s3": {"bucket": {"name": BUCKET}, "object": entity}}

    [upload], _ = uploads_of({"Records": [record]})

    assert (upload.version_id, upload.at) == ("null", datetime(2026, 11, 22, 12, tzinfo=UTC))


@pytest.fixture
def unversioned(deployment: Deployment) -> Deployment:
    """A deployment whose bucket keeps no versions for the time being."""

    def name_no_version(params: dict[str, Any], **_: Any) -> None:
        if params.get("VersionId") == "null":
            del params["VersionId"]  # moto refuses to read what Amazon S3 calls so

    for operation in ("HeadObject", "GetObject"):
        deployment.s3.meta.events.register(f"before-parameter-build.s3.{operation}", name_no_version)
    deployment.s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Suspended"})
    return deployment


def test_a_copy_that_took_the_place_of_an_upload_without_a_version_stays(unversioned: Deployment) -> None:
    event = unversioned.upload("agents.csv", BODY)

    unversioned.run_ingest(event)

    assert versions(unversioned) == {"null": COPY}
    assert unversioned.record(event)["redaction"] == "done"


def test_an_upload_that_took_the_place_of_one_without_a_version_stays(unversioned: Deployment) -> None:
    event = ended(unversioned, BODY)
    unversioned.stores.files.apply(unversioned.stores.files.update(event.key, event.sequencer).set({"etag": "0" * 32}))

    unversioned.redaction().finish(event.key, event.sequencer)

    assert versions(unversioned) == {"null": BODY}
    assert unversioned.record(event)["redaction"] == "done"
