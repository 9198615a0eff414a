"""What failed and what waits is shown, and nothing of it is changed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from rollcall_cli.errors import CliError
from rollcall_cli.redrive_outcome import RedriveOutcome
from rollcall_cli.waiting_uploads import WaitingUploads
from rollcall_cli.watch import Watch
from roster.clock import utc_now
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.upkeep.workshop import envelope, position, s3_event
from upkeep.failure_messages import REPLAYS

HEADER = "username,first_name,last_name,email\n"
BODY = (HEADER + "ada,Ada,King,ada@example.com\n").encode()


class Queue:
    def __init__(self) -> None:
        self.client = boto3.client("sqs", region_name="eu-central-1")
        self.url = self.client.create_queue(QueueName="rollcall-failures")["QueueUrl"]

    def send(self, document: Any) -> None:
        body = document if isinstance(document, str) else json.dumps(document)
        self.client.send_message(QueueUrl=self.url, MessageBody=body)

    def visible(self) -> int:
        answer = self.client.get_queue_attributes(QueueUrl=self.url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])


@pytest.fixture
def queue(centre: Centre, rollcall: CommandLine) -> Queue:
    del centre
    made = Queue()
    outputs = json.loads(rollcall.stack_file.read_text("utf-8"))
    names = outputs["function_names"] | {"report": "rollcall-report"}
    more = {"failure_queue_url": made.url, "function_names": names}
    rollcall.stack_file.write_text(json.dumps(outputs | more), "utf-8")
    return made


def test_nothing_waits(queue: Queue, rollcall: CommandLine) -> None:
    result = rollcall.run("failures")

    assert result.exit_code == 0
    assert "Nothing waits in the failure queue, and every upload was taken in" in result.err
    assert rollcall.run("failures", "--json").json["messages"] == []


def test_each_message_says_what_it_is_about_and_what_to_do(centre: Centre, queue: Queue, rollcall: CommandLine) -> None:
    event = centre.deployment.upload("Früh + spät.csv", BODY)
    failed = envelope(s3_event(event) | {REPLAYS: 5})
    queue.send(failed | {"responsePayload": {"errorType": "RetryableError", "errorMessage": "DynamoDB refused"}})
    centre.ingest("other.csv", "ben,Ben,King,ben@example.com", header=HEADER)
    queue.send(position("rollcall-agents", utc_now()))
    queue.send(position("rollcall-files", utc_now()))
    queue.send({"requestPayload": {"Records": [{"s3": {"object": {"key": None}}}]}})
    queue.send("no JSON")

    result = rollcall.run("failures", "--json")

    by_kind: dict[str, list[Any]] = {}
    for message in result.json["messages"]:
        by_kind.setdefault(message["kind"], []).append(message)
    [upload], [agents], [reports] = by_kind["upload"], by_kind["agents"], by_kind["reports"]
    assert result.exit_code == 1
    assert (upload["about"], upload["replays"], upload["error"]) == (["Früh + spät.csv"], 5, "DynamoDB refused")
    assert upload["advice"] == "mend the cause, then rollcall redrive"
    assert (agents["about"], agents["error"]) == (["ben"], "RecordAgeExceeded")
    assert "log of provision" in agents["advice"]
    assert (reports["about"], len(by_kind["unknown"])) == ([], 2)
    assert result.json["waiting_uploads"] == []  # it stands in the queue
    assert queue.visible() == 5


def test_a_table_tells_the_same_and_leaves_the_messages_where_they_are(
    centre: Centre, queue: Queue, rollcall: CommandLine
) -> None:
    for number in range(12):
        queue.send(envelope(s3_event(centre.deployment.upload(f"{number:02}.csv", BODY))))

    for _ in range(2):
        result = rollcall.run("failures")
        assert result.exit_code == 1
        assert sorted(line[2] for line in result.lines[1:]) == [f"{number:02}.csv" for number in range(12)]
        assert queue.visible() == 12


def test_an_upload_that_is_in_no_queue_is_shown_too(centre: Centre, queue: Queue, rollcall: CommandLine) -> None:
    del queue
    centre.deployment.upload("lost.csv", BODY)
    centre.ingest("here.csv", "ben,Ben,King,ben@example.com", header=HEADER)

    result = rollcall.run("failures", "--json")

    [waiting] = result.json["waiting_uploads"]
    assert (waiting["key"], waiting["status"], result.exit_code) == ("lost.csv", "WAITING", 0)


def test_status_shows_an_upload_that_is_not_taken_in_yet(centre: Centre, rollcall: CommandLine) -> None:
    event = centre.deployment.upload("agents.csv", BODY)
    centre.deployment.run_ingest(centre.deployment.upload("letter.txt", b"Dear all"), centre.policy)

    listed, shown = rollcall.run("status"), rollcall.run("status", "agents.csv", "--json")

    assert [(line[1], line[3]) for line in listed.lines[1:]] == [("agents.csv", "WAITING")]
    assert listed.lines[1][4].startswith("waiting for ingest since 20")
    assert (shown.json["status"], shown.json["version_id"], shown.exit_code) == ("WAITING", event.version_id, 0)
    assert shown.json["last_import"] is None
    centre.deployment.run_ingest(event, centre.policy)
    assert rollcall.run("status", "agents.csv", "--json").json["status"] == "PROVISIONING"
    assert [entry["status"] for entry in rollcall.run("status", "--json").json] == ["PROVISIONING"]


def test_a_newer_version_that_waits_stands_before_the_import_of_the_last(centre: Centre, rollcall: CommandLine) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,King,ada@example.com", header=HEADER)
    newer = centre.deployment.upload("agents.csv", BODY)

    shown = rollcall.run("status", "agents.csv")
    by_id = rollcall.run("status", record["import_id"][:8], "--json")

    assert dict(line[:2] for line in shown.lines)["status"] == "WAITING"
    assert record["import_id"][:8] in dict(line[:2] for line in shown.lines)["last import"]
    assert by_id.json["import_id"] == record["import_id"]
    assert rollcall.run("status", "agents.csv", "--json").json["version_id"] == newer.version_id


@pytest.mark.parametrize("name", ["version_id", "redacted_version"])
def test_a_version_that_a_record_names_does_not_wait(centre: Centre, rollcall: CommandLine, name: str) -> None:
    event = centre.deployment.upload("agents.csv", BODY)
    centre.deployment.run_ingest(event, centre.policy)
    files = centre.deployment.stores.files
    other = "redacted_version" if name == "version_id" else "version_id"
    files.apply(files.update(event.key, event.sequencer).set({other: "x", name: event.version_id}))

    assert [entry["status"] for entry in rollcall.run("status", "--json").json] == ["PROVISIONING"]


def test_nor_does_a_copy_that_is_just_being_put(centre: Centre, rollcall: CommandLine) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,King,ada@example.com", header=HEADER)
    files = centre.deployment.stores.files
    files.apply(files.update("agents.csv", record["sequencer"]).set({"redaction": "pending"}))
    centre.deployment.upload("agents.csv", BODY)

    assert rollcall.run("status", "agents.csv", "--json").json["import_id"] == record["import_id"]


def test_deleted_and_longer_keys_do_not_wait(centre: Centre, rollcall: CommandLine) -> None:
    centre.deployment.upload("agents.csv.bak", BODY)
    centre.deployment.upload("agents.csv", BODY)
    centre.deployment.s3.delete_object(Bucket="rollcall-uploads", Key="agents.csv")

    assert rollcall.run("status", "agents.csv").exit_code == 3
    assert [entry["key"] for entry in rollcall.run("status", "--json").json] == ["agents.csv.bak"]


def test_whoever_may_not_list_versions_sees_imports_and_what_is_missing(
    centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: WaitingUploads, most: int, **_: Any) -> Any:
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "No"}}, "ListObjectVersions")

    monkeypatch.setattr(WaitingUploads, "_current", refuse)
    centre.ingest("agents.csv", "ada,Ada,King,ada@example.com", header=HEADER)

    result = rollcall.run("status")

    assert (result.exit_code, len(result.lines)) == (0, 2)
    assert "s3:ListBucketVersions" in result.err
    assert rollcall.run("status", "agents.csv").exit_code == 0


def test_watching_says_after_30_seconds_where_to_look(
    centre: Centre, rollcall: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    event = centre.deployment.upload("agents.csv", BODY)
    now = [0.0]
    said: list[tuple[float, bool]] = []

    def sleep(seconds: float) -> None:
        now[0] += seconds
        said.append((now[0], "rollcall failures" in capsys.readouterr().err))

    watch = Watch(rollcall.deployment(), clock=lambda: now[0], sleep=sleep)

    with pytest.raises(CliError, match="nobody has taken it in"):
        watch.upload("agents.csv", event.version_id, lambda done, total, detail: None)

    assert [at for at, told in said if told] == [32.0]


def test_redrive_says_what_came_of_each_upload(centre: Centre, rollcall: CommandLine) -> None:
    taken, waits = (centre.deployment.upload(f"{name}.csv", BODY) for name in ("taken", "waits"))
    plain, gone = (centre.deployment.upload(name, b"text") for name in ("letter.txt", "gone.txt"))
    for event in (taken, plain):
        centre.deployment.run_ingest(event, centre.policy)
    centre.deployment.s3.delete_object(Bucket="rollcall-uploads", Key="gone.txt", VersionId=gone.version_id)
    sent = [{"key": event.key, "version_id": event.version_id} for event in (taken, waits, plain, gone)]
    done = {"failure_queue": {"uploads": sent}, "lost_uploads": ["taken.csv"], "imports": {"resumed": []}}
    slept: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    came = RedriveOutcome(rollcall.deployment(), clock=lambda: now[0], sleep=sleep).of(done, 5)

    found = {one.key: one for one in came}
    record = centre.deployment.record(taken)
    assert len(slept) == 5
    assert found["taken.csv"].import_id == record["import_id"]
    assert found["taken.csv"].what.endswith("goes on: 1 row, 1 pending")
    assert (found["waits.csv"].is_done, "not taken in yet" in found["waits.csv"].what) == (False, True)
    assert found["letter.txt"].what == "taken in as a plain file"
    assert "nothing to take in any more" in found["gone.txt"].what


def test_redrive_says_what_came_of_imports_that_got_stuck(centre: Centre, rollcall: CommandLine) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,King,ada@example.com", header=HEADER)
    done = {"failure_queue": {}, "lost_uploads": [], "imports": {"resumed": [record["import_id"]]}}

    [came] = RedriveOutcome(rollcall.deployment()).of(done, 0)

    assert (came.key, came.import_id, came.is_done) == ("agents.csv", record["import_id"], True)


def test_old_uploads_without_a_record_are_not_waited_for(
    centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rollcall_cli.waiting_uploads._MAX_AGE", timedelta(0))
    centre.deployment.upload("agents.csv", BODY)

    assert rollcall.run("status", "--json").json == []


def test_a_bucket_with_more_than_is_looked_at_says_so(
    centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rollcall_cli.waiting_uploads._PAGE", 1)
    for number in range(4):
        centre.deployment.upload(f"{number}.csv", BODY)

    result = rollcall.run("status")

    assert sorted(line[1] for line in result.lines[1:]) == ["0.csv", "1.csv"]
    assert "More uploads may wait for ingest: not all uploads were looked at" in result.err
    assert rollcall.run("status", "3.csv", "--json").json["status"] == "WAITING"
