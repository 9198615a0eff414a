"""Passwords leave the upload bucket once they are stored, whatever happens on the way."""

from __future__ import annotations

import dataclasses
import gzip
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ingest.deadline import Deadline
from ingest.upload import UploadEvent
from ingest.upload_copies import MARK
from roster.errors import RetryableError
from roster.imports import sortable_sequencer
from tests.functional.ingest.test_directories import Failing
from tests.functional.stores import POLICY, Deployment

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


def test_a_copy_without_passwords_takes_the_uploads_place(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", BODY, "text/csv; charset=utf-8", {"owner": "ada", "allow-removals": "yes"})

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert list(versions(deployment).items()) == [(record["redacted_version"], COPY)]
    head = deployment.s3.head_object(Bucket=BUCKET, Key="agents.csv")
    assert head["ContentType"] == "text/csv; charset=utf-8"
    assert head["Metadata"] == {"owner": "ada", "allow-removals": "yes", MARK: record["import_id"]}
    assert record["redaction"] == "done"
    stored = {user: word for secret in deployment.passwords().values() for user, word in secret.items()}
    assert stored == {"ada": "Analytical1", "bob": "Difference2"}


def test_with_saml_passwords_go_too_and_none_is_stored(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", BODY)

    deployment.run_ingest(event, dataclasses.replace(POLICY, saml=True))

    assert list(versions(deployment).values()) == [COPY]
    assert deployment.passwords() == {}
    assert set(deployment.agents()) == {"ada", "bob"}
    assert not [agent for agent in deployment.agents().values() if "password_secret" in agent]


def test_the_copys_own_event_is_passed_by(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", BODY)
    deployment.run_ingest(event)
    before = deployment.items("files"), deployment.agents(), versions(deployment)
    [copy] = before[2]

    done = deployment.run_ingest(event_of(deployment, copy))

    assert done["kind"] == "copy without passwords"
    assert (deployment.items("files"), deployment.agents(), versions(deployment)) == before


@pytest.mark.parametrize("key", ["agents.csv", "elsewhere.csv"])
def test_a_copy_that_somebody_puts_back_is_an_upload_like_any_other(deployment: Deployment, key: str) -> None:
    deployment.run_ingest(deployment.upload("agents.csv", BODY))
    [copy] = versions(deployment)
    put(deployment, b"something else")
    source = {"Bucket": BUCKET, "Key": "agents.csv", "VersionId": copy}
    restored = deployment.s3.copy_object(Bucket=BUCKET, Key=key, CopySource=source)["VersionId"]
    assert MARK in deployment.s3.head_object(Bucket=BUCKET, Key=key)["Metadata"]
    event = event_of(deployment, restored)

    done = deployment.run_ingest(UploadEvent(BUCKET, key, restored, event.sequencer))

    assert done["ingested"] == "whole"


def test_somebody_elses_mark_hides_nothing(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", BODY, metadata={MARK: "0" * 32})

    assert deployment.run_ingest(event)["ingested"] == "whole"
    assert list(versions(deployment).values()) == [COPY]


@pytest.mark.parametrize("body", [COPY, f"{HEADER}ada,Ada,Lovelace, ,\n".encode()], ids=["empty", "blank"])
def test_a_file_whose_passwords_are_empty_stays_as_it_is(deployment: Deployment, body: bytes) -> None:
    event = deployment.upload("agents.csv", body)

    deployment.run_ingest(event)

    assert versions(deployment) == {event.version_id: body}
    assert "redaction" not in deployment.record(event)


def test_a_file_without_a_column_of_passwords_stays_as_it_is(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", b"user login,first name,last name\nada,Ada,Lovelace\n")

    deployment.run_ingest(event)

    assert list(versions(deployment)) == [event.version_id]
    assert "redaction" not in deployment.record(event)


@pytest.mark.parametrize(
    ("body", "copy"),
    [
        (CREDENTIALS, b"account,password\nada,\n"),
        (b"first name,last name,password,tags,tags,acw seconds\nA,B,Analytical1,,,\n", None),
        (b"password,first name,last name,acw seconds\nAnalytical1,A,B,\n", None),
    ],
    ids=["no directory", "column named twice", "no login"],
)
def test_a_rejected_file_is_redacted_too(deployment: Deployment, body: bytes, copy: bytes | None) -> None:
    event = deployment.upload("agents.csv", body)

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert record["reason"]
    assert record["redaction"] == "done"
    assert list(versions(deployment).values()) == [copy or body.replace(b"Analytical1", b"")]
    assert "Analytical1" not in repr(deployment.items("files"))


@pytest.mark.parametrize("part_bytes", [5 * 1024 * 1024])
def test_a_large_copy_is_sent_in_parts(deployment: Deployment, part_bytes: int) -> None:
    rows = "".join(f"agent{n},First,Last,Secret{n:06d},{'x' * 400}\n" for n in range(26_000))
    event = ended(deployment, (HEADER + rows).encode(), {"owner": "ada"})

    assert deployment.redaction(part_bytes=part_bytes).finish(event.key, event.sequencer)

    [copy] = versions(deployment).values()
    assert len(copy) > 2 * part_bytes
    assert copy.decode() == HEADER + "".join(f"agent{n},First,Last,,{'x' * 400}\n" for n in range(26_000))
    head = deployment.s3.head_object(Bucket=BUCKET, Key="agents.csv")
    assert head["ETag"].endswith('-3"')
    assert (head["ContentType"], head["Metadata"]["owner"]) == ("text/csv", "ada")
    assert "Uploads" not in deployment.s3.list_multipart_uploads(Bucket=BUCKET)


def ended(deployment: Deployment, body: bytes, metadata: dict[str, str] | None = None) -> UploadEvent:
    """Upload a file and put the record that its import has left, its redaction being all that lacks."""
    event = deployment.upload("agents.csv", body, metadata=metadata)
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


def test_a_deleted_object_is_not_put_back(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    deployment.s3.delete_object(Bucket=BUCKET, Key="agents.csv")

    deployment.redaction().finish(event.key, event.sequencer)

    assert versions(deployment) == {}
    assert deployment.record(event)["redaction"] == "done"


def test_a_version_that_is_gone_needs_nothing_more(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    deployment.s3.delete_object(Bucket=BUCKET, Key="agents.csv", VersionId=event.version_id)

    assert deployment.run_ingest(event)["kind"] == "gone"

    assert deployment.record(event)["redaction"] == "done"
    assert versions(deployment) == {}


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


@pytest.mark.parametrize("at", [None, "PutObject", "DeleteObject"])
def test_a_copy_that_ends_early_is_told_of_in_the_notice(deployment: Deployment, at: str | None) -> None:
    cut_off = gzip.compress(BODY * 40_000)[:-2_000]
    event = ended(deployment, cut_off)

    def die(**_: Any) -> None:
        deployment.s3.meta.events.unregister(f"after-call.s3.{at}", die)
        raise RuntimeError("the function died here")

    if at:
        deployment.s3.meta.events.register(f"after-call.s3.{at}", die)
        with pytest.raises(RuntimeError):
            deployment.redaction().finish(event.key, event.sequencer)
    deployment.redaction().finish(event.key, event.sequencer)

    [copy] = versions(deployment).values()
    lines = gzip.decompress(copy).decode().splitlines()
    record = deployment.record(event)
    assert "Analytical1" not in gzip.decompress(copy).decode()
    assert len(lines) > 1_000
    assert record["notice"].count(f"before line {len(lines) + 1},") == 1
    assert record["redaction"] == "done"


@pytest.mark.parametrize("status", ["FINISHED", "REJECTED", "PROVISIONING"])
def test_an_import_that_was_reported_is_reported_again_with_the_notice(deployment: Deployment, status: str) -> None:
    """A report that nobody makes shows it to nobody."""
    event = ended(deployment, BODY + b'"' + b"x" * 1_200_000)
    over: dict[str, Any] = {"status": status}
    if status != "PROVISIONING":
        over |= {"unfinished": None, "finished_at": "2026-11-22T12:00:00.000Z"}
    deployment.stores.files.apply(deployment.stores.files.update(event.key, event.sequencer).set(over))

    deployment.redaction().finish(event.key, event.sequencer)

    record = deployment.record(event)
    assert record["notice"].startswith("The copy without passwords")
    assert (record["status"], record["unfinished"], "finished_at" in record) == ("PROVISIONING", "yes", False)


def test_a_copy_that_is_whole_makes_no_second_report(deployment: Deployment) -> None:
    event = ended(deployment, BODY)
    over = {"status": "FINISHED", "unfinished": None}
    deployment.stores.files.apply(deployment.stores.files.update(event.key, event.sequencer).set(over))

    deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["status"] == "FINISHED"


def test_the_notice_of_the_import_stays_beside_it(deployment: Deployment) -> None:
    event = ended(deployment, BODY + b'"' + b"x" * 1_200_000)
    deployment.stores.files.apply(
        deployment.stores.files.update(event.key, event.sequencer).set({"notice": "Nobody was removed."})
    )

    deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["notice"].startswith("Nobody was removed. The copy without passwords")


def test_metadata_that_leaves_no_room_for_the_mark_goes(deployment: Deployment) -> None:
    event = ended(deployment, BODY, {"note": "x" * 2_000})

    deployment.redaction().finish(event.key, event.sequencer)

    head = deployment.s3.head_object(Bucket=BUCKET, Key="agents.csv")
    assert head["Metadata"] == {MARK: "1" * 32}


def test_a_refusal_of_amazon_s3_is_raised_and_the_redaction_stays_pending(deployment: Deployment) -> None:
    event = ended(deployment, BODY)

    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": ""}}, "PutObject")

    deployment.s3.meta.events.register("before-call.s3.PutObject", refuse)

    with pytest.raises(ClientError, match="AccessDenied"):
        deployment.redaction().finish(event.key, event.sequencer)

    assert deployment.record(event)["redaction"] == "pending"
    assert list(versions(deployment)) == [event.version_id]
