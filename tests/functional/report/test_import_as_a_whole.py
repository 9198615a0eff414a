"""What the report says of an import as a whole, and how its page is served."""

from __future__ import annotations

import json

from roster.plans import Plan
from roster.reports_bucket import ReportsBucket
from tests.functional.report.conftest import Inbox
from tests.functional.report.one_import import (
    COLUMNS,
    IMPORT_ID,
    PREFIX,
    planned,
    put_import,
    put_outcome,
    read,
    status,
    table,
    wake,
)
from tests.functional.stores import Deployment


def test_an_unreadable_directory_ends_rejected(deployment: Deployment) -> None:
    put_import(deployment, rows=0, position=1, reason="The header names username more than once.")

    assert wake() == []

    assert status(deployment) == "REJECTED"
    assert json.loads(read(deployment, "summary.json"))["reason"] == "The header names username more than once."
    assert table(deployment, "outcome.csv") == []
    assert read(deployment, "rejected.csv") == "error\r\n"


def test_a_table_that_is_no_directory_is_told_like_a_rejected_one(deployment: Deployment, inbox: Inbox) -> None:
    put_import(deployment, kind="table", rows=0, position=1, reason="It lacks a column for the login.")

    assert wake() == []

    summary = json.loads(read(deployment, "summary.json"))
    assert (summary["status"], summary["reason"]) == ("REJECTED", "It lacks a column for the login.")
    assert summary["verdict"] == "No agent directory: nobody was read from this table"
    assert summary["needs_attention"] is True
    [message] = inbox.read()
    assert "It lacks a column for the login." in message["Message"]


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


def test_the_page_is_served_as_one(deployment: Deployment) -> None:
    put_import(deployment, rows=0)

    assert wake() == []

    head = deployment.s3.head_object(Bucket="rollcall-reports", Key=f"{PREFIX}report.html")
    assert head["ContentType"] == "text/html; charset=utf-8"
