"""Others write the tables too: whatever they leave there, upkeep does all of its work on the other items."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roster.clock import timestamp, utc_now
from roster.items import to_wire
from tests.functional.flow.dynamodb import FakeDynamoDB
from tests.functional.flow.stores import FakeS3, FakeSecrets
from tests.functional.malformed import VALUES
from tests.functional.stores import KEY_ARN, Deployment
from tests.functional.upkeep.workshop import HOUR, Workshop, directory, never
from upkeep.daily_comparison import ComparisonResult
from upkeep.hourly_tasks import HourlyTasks, UpkeepResult
from upkeep.redrive import RedriveResult
from upkeep.request import UpkeepRequest

KEYS_OF_INDEXES = {"unfinished", "redaction", "progress_at", "source_key"}
"""DynamoDB refuses an item in which one of these is no text, or an empty one."""

RECORD = (
    "kind", "bucket", "version_id", "import_id", "status", "notice", "position", "started_at", "progress_at",
    "resumed_at", "resumed", "pending", "superseded", "redaction", "redacted_version", "counted_out",
)  # fmt: skip
AGENT = (
    "status", "revision", "awaited_by", "source", "source_key", "requeued", "requeued_at", "updated_at", "attempts",
    "user_id",
)  # fmt: skip


def changes(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Attributes with other values; None takes one away."""
    pairs = st.sampled_from(names).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.one_of(st.none(), st.text(min_size=1, max_size=9).map(lambda text: {"S": text}))
            if name in KEYS_OF_INDEXES
            else st.one_of(st.none(), VALUES),
        )
    )
    return st.lists(pairs, max_size=3).map(dict)


class Site:
    """A well import beside one whose items are malformed, hours after both stood still."""

    def __init__(self, reading: bool) -> None:
        self.dynamodb = FakeDynamoDB()
        dynamodb: Any = self.dynamodb
        s3: Any = FakeS3()
        secrets: Any = FakeSecrets()
        deployment = Deployment(s3=s3, dynamodb=dynamodb, secretsmanager=secrets, key_arn=KEY_ARN, clock=utc_now)
        self.workshop = Workshop(deployment, None, "", now=utc_now())
        self.bad = deployment.upload("bad.csv", directory("ben", "bob"))
        self.well = deployment.upload("well.csv", directory("ada"))
        for event in (self.bad, self.well):
            if reading:
                self.workshop.begin(event, has_passwords=True)
            else:
                deployment.run_ingest(event)
                self.workshop.change_record(event, redaction="pending")
        self.workshop.later(hours=2)

    def damage(self, table: str, key: tuple[str, ...], attributes: dict[str, Any]) -> None:
        item = self.dynamodb.tables[f"rollcall-{table}"].get(key)
        if item is None:
            return
        for name, value in attributes.items():
            item.pop(name, None)
            if value is not None:
                item[name] = value

    def run(self) -> UpkeepResult:
        workshop = self.workshop
        redrive: Any = NoQueue()
        not_due: Any = NoComparison()
        tasks = HourlyTasks(
            redrive,
            workshop.imports,
            workshop.redactions,
            workshop.lost_uploads(),
            lambda _: 0,
            workshop.oldest_pending,
            not_due,
            workshop.clock,
            workshop.unreadable,
        )
        return tasks.run(UpkeepRequest(HOUR), never)


class NoComparison:
    def run(self, *_: Any) -> ComparisonResult:
        return ComparisonResult("not due")


class NoQueue:
    def run(self, *_: Any) -> RedriveResult:
        return RedriveResult()


@settings(max_examples=300)
@given(st.booleans(), changes(RECORD), changes(AGENT))
def test_a_malformed_item_costs_the_others_nothing(
    reading: bool, of_record: dict[str, Any], of_agent: dict[str, Any]
) -> None:
    site = Site(reading)
    site.damage("files", (site.bad.key, site.bad.sequencer), of_record)
    site.damage("agents", ("ben",), of_agent)
    workshop, well = site.workshop, site.workshop.deployment.record(site.well)

    for _ in range(7):
        result = site.run()
        workshop.pending.requeue_waiting_since(workshop.now, never)
        workshop.later(hours=1)

        assert result.failed == []
        assert well["import_id"] in result.tasks["imports"]["resumed"]
    sent = [event["Records"][0]["s3"]["object"]["key"] for event in workshop.functions.events]
    assert "well.csv" in sent
    if not reading:
        assert site.dynamodb.tables["rollcall-agents"][("ada",)]["requeued"] == {"N": "5"}
        assert "ada" in workshop.functions.tried


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("progress_at", {"S": "soon"}), ("pending", {"S": "2"}), ("import_id", None), ("status", {"L": []})],
)
def test_what_can_not_be_read_is_counted_and_told(attribute: str, value: Any, caplog: pytest.LogCaptureFixture) -> None:
    site = Site(reading=False)
    site.damage("files", (site.bad.key, site.bad.sequencer), {attribute: value})

    result = site.run()

    assert result.gauges["UnreadableItems"] == 1
    assert result.gauges["StalledImports"] == 2
    assert len([one for one in caplog.records if "bad.csv" in str(vars(one).get("item"))]) == 1
    site.workshop.later(hours=1)
    assert site.run().gauges["UnreadableItems"] == 1


def test_a_time_that_is_none_or_of_the_future_hides_no_agent() -> None:
    site = Site(reading=False)
    for name, at in {"ben": "soon", "bob": timestamp(utc_now() + timedelta(days=999))}.items():
        site.damage("agents", (name,), to_wire({"updated_at": at}))

    done = site.workshop.pending.requeue_waiting_since(site.workshop.now - timedelta(hours=1), never)

    assert (done.found, done.requeued, done.complete) == (3, 3, True)


def test_lost_records_of_the_future_wake_those_of_now_alone() -> None:
    site = Site(reading=False)

    done = site.workshop.pending.requeue_waiting_since(site.workshop.now + timedelta(days=99_999), never)

    assert (done.found, done.requeued) == (3, 3)
