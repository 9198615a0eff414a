"""An import whose last agent is done gets its report and is finished."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from report.handler import build_reporter
from roster.items import to_wire
from roster.plans import Plan
from roster.reports_bucket import ReportsBucket
from tests.functional.provision.wire import Death, server_error, tap, watch
from tests.functional.report.conftest import Inbox
from tests.functional.report.one_import import (
    COLUMNS,
    IMPORT_ID,
    KEY,
    PREFIX,
    SEQUENCER,
    planned,
    put_import,
    put_outcome,
    put_plan,
    read,
    status,
    table,
    wake,
)
from tests.functional.stores import Deployment


def test_every_line_gets_its_outcome(deployment: Deployment) -> None:
    put_plan(
        deployment,
        planned(2, "ada", warnings=[{"column": "user login", "message": "is long"}]),
        planned(3, "", "rejected", problems=[{"column": "user login", "message": "is empty"}]),
        planned(4, "cem", "unchanged"),
    )
    changes = [{"column": "acw_seconds", "old": "10", "new": "20"}, {"column": "tags", "old": "", "new": "team=ä"}]
    put_plan(deployment, planned(6, "dee", changes=changes), planned(7, "eve"), planned(8, "fay", changes=changes))
    put_outcome(deployment, 8, "fay", "updated", user_id="u-2")
    put_outcome(deployment, 2, "ada", "created", user_id="u-1")
    put_outcome(deployment, 6, "dee", "failed", reason="The instance has no routing profile 'X'")
    put_import(deployment, created=1, rejected=1, unchanged=1, failed=1, superseded=1, updated=1, rows=6)

    assert wake() == []

    assert [tuple(row.values()) for row in table(deployment, "outcome.csv")] == [
        ("2", "ada", "created", "user login: is long", "u-1", ""),
        ("3", "", "rejected", "user login: is empty", "", ""),
        ("4", "cem", "unchanged", "", "", ""),
        ("6", "dee", "failed", "The instance has no routing profile 'X'", "", ""),
        ("7", "eve", "superseded", "A newer upload took this agent over", "", ""),
        ("8", "fay", "updated", "", "u-2", "acw_seconds: 10 -> 20; tags:  -> team=ä"),
    ]
    assert table(deployment, "rejected.csv") == [
        {"user login": "", "phone number": "+4930123", "error": "user login: is empty"},
        {"user login": "dee", "phone number": "+4930123", "error": "The instance has no routing profile 'X'"},
    ]
    summary = json.loads(read(deployment, "summary.json"))
    assert summary["counts"] == {
        "rows": 6,
        "dropped": 0,
        "pending": 0,
        "created": 1,
        "updated": 1,
        "unchanged": 1,
        "removed": 0,
        "adopted": 0,
        "rejected": 1,
        "failed": 1,
        "superseded": 1,
    }
    assert (summary["status"], summary["key"], summary["import_id"]) == ("FINISHED", KEY, IMPORT_ID)
    record = deployment.stores.files.read(KEY, SEQUENCER)
    assert record is not None
    assert record["status"] == "FINISHED"
    assert record["report"] == summary["report"] == f"s3://rollcall-reports/{PREFIX}"
    assert record["finished_at"] == summary["finished_at"]
    assert "unfinished" not in record


def test_lines_behind_the_position_never_took_effect(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben", "unchanged"), planned(4, "cem", "rejected", problems=[]))
    put_outcome(deployment, 2, "ada", "created")
    put_import(deployment, position=3, superseded_by="2".ljust(40, "0"))

    assert wake() == []

    assert [row["outcome"] for row in table(deployment, "outcome.csv")] == ["created", "superseded", "superseded"]
    assert json.loads(read(deployment, "summary.json"))["superseded_by"] == "2".ljust(40, "0")


def test_an_unreadable_directory_ends_rejected(deployment: Deployment) -> None:
    put_import(deployment, rows=0, position=1, reason="The header names username more than once.")

    assert wake() == []

    assert status(deployment) == "REJECTED"
    assert json.loads(read(deployment, "summary.json"))["reason"] == "The header names username more than once."
    assert table(deployment, "outcome.csv") == []
    assert read(deployment, "rejected.csv") == "error\r\n"


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


def test_mended_rows_bring_no_second_error_column(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "a", "message": "new"}])
    line["cells"] = ["ada", "old", "x"]
    put_plan(deployment, line, columns=["user login", "Error", "first name"])
    put_import(deployment)

    assert wake() == []

    assert table(deployment, "rejected.csv") == [{"user login": "ada", "first name": "x", "error": "a: new"}]


def test_formulas_are_disarmed_and_rows_of_any_length_keep_their_columns(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "", "message": "the row has 1 cell"}])
    line["cells"] = ['=HYPERLINK("https://evil.example")']
    put_plan(deployment, line)
    put_import(deployment)

    assert wake() == []

    assert table(deployment, "rejected.csv") == [
        {"user login": '\'=HYPERLINK("https://evil.example")', "phone number": "", "error": "the row has 1 cell"}
    ]


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


def test_agents_that_the_file_dropped_have_no_line_and_are_not_to_mend(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben", listed=False, cells=[]), planned(4, "cem", listed=False))
    put_outcome(deployment, 2, "ada", "created")
    put_outcome(deployment, 3, "ben", "removed")
    put_outcome(deployment, 4, "cem", "failed", reason="holds a profile that is not allowed")
    put_import(deployment, created=1, removed=1, failed=1, rows=3)

    assert wake() == []

    assert [(row["line"], row["username"], row["outcome"]) for row in table(deployment, "outcome.csv")] == [
        ("2", "ada", "created"),
        ("", "ben", "removed"),
        ("", "cem", "failed"),
    ]
    assert table(deployment, "rejected.csv") == []
    assert "not in the file" in read(deployment, "report.html")
    [finding] = json.loads(read(deployment, "summary.json"))["findings"]
    assert finding["examples"] == [{"line": None, "username": "cem"}]


def test_the_summary_and_the_page_say_what_concerns_the_import_as_a_whole(deployment: Deployment) -> None:
    lines = [planned(2, "ada", warnings=[{"column": "user login", "message": "is long"}])]
    plan: Plan = {"columns": COLUMNS, "ignored": ["Shoe size"], "withheld": ["PIN"], "lines": lines}
    ReportsBucket(deployment.s3, "rollcall-reports").put_plan(PREFIX, 2, plan)
    put_outcome(deployment, 2, "ada", "adopted", reason="It was there before")
    put_import(deployment, adopted=1, rows=1, notice="Nobody was removed.")

    assert wake() == []

    summary = json.loads(read(deployment, "summary.json"))
    assert (summary["notice"], summary["ignored_columns"]) == ("Nobody was removed.", ["Shoe size"])
    assert summary["withheld_columns"] == ["PIN"]
    assert summary["needs_attention"] is True
    assert [(finding["kind"], finding["message"]) for finding in summary["findings"]] == [
        ("warning", "It was there before"),
        ("warning", "is long"),
    ]
    page = read(deployment, "report.html")
    for text in (
        "Nobody was removed.",
        "Shoe size",
        "They may hold passwords",
        "PIN",
        "It was there before",
        IMPORT_ID,
    ):
        assert text in page


def test_who_can_manage_others_now_is_named_everywhere(deployment: Deployment, inbox: Inbox) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben"), planned(4, "cem"), planned(5, "dan", listed=False))
    gets, loses = {"profile": "Team leads", "move": "gets"}, {"profile": "Team leads", "move": "loses"}
    put_outcome(deployment, 2, "ada", "created", profile_moves=[gets])
    put_outcome(deployment, 3, "ben", "failed", reason="It was refused", profile_moves=[gets])
    put_outcome(
        deployment, 4, "cem", "updated", profile_moves=[{"profile": "Other", "move": "gets", "unknown": "Denied"}]
    )
    put_outcome(deployment, 5, "dan", "removed", profile_moves=[loses])
    put_import(deployment, created=1, failed=1, updated=1, rows=3, removed=1, dropped=1)

    assert wake() == []

    reasons = {row["username"]: row["reason"] for row in table(deployment, "outcome.csv")}
    gets_text = "Gets the security profile Team leads, which can manage others"
    assert reasons["ada"] == gets_text
    assert reasons["ben"] == f"It was refused; {gets_text}"
    assert "whether it can manage others is not known" in reasons["cem"]
    assert reasons["dan"] == "Loses the security profile Team leads, which can manage others"
    summary = json.loads(read(deployment, "summary.json"))
    found = [finding for finding in summary["findings"] if finding["kind"] == "permissions"]
    assert [[example["username"] for example in finding["examples"]] for finding in found] == [
        ["ada", "ben"],
        ["cem"],
        ["dan"],
    ]
    [message] = inbox.read()
    assert f"- ada, ben: {gets_text}\n" in message["Message"]
    assert "- cem: Gets the security profile Other; whether" in message["Message"]
    assert "- dan: Loses the security profile Team leads, which can manage others\n" in message["Message"]
    page = read(deployment, "report.html")
    assert page.count(gets_text) >= 3  # a finding, and two rows
    assert '<span class="kind permissions">Permissions</span>' in page


def test_supervisors_alone_need_no_attention(deployment: Deployment, inbox: Inbox) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_outcome(deployment, 2, "ada", "created", profile_moves=[{"profile": "Team leads", "move": "gets"}])
    put_import(deployment, created=1, rows=1)

    assert wake() == []

    [message] = inbox.read()
    assert message["Subject"].startswith("[rollcall] All done: 1 row")
    assert message["MessageAttributes"]["needs_attention"]["Value"] == "false"


def test_a_table_that_is_no_directory_is_told_like_a_rejected_one(deployment: Deployment, inbox: Inbox) -> None:
    put_import(deployment, kind="table", rows=0, position=1, reason="It lacks a column for the login.")

    assert wake() == []

    summary = json.loads(read(deployment, "summary.json"))
    assert (summary["status"], summary["reason"]) == ("REJECTED", "It lacks a column for the login.")
    assert summary["verdict"] == "No agent directory: nobody was read from this table"
    assert summary["needs_attention"] is True
    [message] = inbox.read()
    assert "It lacks a column for the login." in message["Message"]


def test_the_page_is_served_as_one(deployment: Deployment) -> None:
    put_import(deployment, rows=0)

    assert wake() == []

    head = deployment.s3.head_object(Bucket="rollcall-reports", Key=f"{PREFIX}report.html")
    assert head["ContentType"] == "text/html; charset=utf-8"


def test_a_cell_may_hold_any_line_end(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "user login", "message": "is bad"}])
    line["cells"] = ["a\u2028b\x85c\x0bd\r\ne", "x"]
    put_plan(deployment, line)
    put_import(deployment, rejected=1, rows=1)

    assert wake() == []

    assert table(deployment, "rejected.csv")[0]["user login"] == "a\u2028b\x85c\x0bd\r\ne"
