"""Whatever else is uploaded or runs meanwhile, no password stays and no newer upload goes."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from roster.errors import RetryableError
from tests.functional.ingest.redaction.uploads_with_passwords import (
    BODY,
    BUCKET,
    COPY,
    HEADER,
    Meanwhile,
    ended,
    put,
    versions,
)
from tests.functional.stores import Deployment


@pytest.mark.parametrize("operation", ["HeadObject", "GetObject", "PutObject", "DeleteObject"])
def test_a_newer_upload_is_never_replaced(deployment: Deployment, operation: str) -> None:
    event = ended(deployment, BODY)
    newer = b"user login,first name,last name\neve,Eve,New\n"
    meanwhile = Meanwhile(deployment.s3, operation, lambda: put(deployment, newer))

    deployment.redaction().finish(event.key, event.sequencer)

    [version_id] = meanwhile.results
    left = versions(deployment)
    assert next(iter(left.items())) == (version_id, newer)
    assert event.version_id not in left
    assert not any(b"Analytical1" in body for body in left.values())
    assert deployment.record(event)["redaction"] == "done"


def test_a_newer_upload_stops_a_copy_in_parts_and_leaves_no_parts(deployment: Deployment) -> None:
    rows = "".join(f"agent{n},First,Last,Secret{n:06d},{'x' * 400}\n" for n in range(14_000))
    event = ended(deployment, (HEADER + rows).encode())

    def complete_too_late(**_: Any) -> Any:
        put(deployment, b"something else")
        # moto completes whatever the condition says; Amazon S3 answers as here.
        error: Any = {
            "Error": {"Code": "PreconditionFailed", "Message": "At least one of the pre-conditions did not hold"}
        }
        raise ClientError(error, "CompleteMultipartUpload")

    deployment.s3.meta.events.register("before-call.s3.CompleteMultipartUpload", complete_too_late)

    deployment.redaction(part_bytes=5 * 1024 * 1024).finish(event.key, event.sequencer)

    assert "Uploads" not in deployment.s3.list_multipart_uploads(Bucket=BUCKET)
    assert event.version_id not in versions(deployment)


def test_an_older_version_that_arrives_late_is_deleted(deployment: Deployment) -> None:
    old = deployment.upload("agents.csv", BODY)
    new = deployment.upload("agents.csv", BODY.replace(b"Analytical1", b"Analytical9"))
    deployment.run_ingest(new)

    deployment.run_ingest(old)

    assert list(versions(deployment).values()) == [COPY]
    assert [deployment.record(event)["redaction"] for event in (old, new)] == ["done", "done"]


def test_versions_in_any_order_leave_one_copy(deployment: Deployment) -> None:
    bodies = [BODY.replace(b"Analytical1", b"Analytical%d" % number) for number in (1, 2, 1)]
    first, second, third = [deployment.upload("agents.csv", body) for body in bodies]

    for event in (first, third, second, first):
        deployment.run_ingest(event)

    assert list(versions(deployment).values()) == [COPY]
    assert {deployment.record(event)["redaction"] for event in (first, second, third)} == {"done"}


def test_two_runs_at_once_leave_one_copy(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    other = Meanwhile(deployment.s3, "PutObject", lambda: deployment.redaction().finish(event.key, event.sequencer))

    assert deployment.redaction().finish(event.key, event.sequencer)

    assert other.results == [True]
    assert list(versions(deployment).values()) == [COPY]


def test_a_run_whose_version_another_one_deletes_is_done(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    other = Meanwhile(deployment.s3, "GetObject", lambda: deployment.redaction().finish(event.key, event.sequencer))

    assert deployment.redaction().finish(event.key, event.sequencer)

    assert other.results == [True]
    assert list(versions(deployment).values()) == [COPY]


def test_a_write_of_somebody_else_at_the_same_moment_is_tried_again(deployment: Deployment) -> None:
    event = ended(deployment, BODY)

    def conflict(**_: Any) -> None:
        deployment.s3.meta.events.unregister("before-call.s3.PutObject", conflict)
        raise ClientError({"Error": {"Code": "ConditionalRequestConflict", "Message": ""}}, "PutObject")

    deployment.s3.meta.events.register("before-call.s3.PutObject", conflict)

    with pytest.raises(RetryableError, match=r"agents\.csv"):
        deployment.redaction().finish(event.key, event.sequencer)
    assert deployment.record(event)["redaction"] == "pending"
    deployment.redaction().finish(event.key, event.sequencer)

    assert list(versions(deployment).values()) == [COPY]
