"""Whoever listens hears of an import once it is over: once, twice after a crash in between, never not at all."""

from __future__ import annotations

import io
import json
from typing import Any

import boto3
import pytest

from report.handler import build_reporter, logger
from tests.functional.provision.wire import Death, tap, watch
from tests.functional.report.conftest import Inbox
from tests.functional.report.one_import import (
    IMPORT_ID,
    KEY,
    PREFIX,
    planned,
    put_import,
    put_outcome,
    put_plan,
    status,
    wake,
)
from tests.functional.stores import Deployment


@pytest.fixture
def finished_import(deployment: Deployment) -> Deployment:
    """An import of two agents, one of whom failed, that waits for its report."""
    put_plan(deployment, planned(2, "ada"), planned(3, "ben"))
    put_outcome(deployment, 2, "ada", "created")
    put_outcome(deployment, 3, "ben", "failed", reason="The instance has no routing profile 'X'")
    put_import(deployment, created=1, failed=1, rows=2)
    return deployment


def test_the_notification_says_what_happened(finished_import: Deployment, inbox: Inbox) -> None:
    assert wake() == []

    [message] = inbox.read()
    assert message["Subject"] == f"[rollcall] 1 of 2 rows need attention: {KEY}"
    assert "line 3" in message["Message"]
    assert f"s3://rollcall-reports/{PREFIX}report.html" in message["Message"]
    attributes = {name: entry["Value"] for name, entry in message["MessageAttributes"].items()}
    assert (attributes["import_id"], attributes["status"], attributes["failed"]) == (IMPORT_ID, "FINISHED", "1")
    assert json.loads(attributes["counts"])["created"] == 1


def test_it_comes_once_however_often_the_function_is_woken(finished_import: Deployment, inbox: Inbox) -> None:
    assert wake(times=3) == []
    assert wake() == []

    assert len(inbox.read()) == 1


def test_the_files_are_there_before_it_and_the_import_is_finished_after_it(finished_import: Deployment) -> None:
    tap()
    build_reporter.cache_clear()
    with watch() as wire:
        assert wake() == []

    assert wire.calls[-6:] == ["s3.PutObject"] * 4 + ["sns.Publish", "dynamodb.UpdateItem"]


@pytest.mark.parametrize(
    ("operation", "after", "messages"), [("Publish", False, 1), ("Publish", True, 2), ("UpdateItem", False, 2)]
)
def test_a_crash_around_it_sends_it_again(
    finished_import: Deployment, inbox: Inbox, operation: str, after: bool, messages: int
) -> None:
    tap()
    build_reporter.cache_clear()
    with watch() as wire:
        wake()
        index = [call.partition(".")[2] for call in wire.calls].index(operation)
    inbox.read()
    put_import(finished_import, created=1, failed=1, rows=2)
    with watch() as wire:
        wire.fail(index, after=after, make=Death)
        with pytest.raises(Death):
            wake()
        assert status(finished_import) == "PROVISIONING"
        assert wake() == []

    assert status(finished_import) == "FINISHED"
    assert len(inbox.read()) == messages


def test_a_topic_that_refuses_brings_the_import_back(finished_import: Deployment, inbox: Inbox) -> None:
    sns = boto3.client("sns", region_name="eu-central-1")
    sns.delete_topic(TopicArn=inbox.topic_arn)

    assert wake() == [{"itemIdentifier": "7"}]
    assert status(finished_import) == "PROVISIONING"

    sns.create_topic(Name="rollcall-notifications")
    queue = inbox.sqs.get_queue_attributes(QueueUrl=inbox.queue_url, AttributeNames=["QueueArn"])
    sns.subscribe(TopicArn=inbox.topic_arn, Protocol="sqs", Endpoint=queue["Attributes"]["QueueArn"])
    assert wake() == []
    assert len(inbox.read()) == 1


def test_a_reopened_import_sends_one_more(finished_import: Deployment, inbox: Inbox) -> None:
    assert wake() == []
    put_outcome(finished_import, 3, "ben", "created")
    put_import(finished_import, created=2, rows=2, progress_at="2026-11-22T13:00:00.000Z")
    assert wake() == []

    assert [message["Subject"] for message in inbox.read()] == [
        f"[rollcall] 1 of 2 rows need attention: {KEY}",
        f"[rollcall] All done: 2 rows: {KEY}",
    ]


def test_subscribers_can_filter_by_the_attributes(finished_import: Deployment, inbox: Inbox) -> None:
    sns = boto3.client("sns", region_name="eu-central-1")
    [subscription] = sns.list_subscriptions_by_topic(TopicArn=inbox.topic_arn)["Subscriptions"]

    def deliver(policy: dict[str, Any]) -> int:
        sns.set_subscription_attributes(
            SubscriptionArn=subscription["SubscriptionArn"],
            AttributeName="FilterPolicy",
            AttributeValue=json.dumps(policy),
        )
        put_import(finished_import, created=1, failed=1, rows=2)
        assert wake() == []
        return len(inbox.read())

    assert deliver({"needs_attention": ["true"], "failed": [{"numeric": [">", 0]}]}) == 1
    assert deliver({"rejected": [{"numeric": [">", 0]}]}) == 0


def test_metrics_tell_how_long_it_took(finished_import: Deployment, capsys: pytest.CaptureFixture[str]) -> None:
    assert wake() == []

    printed = [json.loads(text) for text in capsys.readouterr().out.splitlines() if text.startswith("{")]
    [metric] = [record for record in printed if "_aws" in record]
    assert (metric["ImportsFinished"], metric["deployment"], metric["service"]) == ([1.0], "rollcall", "report")
    assert metric["ImportSeconds"][0] > 0


def test_a_refusal_is_logged_with_the_import(finished_import: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", printed)
    finished_import.dynamodb.delete_table(TableName="rollcall-outcomes")

    wake()

    [error] = [json.loads(text) for text in printed.getvalue().splitlines()]
    assert error["level"] == "ERROR"
    assert (error["import_id"], error["key"]) == (IMPORT_ID, KEY)


def test_the_next_import_does_not_bear_the_id_of_the_last(
    finished_import: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert wake() == []
    printed = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", printed)
    finished_import.dynamodb.delete_table(TableName="rollcall-files")

    assert wake() == [{"itemIdentifier": "7"}]

    assert IMPORT_ID not in printed.getvalue()
