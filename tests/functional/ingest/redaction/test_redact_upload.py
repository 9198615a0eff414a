"""Passwords leave the upload bucket once they are stored."""

from __future__ import annotations

import dataclasses

import pytest

from ingest.redaction.upload_copies import MARK
from ingest.upload_bucket import UploadEvent
from tests.deployment_rules import BRITISH
from tests.functional.ingest.redaction.uploads_with_passwords import (
    BODY,
    BUCKET,
    COPY,
    CREDENTIALS,
    HEADER,
    ended,
    event_of,
    put,
    versions,
)
from tests.functional.stores import Deployment


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

    deployment.run_ingest(event, dataclasses.replace(BRITISH, saml=True))

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


def test_lines_in_doubt_are_left_out_and_named(deployment: Deployment) -> None:
    header = b"user login,first name,last name,password\n"
    body = header + b'ada,Ada,Lovelace,Analytical1\nbob,B"ob,Babbage,Difference2\ncy,Cyd,Difference3,\n'
    event = deployment.upload("agents.csv", body)

    deployment.run_ingest(event)

    assert list(versions(deployment).values()) == [header + b"ada,Ada,Lovelace,\n\n\n"]
    assert "has empty lines in place of line 3, 4, because" in deployment.record(event)["notice"]
    assert set(deployment.agents()) == {"ada", "bob"}


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


def test_a_large_copy_of_a_key_with_controls_is_sent_whole(deployment: Deployment) -> None:
    """No XML could tell the key in the answer to one in parts."""
    rows = "".join(f"agent{n},First,Last,Secret{n:06d},{'x' * 400}\n" for n in range(13_000))
    event = ended(deployment, (HEADER + rows).encode(), key="a\x1b[31m\x01b.csv")

    assert deployment.redaction(part_bytes=5 * 1024 * 1024).finish(event.key, event.sequencer)

    assert "Secret" not in deployment.s3.get_object(Bucket=BUCKET, Key=event.key)["Body"].read().decode()
    assert deployment.record(event)["redaction"] == "done"


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


def test_metadata_that_leaves_no_room_for_the_mark_goes(deployment: Deployment) -> None:
    event = ended(deployment, BODY, {"note": "x" * 2_000})

    deployment.redaction().finish(event.key, event.sequencer)

    head = deployment.s3.head_object(Bucket=BUCKET, Key="agents.csv")
    assert head["Metadata"] == {MARK: "1" * 32}
