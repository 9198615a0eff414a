"""Wherever a redaction breaks off, the next run ends it as one that nothing disturbed."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ingest.deadline import Deadline, OutOfTimeError
from tests.functional.ingest.failing import Failing
from tests.functional.ingest.redaction.uploads_with_passwords import (
    BODY,
    BUCKET,
    COPY,
    HEADER,
    ended,
    put,
    versions,
)
from tests.functional.stores import Deployment


def test_the_version_stays_while_lines_are_left(deployment: Deployment) -> None:
    # More lines than a block has; those that repeat a login are rejected, which costs no write of their own.
    rows = "".join(f"agent,First,Last,Secret{number:04d},\n" for number in range(501))
    event = deployment.upload("agents.csv", (HEADER + rows).encode())
    times = iter([1000, 0])

    handed_over = deployment.ingest().run(event, Deadline(lambda: next(times, 0)))

    assert handed_over["ingested"] == "open"
    assert list(versions(deployment)) == [event.version_id]
    assert not deployment.redaction().finish(event.key, event.sequencer)
    assert list(versions(deployment)) == [event.version_id]
    assert deployment.record(event)["redaction"] == "pending"
    deployment.run_ingest(event)
    assert event.version_id not in versions(deployment)


def test_the_version_stays_when_the_import_dies(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", BODY)
    failing = Failing([deployment.secretsmanager], 1, after=False)

    with pytest.raises(RuntimeError):
        deployment.run_ingest(event)
    failing.stop()

    assert list(versions(deployment)) == [event.version_id]
    assert deployment.record(event)["redaction"] == "pending"


LAST_CALL = 9
"""Calls of a redaction, in order: read the record, look at the object, read it three times, look at what is current,
put the copy, delete the version, update the record."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, LAST_CALL + 2))
def test_a_crash_at_any_call_and_a_second_run_give_the_clean_outcome(
    deployment: Deployment, at: int, after: bool
) -> None:
    event = ended(deployment, BODY)
    failing = Failing([deployment.s3, deployment.dynamodb], at, after=after)

    try:
        deployment.redaction().finish(event.key, event.sequencer)
    except RuntimeError:
        deployment.redaction().finish(event.key, event.sequencer)
    failing.stop()

    assert failing.failed == (at <= LAST_CALL), f"a redaction makes {failing.calls} calls, expected {LAST_CALL}"
    assert list(versions(deployment).values()) == [COPY]
    assert deployment.record(event)["redaction"] == "done"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(1, LAST_CALL + 1))
def test_a_crash_before_a_newer_upload_leaves_the_newer_one_alone(deployment: Deployment, at: int, after: bool) -> None:
    event = ended(deployment, BODY)
    failing = Failing([deployment.s3, deployment.dynamodb], at, after=after)
    with pytest.raises(RuntimeError):
        deployment.redaction().finish(event.key, event.sequencer)
    failing.stop()
    newer = put(deployment, b"something else")

    deployment.redaction().finish(event.key, event.sequencer)

    left = versions(deployment)
    assert next(iter(left)) == newer
    assert event.version_id not in left
    assert deployment.record(event)["redaction"] == "done"


def test_a_refusal_of_amazon_s3_is_raised_and_the_redaction_stays_pending(deployment: Deployment) -> None:
    event = ended(deployment, BODY)

    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "PutObject")

    deployment.s3.meta.events.register("before-call.s3.PutObject", refuse)

    with pytest.raises(ClientError, match="AccessDenied"):
        deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["redaction"] == "pending"
    assert list(versions(deployment)) == [event.version_id]


def test_a_redaction_with_too_little_time_is_left_to_another_invocation(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    times = iter([1000, 700])  # when the invocation began, and when its import was over; then the time is up

    handed_over = deployment.ingest().run(event, Deadline(lambda: next(times, 0)))

    assert handed_over["redaction"] == "open"
    assert list(versions(deployment).values()) == [BODY]
    assert deployment.record(event)["redaction"] == "pending"
    assert "redaction" not in deployment.ingest().run(event, Deadline(lambda: 1000))
    assert list(versions(deployment).values()) == [COPY]


def test_parts_of_a_copy_that_is_left_to_another_invocation_are_given_back(deployment: Deployment) -> None:
    rows = "".join(f"agent{n},First,Last,Secret{n:06d},{'x' * 400}\n" for n in range(26_000))
    event = ended(deployment, (HEADER + rows).encode())
    times = itertools.chain([1000, 700], itertools.repeat(700, 120))

    with pytest.raises(OutOfTimeError):
        deployment.redaction(part_bytes=5 * 1024 * 1024).finish(
            event.key, event.sequencer, Deadline(lambda: next(times, 0))
        )

    assert next(times, None) is None
    assert list(versions(deployment)) == [event.version_id]
    assert "Uploads" not in deployment.s3.list_multipart_uploads(Bucket=BUCKET)


def test_an_invocation_that_began_with_a_redaction_ends_it(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    times = iter([1000, 990])

    assert "redaction" not in deployment.ingest().run(event, Deadline(lambda: next(times, 0)))
    assert list(versions(deployment).values()) == [COPY]
