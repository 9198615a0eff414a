"""Redactions that were interrupted are finished."""

from __future__ import annotations

from tests.functional.upkeep.workshop import HOUR, Workshop, never

BODY = b"username,first_name,last_name,email,password,routing_profile\nada,A,K,a@example.com,Initial01Word,Basic\n"


def test_one_is_finished_once_its_import_is_ingested(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", BODY)
    record = workshop.begin(event, has_passwords=True)
    workshop.later(hours=1)
    assert workshop.redactions.finish_all(HOUR, set(), never) == []  # the version is still needed
    workshop.change_record(event, status="PROVISIONING")

    assert workshop.redactions.finish_all(HOUR, set(), never) == [record["import_id"]]
    workshop.run_ingest()

    assert workshop.deployment.record(event)["redaction"] == "done"
    versions = workshop.deployment.s3.list_object_versions(Bucket="rollcall-uploads")["Versions"]
    assert event.version_id not in {version["VersionId"] for version in versions}
    assert workshop.redactions.finish_all(HOUR, set(), never) == []


def test_one_that_has_just_begun_is_left_alone(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", BODY)
    workshop.begin(event, has_passwords=True)
    workshop.change_record(event, status="FINISHED")
    workshop.later(minutes=59)

    assert workshop.redactions.finish_all(HOUR, set(), never) == []


def test_one_that_was_handed_on_already_is_left_alone(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", BODY)
    workshop.begin(event, has_passwords=True)
    workshop.change_record(event, status="FINISHED")
    workshop.later(hours=1)

    assert workshop.redactions.finish_all(HOUR, {(event.key, event.version_id)}, never) == []
    assert workshop.redactions.finish_all(HOUR, set(), lambda: True) == []
    assert workshop.functions.events == []
