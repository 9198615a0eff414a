"""What got stuck on the way is taken up without a person, and told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in
from tests.end_to_end.recovery import upkeep, wait_until
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

pytestmark = pytest.mark.needs_local_aws("faults")

HEADER = "username,first_name,last_name,email,password,routing_profile\n"


def directory(*names: str) -> bytes:
    rows = (f"{name},Ada,King,{name}@example.com,Initial01Word,Basic Routing Profile\n" for name in names)
    return (HEADER + "".join(rows)).encode()


class Site:
    """The stack as an operator who looks for trouble uses it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.outputs = stack.outputs()

    def upload(self, key: str, body: bytes) -> str:
        """Upload a file and return its version."""
        answer = self.stack.client("s3").put_object(Bucket=self.outputs["upload_bucket"], Key=key, Body=body)
        return str(answer["VersionId"])

    def failures(self) -> int:
        """Count the messages in the failure queue that anybody can see."""
        answer = self.stack.client("sqs").get_queue_attributes(
            QueueUrl=self.outputs["failure_queue_url"], AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    def drop_failures(self) -> None:
        """Lose what the failure queue holds."""
        self.stack.client("sqs").purge_queue(QueueUrl=self.outputs["failure_queue_url"])

    def agent(self, username: str) -> dict[str, Any]:
        """Read an agent's item; an empty one if there is none."""
        items = self.stack.items(self.outputs["agents_table"])
        return next((item for item in items if item["username"] == username), {})

    @contextmanager
    def giving_up_at_once(self) -> Iterator[None]:
        """Let the agents stream give a record up after its first failure, not after 23 hours."""
        client = self.stack.client("lambda")
        name = self.outputs["function_names"]["provision"]
        mappings = client.list_event_source_mappings(FunctionName=name)["EventSourceMappings"]
        [mapping] = [found for found in mappings if ":dynamodb:" in found["EventSourceArn"]]
        client.update_event_source_mapping(UUID=mapping["UUID"], MaximumRetryAttempts=0)
        try:
            yield
        finally:
            client.update_event_source_mapping(UUID=mapping["UUID"], MaximumRetryAttempts=-1)


@pytest.fixture
def site(stack: Stack, controls: Controls) -> Iterator[Site]:
    stack.settle()
    yield Site(stack)
    controls.clear_faults()


def test_stream_records_that_were_given_up_are_made_good(site: Site, controls: Controls) -> None:
    with site.giving_up_at_once():
        controls.fail_next("connect", "CreateUser", "AccessDeniedException", status=403, times=1000)
        # So that they can't leave the stream.
        controls.fail_next("sqs", "SendMessage", "AccessDenied", status=403, times=1000)
        site.upload("lost-records.csv", directory("lost.one", "lost.two"))
        wait_until(lambda: site.agent("lost.two") and site.failures(), "giving the records up")
        site.stack.settle()
        controls.clear_faults()
    assert site.agent("lost.two")["status"] == "PENDING"

    done = upkeep(site.stack)

    assert done["failure_queue"]["positions"] >= 1
    record = site.stack.finished_import("lost-records.csv")
    assert (record["status"], record["created"], record["pending"]) == ("FINISHED", 2, 0)
    assert {"lost.one", "lost.two"} <= site.stack.users().keys()
    assert site.failures() == 0


def test_a_poison_item_ends_failed_and_is_told(site: Site, controls: Controls) -> None:
    controls.fail_next("connect", "CreateUser", "AccessDeniedException", status=403, times=100_000)
    controls.fail_next("sqs", "SendMessage", "AccessDenied", status=403, times=100_000)
    site.upload("poison.csv", directory("poison.agent"))
    wait_until(lambda: site.agent("poison.agent"), "ingesting")

    runs = [upkeep(site.stack, idle_seconds=0)["imports"] for _ in range(6)]

    assert [(run["requeued"], run["failed"]) for run in runs] == [(1, 0)] * 5 + [(0, 1)]
    record = site.stack.finished_import("poison.csv")
    assert (record["status"], record["failed"], record["pending"]) == ("FINISHED", 1, 0)
    [row] = site.stack.report_rows(record, "outcome.csv")
    assert row["outcome"] == "failed"
    assert "woken for it 5 times; when it was tried once more" in row["reason"]
    assert "rollcall retry" in row["reason"]
    assert site.agent("poison.agent")["status"] == "FAILED"
    site.stack.settle()


def test_an_import_whose_run_and_whose_event_are_lost_goes_on(site: Site, controls: Controls) -> None:
    controls.fail_next("dynamodb", "TransactWriteItems", "AccessDeniedException", status=400, times=99)
    site.upload("dead.csv", directory("dead.one", "dead.two"))
    wait_until(site.failures, "giving the event up")
    controls.clear_faults()
    site.drop_failures()
    assert site.stack.records("dead.csv")[-1]["status"] == "INGESTING"

    done = upkeep(site.stack, idle_seconds=0)

    record = site.stack.finished_import("dead.csv")
    assert done["imports"]["resumed"] == [record["import_id"]]
    assert (record["status"], record["created"]) == ("FINISHED", 2)


def test_a_failed_event_is_replayed_on_request(site: Site, controls: Controls, tmp_path: Path) -> None:
    controls.fail_next("dynamodb", "PutItem", "AccessDeniedException", status=400, times=3)
    site.upload("Nächste Schicht+1.csv", directory("replayed.agent"))
    wait_until(site.failures, "giving the event up")
    assert site.stack.records("Nächste Schicht+1.csv") == []

    done = Operator(site.stack, tmp_path, sign_in(site.stack, "operator")).json("redrive")

    assert done["failure_queue"]["replayed"] == 1
    record = site.stack.finished_import("Nächste Schicht+1.csv")
    assert (record["status"], record["created"]) == ("FINISHED", 1)
    assert site.failures() == 0


def test_uploads_survive_a_cause_that_stays_through_several_runs(
    site: Site, controls: Controls, tmp_path: Path
) -> None:
    """Local AWS sends a failed event back at once, so that messages come back while upkeep still works."""
    operator = Operator(site.stack, tmp_path, sign_in(site.stack, "operator"))
    controls.fail_next("dynamodb", "PutItem", "AccessDeniedException", status=400, times=100_000)
    keys = [f"cause-{number}.csv" for number in range(3)]
    for number, key in enumerate(keys):
        site.upload(key, directory(f"cause.agent{number}"))
    wait_until(lambda: site.failures() == 3, "giving the events up")

    for _ in range(3):
        # More replays than a scheduled run makes: only that compares Connect as well, which the cause would hinder.
        assert upkeep(site.stack, max_replays=6)["failure_queue"]["replayed"] == 3
        wait_until(lambda: site.failures() == 3, "failing again")
    waiting = {entry["key"]: entry["status"] for entry in operator.json("status")}
    assert {key: waiting.get(key) for key in keys} == dict.fromkeys(keys, "WAITING")
    shown = operator.json("failures", exit_code=1)
    assert sorted(message["about"] for message in shown["messages"]) == [[key] for key in keys]
    assert {message["replays"] for message in shown["messages"]} == {3}
    assert site.failures() == 3
    controls.clear_faults()

    done = operator.json("redrive")

    assert {came["key"]: came["taken_in"] for came in done["outcomes"]} == dict.fromkeys(keys, True)
    assert [site.stack.finished_import(key)["created"] for key in keys] == [1, 1, 1]
    assert site.failures() == 0


def test_an_upload_whose_event_is_lost_is_found(site: Site, controls: Controls) -> None:
    controls.fail_next("dynamodb", "PutItem", "AccessDeniedException", status=400, times=3)
    version = site.upload("never heard of.csv", directory("unheard.agent"))
    wait_until(site.failures, "giving the event up")
    site.drop_failures()

    done = upkeep(site.stack, idle_seconds=0)

    assert done["lost_uploads"] == ["never heard of.csv"]
    record = site.stack.finished_import("never heard of.csv")
    assert (record["version_id"], record["created"]) == (version, 1)
    site.stack.settle()
    assert upkeep(site.stack, idle_seconds=0)["lost_uploads"] == []


def test_an_interrupted_redaction_is_finished(site: Site, controls: Controls) -> None:
    controls.fail_next("s3", "DeleteObject", "AccessDenied", status=403, times=3)
    version = site.upload("unredacted.csv", directory("unredacted.agent"))
    wait_until(site.failures, "giving the event up")
    site.drop_failures()
    record = site.stack.finished_import("unredacted.csv")
    assert record["redaction"] == "pending"

    done = upkeep(site.stack, idle_seconds=0)

    assert done["redactions"] == [record["import_id"]]
    site.stack.settle()
    assert site.stack.records("unredacted.csv")[-1]["redaction"] == "done"
    listed = site.stack.client("s3").list_object_versions(
        Bucket=site.outputs["upload_bucket"], Prefix="unredacted.csv"
    )["Versions"]
    assert version not in {entry["VersionId"] for entry in listed}
    assert upkeep(site.stack, idle_seconds=0)["lost_uploads"] == []  # the copy without passwords is no upload


def test_the_schedule_may_run_it(site: Site, controls: Controls) -> None:
    events = site.stack.client("events")
    rule = events.describe_rule(Name=site.outputs["function_names"]["upkeep"])
    kept = {name: rule[name] for name in ("Name", "Description", "State")}
    controls.reset_calls()

    events.put_rule(**kept, ScheduleExpression="rate(1 minute)")
    wait_until(lambda: controls.calls().get("sqs", {}).get("ReceiveMessage"), "a run", seconds=180)

    events.put_rule(**kept, ScheduleExpression=rule["ScheduleExpression"])
