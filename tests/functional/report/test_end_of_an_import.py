"""An import whose last agent is done gets its report and is finished, once, whatever goes wrong on the way."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from report.handler import build_reporter
from roster.items import to_wire
from tests.functional.provision.wire import Death, server_error, tap, watch
from tests.functional.report.conftest import Inbox
from tests.functional.report.one_import import (
    KEY,
    SEQUENCER,
    planned,
    put_import,
    put_outcome,
    put_plan,
    status,
    table,
    wake,
)
from tests.functional.stores import Deployment


@pytest.mark.parametrize("attributes", [{"status": "INGESTING"}, {"pending": 1}, {"status": "FINISHED"}])
def test_an_import_that_is_not_ready_is_left_alone(deployment: Deployment, attributes: dict[str, Any]) -> None:
    put_import(deployment, **attributes)
    before = deployment.items("files")

    assert wake() == []

    assert deployment.items("files") == before
    assert "Contents" not in deployment.s3.list_objects_v2(Bucket="rollcall-reports")


def test_plain_files_and_expired_records_are_left_alone(deployment: Deployment) -> None:
    assert wake() == []
    deployment.dynamodb.put_item(
        TableName="rollcall-files", Item=to_wire({"key": KEY, "sequencer": SEQUENCER, "kind": "file"})
    )
    assert wake() == []
    assert "Contents" not in deployment.s3.list_objects_v2(Bucket="rollcall-reports")


def test_duplicated_records_finish_it_once(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_outcome(deployment, 2, "ada", "created")
    put_import(deployment)

    assert wake(times=3) == []
    first = deployment.items("files")
    assert wake() == []

    assert deployment.items("files") == first


def test_an_import_that_changes_meanwhile_is_not_finished(deployment: Deployment) -> None:
    """A retry that reopened it and ended again makes the report out of date: its own record brings it back."""
    put_plan(deployment, planned(2, "ada"))
    put_import(deployment)
    reporter = build_reporter()
    record = reporter.ready(KEY, SEQUENCER)
    assert record is not None
    put_import(deployment, progress_at="2026-11-22T12:02:00.000Z", created=1)

    assert reporter.report(record) is None
    assert status(deployment) == "PROVISIONING"
    assert wake() == []
    assert status(deployment) == "FINISHED"


def test_a_store_that_refuses_brings_the_import_back(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_import(deployment)
    deployment.dynamodb.delete_table(TableName="rollcall-outcomes")

    assert wake() == [{"itemIdentifier": "7"}]
    assert status(deployment) == "PROVISIONING"


def test_a_plan_that_can_not_be_read_raises(deployment: Deployment) -> None:
    put_import(deployment)
    deployment.s3.delete_bucket(Bucket="rollcall-reports")
    reporter = build_reporter()
    record = reporter.ready(KEY, SEQUENCER)
    assert record is not None

    with pytest.raises(ClientError):
        reporter.report(record)


@pytest.mark.parametrize(("make", "after"), [(Death, False), (Death, True), (server_error, True)])
def test_one_call_that_goes_wrong_changes_nothing_in_the_end(
    deployment: Deployment, inbox: Inbox, make: Callable[[str], BaseException], after: bool
) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_outcome(deployment, 2, "ada", "created")
    for index in itertools.count():
        put_import(deployment, created=1, rows=1)
        tap()
        build_reporter.cache_clear()
        with watch() as wire:
            wire.fail(index, after=after, make=make)
            try:
                again = wake()
            except Death:
                again = [{}]
            if again:
                assert wake() == []
        assert status(deployment) == "FINISHED"
        assert [row["outcome"] for row in table(deployment, "outcome.csv")] == ["created"]
        assert 1 <= len(inbox.read()) <= 2
        if not wire.went_wrong:
            break
    assert index == 10
