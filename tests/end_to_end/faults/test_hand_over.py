"""A directory that takes longer than an invocation of ingest has is taken in whole, whatever breaks on the way.

The functions run from their zips with IAM enforced. Time is short and a block takes long, both by the clock of the
server, so that how many blocks fit into a run does not depend on the machine.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from roster.s3_events import created_event
from tests.end_to_end.directories import counts
from tests.end_to_end.recovery import upkeep, wait_until
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

pytestmark = pytest.mark.needs_local_aws("faults and counts of calls")

TIMEOUT_SECONDS = 6
"""The function's, instead of 15 minutes; a run begins no block when less than a quarter of it is left."""

BLOCK_SECONDS = 0.9
"""What the plan of each block takes to be stored, so that a run does at most six blocks."""

TWO_RUNS, THREE_RUNS = 7, 13
"""Blocks for which it takes at least so many runs."""

BLOCK_ROWS = 500
NEW = 20
"""Agents of each block; its other rows name the first agent of the file again, and are rejected for that."""

HEADER = ("username", "first_name", "last_name", "password", "routing_profile")
HANGS_SECONDS = 60.0
"""Longer than any run of the function."""


def usernames(prefix: str, blocks: int) -> list[str]:
    return [f"{prefix}.{number}" for number in range(blocks * NEW)]


def long_directory(prefix: str, blocks: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in range(blocks * BLOCK_ROWS):
        block, place = divmod(row, BLOCK_ROWS)
        name = f"{prefix}.{block * NEW + place}" if place < NEW else f"{prefix}.0"
        writer.writerow((name, "Ada", f"King {row}", "Initial01Word", "Basic Routing Profile"))
    return text.getvalue().encode()


class Site:
    """The stack while ingest has little time."""

    def __init__(self, stack: Stack, controls: Controls) -> None:
        self.stack = stack
        self.controls = controls
        self.outputs = stack.outputs()
        self.ingest: str = self.outputs["function_names"]["ingest"]
        self._killed_before = 0

    def limit(self, seconds: int) -> None:
        """Give ingest a time, and have an environment ready: on a loaded machine, a new one takes longer than that."""
        client = self.stack.client("lambda")
        client.update_function_configuration(FunctionName=self.ingest, Timeout=seconds)
        client.get_waiter("function_updated_v2").wait(FunctionName=self.ingest, WaiterConfig={"Delay": 1})

        def answers() -> bool:
            return "FunctionError" not in client.invoke(FunctionName=self.ingest, Payload=b'{"Records": []}')

        wait_until(answers, "an answer of ingest")

    def begin(self, prefix: str, blocks: int) -> str:
        """Upload a long directory and return its key."""
        self.controls.fail_next("s3", "PutObject", "", times=10_000, delay_seconds=BLOCK_SECONDS)
        self.controls.reset_calls()
        self._killed_before = self._count_killed()
        key = f"{prefix}.csv"
        self.upload(key, blocks)
        return key

    def upload(self, key: str, blocks: int) -> None:
        """Upload a version of a long directory."""
        body = long_directory(key.removesuffix(".csv"), blocks)
        self.stack.client("s3").put_object(Bucket=self.outputs["upload_bucket"], Key=key, Body=body)

    def invoke_as_last_of_chain(self, key: str) -> None:
        """Invoke ingest for an unfinished import, as the last of a chain that Lambda lets run."""
        record = self.record(key)
        names = ("bucket", "key", "version_id", "sequencer")
        event = created_event(**{name: record[name] for name in names})
        client = self.stack.client("lambda")
        client.meta.events.register("before-call.lambda.Invoke", _as_sixteenth)
        client.invoke(FunctionName=self.ingest, InvocationType="Event", Payload=json.dumps(event).encode())

    def record(self, key: str) -> dict[str, Any]:
        """Read the newest import record of a key; an empty one if there is none."""
        return (self.stack.records(key) or [{}])[-1]

    def log(self, function: str) -> list[dict[str, Any]]:
        """Read what a function said, without the lines that are Lambda's own."""
        return [json.loads(line) for line in self._lines(function) if line.startswith("{")]

    def _lines(self, function: str) -> list[str]:
        group = f"/aws/lambda/{self.outputs['function_names'][function]}"
        pages = self.stack.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
        return [line for page in pages for event in page["events"] for line in event["message"].splitlines()]

    def killed(self) -> int:
        """Count the runs of ingest that Lambda killed at their timeout since the upload."""
        return self._count_killed() - self._killed_before

    def _count_killed(self) -> int:
        return sum("Task timed out" in line for line in self._lines("ingest"))

    def stalled_imports(self) -> list[list[float]]:
        """Return the values of upkeep's metric, whose alarm says that imports stand still."""
        return [line["StalledImports"] for line in self.log("upkeep") if "StalledImports" in line]

    def results(self, key: str) -> Counter[str]:
        """How the runs of ingest that were not broken off ended, for one key; `open` is what was handed over."""
        said = [
            line
            for line in self.log("ingest")
            if line.get("key") == key and line.get("message") == "Ingested an upload"
        ]
        # A run that takes in the last rows may leave the copy without passwords to a fresh one.
        return Counter(line.get("redaction", line.get("ingested", line["kind"])) for line in said)

    def hand_overs(self) -> int:
        """Count the invocations that were asked for since the upload."""
        return self.controls.calls().get("lambda", {}).get("Invoke", 0)

    def users(self) -> list[str]:
        """List the names of all users."""
        pages = (
            self.stack.client("connect").get_paginator("list_users").paginate(InstanceId=self.outputs["instance_id"])
        )
        return [user["Username"] for page in pages for user in page["UserSummaryList"]]

    def passwords(self, key: str) -> dict[str, list[str]]:
        """Tell for whom the imports of a key keep passwords: name of a secret → usernames."""
        client = self.stack.client("secretsmanager")
        found = {}
        for record in self.stack.records(key):
            prefix = f"{self.outputs['password_secret_prefix']}/{record['import_id']}/"
            pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [prefix]}])
            for secret in [secret for page in pages for secret in page["SecretList"]]:
                value = client.get_secret_value(SecretId=secret["Name"])["SecretString"]
                found[secret["Name"]] = list(json.loads(value))
        return found


@pytest.fixture
def site(stack: Stack, controls: Controls) -> Iterator[Site]:
    stack.settle()
    site = Site(stack, controls)
    usual = stack.client("lambda").get_function_configuration(FunctionName=site.ingest)["Timeout"]
    try:
        site.limit(TIMEOUT_SECONDS)
        yield site
    finally:
        site.controls.clear_faults()
        site.limit(usual)
    stack.settle()


def _as_sixteenth(params: dict[str, Any], **_: object) -> None:
    """Say to local AWS what the trace of an invocation says to AWS: how many there were before it in its chain."""
    params["headers"]["X-Ministack-Invoke-Depth"] = "15"


def assert_whole(site: Site, key: str, blocks: int, *, ended_between: int = 0) -> dict[str, Any]:
    """Every line took effect exactly once, and everything that is counted is there; return the import's record.

    Args:
        site: the stack.
        key: the directory's.
        blocks: how long it is.
        ended_between: how many blocks may have ended after their secret was written and before their agents were: a
            secret is written first, so that no agent names one that there is not.
    """
    wait_until(lambda: site.record(key).get("status", "INGESTING") != "INGESTING", "taking all lines in", seconds=180)
    site.controls.clear_faults()  # of what comes now, nothing has to be slow
    site.stack.finished_import(key)
    site.stack.settle()
    record, prefix, rows, agents = site.record(key), key.removesuffix(".csv"), blocks * BLOCK_ROWS, blocks * NEW
    counted = counts(record)
    assert counted.pop("created", 0) + counted.pop("unchanged", 0) == agents
    assert counted == {"rows": rows, "rejected": rows - agents}
    assert record["redaction"] == "done"
    told = site.stack.report_rows(record, "outcome.csv")
    assert [int(row["line"]) for row in told] == list(range(2, rows + 2))
    assert [row["username"] for row in told if row["outcome"] != "rejected"] == usernames(prefix, blocks)
    assert all("line 2" in row["reason"] for row in told if row["outcome"] == "rejected")
    once = Counter(usernames(prefix, blocks))
    assert Counter(name for name in site.users() if name.startswith(f"{prefix}.")) == once
    passwords, items = site.passwords(key), site.stack.items(site.outputs["agents_table"])
    named = {item["password_secret"] for item in items if item["username"].startswith(f"{prefix}.")}
    assert Counter(name for secret in passwords.keys() & named for name in passwords[secret]) == once
    assert len(passwords.keys() - named) <= ended_between
    assert site.results(key)["whole"] <= 1
    return record


def test_a_long_directory_is_taken_in_by_one_invocation_after_another(site: Site) -> None:
    key = site.begin("relay", THREE_RUNS)

    record = assert_whole(site, key, THREE_RUNS)

    assert record["created"] == THREE_RUNS * NEW
    assert site.hand_overs() == site.results(key)["open"]
    assert site.hand_overs() >= 2


CRASHES: dict[str, dict[str, Any]] = {
    "Lambda refuses it": {"error_code": "AccessDeniedException", "status": 403},
    "its answer is lost": {"error_code": "ConnectionReset", "status": 0, "after": True},
    "its run is killed before it took effect": {"error_code": "ServiceException", "delay_seconds": HANGS_SECONDS},
    "its run is killed after it took effect": {"error_code": "", "delay_seconds": HANGS_SECONDS},
}


@pytest.mark.parametrize("number", range(len(CRASHES)), ids=CRASHES)
def test_a_crash_in_the_middle_of_a_hand_over_loses_and_doubles_nothing(site: Site, number: int) -> None:
    fault = list(CRASHES.values())[number]
    site.controls.fail_next("lambda", "Invoke", **fault)

    key = site.begin(f"crash{number}", TWO_RUNS)

    record = assert_whole(site, key, TWO_RUNS)
    assert record["created"] == TWO_RUNS * NEW
    assert site.hand_overs() >= 1
    if "delay_seconds" in fault:
        assert site.killed()


def test_a_run_that_is_killed_before_it_begins_is_made_good(site: Site) -> None:
    key = site.begin("stillborn", TWO_RUNS)
    wait_until(lambda: site.record(key).get("position", 1) > 1, "the first block")
    # The next run's first call.
    site.controls.fail_next("s3", "HeadObject", "", delay_seconds=HANGS_SECONDS)

    record = assert_whole(site, key, TWO_RUNS)

    assert record["created"] == TWO_RUNS * NEW
    assert site.killed()


def test_a_newer_version_ends_the_chain(site: Site) -> None:
    key = site.begin("newer", THREE_RUNS)
    wait_until(site.hand_overs, "a hand-over")
    site.upload(key, TWO_RUNS)

    assert_whole(site, key, TWO_RUNS, ended_between=1)

    older, newer = site.stack.records(key)
    assert (older["status"], older["superseded_by"]) == ("FINISHED", newer["sequencer"])
    assert BLOCK_ROWS <= older["rows"] < THREE_RUNS * BLOCK_ROWS
    assert site.results(key)["ended"]


def test_a_dead_hand_over_is_taken_up_and_told(site: Site) -> None:
    """Lambda accepts the hand-over and loses it; then another chain gets as long as Lambda lets it."""
    site.controls.fail_next("lambda", "Invoke", "Lost", status=202)
    key = site.begin("severed", THREE_RUNS)
    wait_until(site.hand_overs, "a hand-over")
    site.stack.settle()
    lost = site.record(key)
    assert (lost["status"], lost["position"] > 1) == ("INGESTING", True)

    site.invoke_as_last_of_chain(key)
    site.stack.settle()
    refused = site.record(key)
    assert refused["status"] == "INGESTING"
    assert lost["position"] < refused["position"] < THREE_RUNS * BLOCK_ROWS
    said = [line for line in site.log("ingest") if line.get("key") == key and line["level"] == "WARNING"]
    assert [line["message"] for line in said] == [
        "The chain of invocations is at its end; upkeep goes on with the import"
    ]

    before = len(site.stalled_imports())
    done = upkeep(site.stack, idle_seconds=0)["imports"]

    assert refused["import_id"] in done["resumed"]
    record = assert_whole(site, key, THREE_RUNS)
    assert record["created"] == THREE_RUNS * NEW
    assert len(told := site.stalled_imports()) == before + 1
    assert [done["stalled"]] in told
    name = site.ingest.replace("-ingest", "-stalled-imports")
    [alarm] = site.stack.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    assert (alarm["MetricName"], alarm["Threshold"]) == ("StalledImports", 0)
    assert alarm["AlarmActions"] == [site.outputs["notification_topic_arn"]]
