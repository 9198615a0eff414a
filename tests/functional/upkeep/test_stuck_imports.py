"""Imports without progress are taken up, and those that are only slow are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ingest.upload_bucket import UploadEvent
from roster.clock import timestamp
from tests.functional.upkeep.workshop import HOUR, FakeLambda, Workshop, come_again, directory, never, time_out
from upkeep.pending_agents import MAX_REQUEUES
from upkeep.stuck_imports import MAX_RESUMPTIONS, StuckImports, StuckImportsResult
from upkeep.upload_records import UploadRecords


def resume_all(workshop: Workshop, idle_seconds: int = HOUR) -> StuckImportsResult:
    return workshop.imports.resume_all(idle_seconds, set(), never)


def waiting(workshop: Workshop, *names: str, key: str = "agents.csv") -> UploadEvent:
    """An import whose agents wait for provision."""
    event = workshop.deployment.upload(key, directory(*names))
    workshop.deployment.run_ingest(event)
    return event


def counts(workshop: Workshop, event: UploadEvent) -> dict[str, int]:
    record = workshop.deployment.record(event)
    names = ("rows", "pending", "created", "failed", "superseded")
    return {name: record[name] for name in names if record.get(name)}


def test_an_import_that_is_not_ingested_goes_on(workshop: Workshop) -> None:
    event = workshop.deployment.upload("Früh + spät.csv", directory("ada", "bob"))
    record = workshop.begin(event)
    workshop.later(hours=1)

    found = resume_all(workshop)
    workshop.run_ingest()

    assert (found.unfinished, found.stalled, found.resumed) == (1, 1, [record["import_id"]])
    assert counts(workshop, event) == {"rows": 2, "pending": 2}
    assert workshop.deployment.record(event)["status"] == "PROVISIONING"


def test_one_with_progress_is_left_alone(workshop: Workshop) -> None:
    workshop.begin(workshop.deployment.upload("agents.csv", directory("ada")))
    workshop.later(minutes=59)

    found = resume_all(workshop)

    assert (found.unfinished, found.stalled, found.resumed) == (1, 0, [])
    assert workshop.functions.events == []


def test_progress_that_the_index_does_not_show_yet_counts(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    begun = workshop.begin(event)
    late = {name: begun[name] for name in ("key", "sequencer", "progress_at")}
    workshop.later(hours=1)
    workshop.change_record(event, progress_at=timestamp(workshop.now))

    class LateIndex(UploadRecords):
        def unfinished(self) -> Iterator[dict[str, str]]:
            yield late

    parts = (workshop.deployment.stores.files, workshop.pending, workshop.versions, workshop.ingest, workshop.clock)
    late_index = LateIndex(workshop.deployment.dynamodb, "rollcall-files")
    imports = StuckImports(late_index, *parts, workshop.unreadable)

    assert imports.resume_all(HOUR, set(), never) == StuckImportsResult(unfinished=1)
    assert workshop.functions.events == []


def test_of_two_runs_at_once_one_takes_it_up(workshop: Workshop) -> None:
    workshop.begin(workshop.deployment.upload("agents.csv", directory("ada")))
    workshop.later(hours=1)

    first, second = resume_all(workshop), resume_all(workshop)

    assert (len(first.resumed), len(second.resumed)) == (1, 0)
    assert second.stalled == 1
    assert len(workshop.functions.events) == 1


def test_an_event_that_was_replayed_from_the_queue_is_not_sent_twice(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.begin(event)
    workshop.later(hours=1)

    workshop.imports.resume_all(HOUR, {(event.key, event.version_id)}, never)

    assert workshop.functions.events == []


def test_an_upload_that_was_deleted_unread_ends_its_import(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.begin(event)
    workshop.deployment.upload("agents.csv.bak", b"a key that begins alike")
    workshop.deployment.s3.delete_object(Bucket=event.bucket, Key=event.key, VersionId=event.version_id)
    workshop.later(hours=1)

    resume_all(workshop)

    record = workshop.deployment.record(event)
    assert (record["status"], record["pending"]) == ("PROVISIONING", 0)  # which wakes report
    assert "deleted before the file was read whole" in record["reason"]
    assert workshop.functions.events == []


def test_what_took_effect_before_the_upload_was_deleted_is_kept(workshop: Workshop) -> None:
    event = waiting(workshop, "ada", "bob")
    workshop.change_record(event, status="INGESTING", position=4)
    workshop.deployment.s3.delete_object(Bucket=event.bucket, Key=event.key, VersionId=event.version_id)
    workshop.later(hours=1)

    resume_all(workshop)

    record = workshop.deployment.record(event)
    assert (record["status"], record["pending"]) == ("PROVISIONING", 2)
    assert record["notice"].startswith("Nothing from line 4 on took effect.")
    assert "reason" not in record


def test_a_file_that_no_run_gets_through_ends_its_import(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.begin(event)

    for _ in range(MAX_RESUMPTIONS):
        workshop.later(hours=1)
        resume_all(workshop)
    assert len(workshop.functions.events) == MAX_RESUMPTIONS
    assert workshop.deployment.record(event)["status"] == "INGESTING"
    workshop.later(hours=1)
    resume_all(workshop)

    record = workshop.deployment.record(event)
    assert record["status"] == "PROVISIONING"
    assert "5 runs in a row made no progress" in record["reason"]
    assert len(workshop.functions.events) == MAX_RESUMPTIONS


def test_progress_starts_the_count_of_runs_anew(workshop: Workshop) -> None:
    event = workshop.deployment.upload("agents.csv", directory("ada"))
    workshop.begin(event)

    for _ in range(MAX_RESUMPTIONS + 2):
        workshop.later(hours=2)
        resume_all(workshop)
        workshop.later(minutes=1)
        workshop.change_record(event, progress_at=timestamp(workshop.now))

    assert workshop.deployment.record(event)["status"] == "INGESTING"


def test_agents_that_wait_are_requeued(workshop: Workshop) -> None:
    event = waiting(workshop, "ada", "bob")
    workshop.provision(event, "bob")
    waiting(workshop, "eve", key="others.csv")
    workshop.later(minutes=30)
    workshop.change_record(workshop_event(workshop, "others.csv"), progress_at=timestamp(workshop.now))
    before = workshop.deployment.agents()
    workshop.later(minutes=30)

    found = resume_all(workshop)

    now = workshop.deployment.agents()
    assert (found.stalled, found.requeued) == (1, 1)
    assert now["ada"] == before["ada"] | {"requeued_at": timestamp(workshop.now), "requeued": 1}
    assert (now["ada"]["status"], now["bob"], now["eve"]) == ("PENDING", before["bob"], before["eve"])
    assert counts(workshop, event) == {"rows": 2, "pending": 1, "created": 1}


def workshop_event(workshop: Workshop, key: str) -> UploadEvent:
    [record] = [item for item in workshop.deployment.items("files") if item["key"] == key]
    return UploadEvent(record["bucket"], key, record["version_id"], record["sequencer"])


def test_an_import_that_a_newer_upload_ended_is_requeued_too(workshop: Workshop) -> None:
    event = waiting(workshop, "ada")
    workshop.change_record(event, superseded_by="9")
    workshop.later(hours=1)

    assert resume_all(workshop).requeued == 1


def test_a_lost_report_is_woken(workshop: Workshop) -> None:
    event = waiting(workshop, "ada")
    workshop.provision(event, "ada")
    before = workshop.deployment.record(event)
    workshop.later(hours=1)

    resume_all(workshop)

    now = workshop.deployment.record(event)
    assert now == before | {"resumed_at": timestamp(workshop.now), "resumed": 1}
    assert (now["status"], now["pending"], now["kind"]) == ("PROVISIONING", 0, "agent_directory")


def test_agents_that_are_gone_are_not_waited_for(workshop: Workshop) -> None:
    event = waiting(workshop, "ada", "bob", "eve")
    workshop.provision(event, "ada")
    dynamodb = workshop.deployment.dynamodb
    dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": "bob"}})
    dynamodb.put_item(TableName="rollcall-agents", Item={"username": {"S": "eve"}, "state": {"S": "present"}})
    workshop.later(hours=1)

    resume_all(workshop)

    record = workshop.deployment.record(event)
    assert counts(workshop, event) == {"rows": 3, "created": 1, "superseded": 2}
    assert record["notice"].startswith("2 rows were not provisioned, because somebody deleted or overwrote")


def test_an_index_that_may_lag_behind_counts_nobody_out(workshop: Workshop) -> None:
    event = waiting(workshop, "ada", "bob")
    workshop.deployment.dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": "bob"}})
    workshop.later(minutes=10)

    resume_all(workshop, idle_seconds=60)

    assert counts(workshop, event) == {"rows": 2, "pending": 2}


def test_a_run_without_time_counts_nobody_out(workshop: Workshop) -> None:
    event = waiting(workshop, "ada", "bob")
    workshop.later(hours=1)
    answers = iter([False, True, True])

    workshop.imports.resume_all(HOUR, set(), lambda: next(answers))

    assert counts(workshop, event) == {"rows": 2, "pending": 2}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (come_again, "met an error that it takes for a passing one"),
        (lambda username: {"errorType": "Runtime.ExitError"}, "broke off (Runtime.ExitError)"),
        (time_out, "was not done with it after 120 seconds"),
    ],
    ids=["an error", "a crash", "a function that hangs"],
)
def test_an_agent_that_no_try_helps_ends_failed(workshop: Workshop, answer: Any, words: str) -> None:
    event = waiting(workshop, "ada", "bob")
    workshop.provision(event, "bob")
    workshop.functions = FakeLambda(answer=answer)

    for _ in range(MAX_REQUEUES):
        workshop.later(hours=1)
        assert resume_all(workshop).requeued == 1
    assert workshop.functions.tried == []
    workshop.later(hours=1)
    found = resume_all(workshop)

    agent = workshop.deployment.agents()["ada"]
    assert (found.requeued, found.failed, workshop.functions.tried) == (0, 1, ["ada"])
    assert (agent["status"], agent["attempts"], agent.keys() & {"requeued", "requeued_at"}) == ("FAILED", 1, set())
    assert words in agent["status_reason"]
    assert "awaited_by" not in agent
    assert counts(workshop, event) == {"rows": 2, "created": 1, "failed": 1}
    [outcome] = workshop.deployment.outcomes.of_import(workshop.deployment.record(event)["import_id"])
    assert (outcome["username"], outcome["outcome"], outcome["line"]) == ("ada", "failed", agent["source"]["line"])
    assert outcome["reason"] == agent["status_reason"]


def test_one_that_only_stood_in_line_is_provisioned_by_its_last_try(workshop: Workshop) -> None:
    event = waiting(workshop, "ada")
    workshop.change_agent("ada", requeued=MAX_REQUEUES)
    workshop.later(hours=1)

    def succeed(username: str) -> Any:
        workshop.provision(event, username)
        return {"batchItemFailures": []}

    workshop.functions = FakeLambda(answer=succeed)
    found = resume_all(workshop)

    assert (found.requeued, found.failed) == (0, 0)
    assert counts(workshop, event) == {"rows": 1, "created": 1}


def test_one_that_changed_during_its_last_try_goes_on(workshop: Workshop) -> None:
    event = waiting(workshop, "ada")
    workshop.change_agent("ada", requeued=MAX_REQUEUES)
    workshop.later(hours=1)

    def change(username: str) -> Any:
        workshop.change_agent(username, revision=7, requeued=0)
        return come_again(username)

    workshop.functions = FakeLambda(answer=change)
    found = resume_all(workshop)

    assert found.failed == 0
    assert workshop.deployment.agents()["ada"]["status"] == "PENDING"
    assert counts(workshop, event) == {"rows": 1, "pending": 1}


def test_how_long_the_oldest_waits(workshop: Workshop) -> None:
    assert workshop.oldest_pending.since(never) is None
    event = waiting(workshop, "ada", "bob")
    since = workshop.now
    workshop.later(minutes=5)
    workshop.change_agent("bob", updated_at=timestamp(workshop.now))

    assert workshop.oldest_pending.since(never) == since
    workshop.provision(event, "ada")
    assert workshop.oldest_pending.since(never) == workshop.now
