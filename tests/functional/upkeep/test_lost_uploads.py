"""Uploads that nobody told ingest of are found, in their place among the others of their key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roster.clock import utc_now
from tests.functional.upkeep.workshop import HOUR, Workshop, directory, never
from upkeep.lost_uploads import SEQUENCER_BEFORE_ALL
from upkeep.upload_versions import UploadVersions


@pytest.fixture
def today(workshop: Workshop) -> Workshop:
    """Two hours from now: moto dates versions by the machine's clock, and a test may take long on a loaded machine."""
    workshop.now = utc_now()
    workshop.later(hours=2)
    return workshop


def ingest_all(workshop: Workshop, *, retention_days: int = 365, handled: Any = ()) -> list[str]:
    keys = workshop.lost_uploads(retention_days).ingest_all(HOUR, set(handled), never)
    workshop.run_ingest()
    return keys


def records(workshop: Workshop, key: str) -> list[dict[str, Any]]:
    found = [item for item in workshop.deployment.items("files") if item["key"] == key and "kind" in item]
    return sorted(found, key=lambda item: str(item["sequencer"]))


def test_an_upload_without_a_record_is_taken_in(today: Workshop) -> None:
    event = today.deployment.upload("Früh + spät.csv", directory("ada"))

    assert ingest_all(today) == ["Früh + spät.csv"]

    [record] = records(today, event.key)
    assert (record["version_id"], record["sequencer"], record["rows"]) == (event.version_id, SEQUENCER_BEFORE_ALL, 1)
    assert ingest_all(today) == []


def test_its_event_may_come_after_all(today: Workshop) -> None:
    event = today.deployment.upload("agents.csv", directory("ada"))
    ingest_all(today)

    today.deployment.run_ingest(event)

    first, second = records(today, "agents.csv")
    assert (first["superseded_by"], second["sequencer"]) == (event.sequencer, event.sequencer)
    assert ingest_all(today) == []


def test_a_newer_version_lies_behind_what_is_known_and_before_what_comes(today: Workshop) -> None:
    deployment = today.deployment
    first = deployment.upload("agents.csv", directory("ada"))
    deployment.run_ingest(first)
    lost = deployment.upload("agents.csv", directory("ada", "bob"))

    assert ingest_all(today) == ["agents.csv"]

    known, found = records(today, "agents.csv")
    assert (found["version_id"], known["superseded_by"]) == (lost.version_id, found["sequencer"])
    assert first.sequencer < found["sequencer"] < lost.sequencer
    last = deployment.upload("agents.csv", directory("ada", "bob", "eve"))
    assert ingest_all(today) == ["agents.csv"]  # lost again
    assert [record["version_id"] for record in records(today, "agents.csv")][-1] == last.version_id


@pytest.mark.parametrize("size", [10, 700_000])
def test_plain_files_are_known_by_their_record(today: Workshop, size: int) -> None:
    event = today.deployment.upload("notes.txt", b"x" * size, content_type="text/plain")
    today.deployment.run_ingest(event)

    assert ingest_all(today) == []

    today.deployment.upload("notes.txt", b"y" * size, content_type="text/plain")
    assert ingest_all(today) == ["notes.txt"]
    assert ingest_all(today) == []


def test_pieces_without_their_record_hide_no_upload(today: Workshop) -> None:
    """Ingest died before it wrote the record, which comes last."""
    event = today.deployment.upload("notes.txt", b"x" * 700_000)
    today.deployment.run_ingest(event)
    key = {"key": {"S": "notes.txt"}, "sequencer": {"S": event.sequencer}}
    today.deployment.dynamodb.delete_item(TableName="rollcall-files", Key=key)

    assert ingest_all(today) == ["notes.txt"]

    [record] = records(today, "notes.txt")
    assert record["chunks"] == 3


def test_a_version_that_is_current_again_is_no_upload(today: Workshop) -> None:
    deployment = today.deployment
    deployment.run_ingest(deployment.upload("agents.csv", directory("ada")))
    newer = deployment.upload("agents.csv", directory("bob"))
    deployment.run_ingest(newer)
    deployment.s3.delete_object(Bucket="rollcall-uploads", Key="agents.csv", VersionId=newer.version_id)

    assert ingest_all(today) == []


def test_a_deleted_object_is_no_upload(today: Workshop) -> None:
    today.deployment.upload("agents.csv", directory("ada"))
    today.deployment.s3.delete_object(Bucket="rollcall-uploads", Key="agents.csv")

    assert ingest_all(today) == []


def test_a_copy_without_passwords_is_no_upload(today: Workshop) -> None:
    body = b"username,first_name,last_name,email,password,routing_profile\nada,A,K,a@example.com,Initial01Word,Basic\n"
    event = today.deployment.upload("agents.csv", body)
    today.deployment.run_ingest(event)
    record = today.deployment.record(event)
    assert (record["redaction"], record["redacted_version"] != event.version_id) == ("done", True)

    assert ingest_all(today) == []


def test_an_event_may_be_on_its_way(workshop: Workshop) -> None:
    workshop.now = utc_now()
    workshop.later(minutes=59)
    workshop.deployment.upload("agents.csv", directory("ada"))

    assert ingest_all(workshop) == []


@pytest.mark.parametrize(("days", "retention_days"), [(15, 365), (2, 3)])
def test_an_upload_whose_record_may_have_expired_is_left_alone(
    workshop: Workshop, days: int, retention_days: int
) -> None:
    workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.now = utc_now()
    workshop.later(days=days)

    assert ingest_all(workshop, retention_days=retention_days) == []


def test_an_upload_that_was_handed_on_already_is_left_alone(today: Workshop) -> None:
    event = today.deployment.upload("agents.csv", directory("ada"))

    assert ingest_all(today, handled=[(event.key, event.version_id)]) == []


def test_more_objects_than_a_page_holds(today: Workshop) -> None:
    for number in range(1_005):
        today.deployment.s3.put_object(Bucket="rollcall-uploads", Key=f"{number}.txt", Body=b"x")

    assert len(today.lost_uploads().ingest_all(HOUR, set(), never)) == 1_005


def test_the_rest_waits_when_the_time_is_up(today: Workshop) -> None:
    for number in range(3):
        today.deployment.upload(f"{number}.txt", b"x")
    answers = iter([False, False, True])

    assert today.lost_uploads().ingest_all(HOUR, set(), lambda: next(answers)) == ["0.txt", "1.txt"]


def test_uploads_in_parts_that_nobody_ended_are_counted(today: Workshop) -> None:
    s3 = today.deployment.s3
    for key in ("agents.csv", "a\nb.csv"):
        s3.create_multipart_upload(Bucket="rollcall-uploads", Key=key)

    assert today.lost_uploads(365).count_unended(HOUR) == 2  # moto dates all of them long ago


def test_uploads_in_parts_that_may_go_on_are_not_counted(today: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    ages = [timedelta(minutes=1), timedelta(minutes=59), timedelta(minutes=61), timedelta(hours=23)]
    monkeypatch.setattr(UploadVersions, "unended", lambda _versions: [today.now - age for age in ages])

    assert today.lost_uploads(365).count_unended(HOUR) == 2
