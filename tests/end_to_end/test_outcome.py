"""200 agents, 5 rejected, 3 failed, 2 adopted, with stream batches delivered twice: all that is said of it agrees."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.people import sign_in
from tests.end_to_end.stack import Stack
from tests.end_to_end.subscriber import Subscriber, subscribe

KEY = "outcome/agents.csv"
COLUMNS = ["user login", "first name", "last name", "routing profile name", "phone number"]
REJECTED, FAILED, ADOPTED = {11, 42, 43, 44, 150}, {60, 61, 199}, {5, 100}
COUNTS = {"rows": 200, "created": 190, "adopted": 2, "rejected": 5, "failed": 3, "pending": 0, "superseded": 0}


def cells(number: int) -> list[str]:
    profile = "No Such Profile" if number in FAILED else "Basic Routing Profile"
    return [login(number), f"Ann {number}", "O'Hara", profile, "reception" if number in REJECTED else ""]


def login(number: int) -> str:
    return f"outcome.{number:03}"


def table(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


@dataclass
class Outcome:
    """The import once it is over."""

    record: dict[str, Any]
    subscriber: Subscriber


@pytest.fixture(scope="module")
def team(stack: Stack) -> dict[str, str]:
    """Somebody with the policy of the team that uploads below outcome/, and no other."""
    return sign_in(stack, "uploaders/outcome")


@pytest.fixture(scope="module")
def outcome(stack: Stack, team: dict[str, str]) -> Iterator[Outcome]:
    """The directory uploaded by its team, with two of its agents there before."""
    connect, outputs = stack.client("connect"), stack.outputs()
    instance = outputs["instance_id"]
    [routing] = [
        profile["Id"]
        for profile in connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
        if profile["Name"] == "Basic Routing Profile"
    ]
    [security] = [
        profile["Id"]
        for profile in connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"]
        if profile["Name"] == "Agent"
    ]
    for number in ADOPTED:
        connect.create_user(
            InstanceId=instance,
            Username=login(number),
            Password="There4Before",
            IdentityInfo={"FirstName": "Ann", "LastName": "Before"},
            PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0},
            RoutingProfileId=routing,
            SecurityProfileIds=[security],
        )
    with contextlib.closing(subscribe(stack, "outcome")) as subscriber:
        stack.account.deliver_twice(30)
        body = table([COLUMNS, *(cells(number) for number in range(1, 201))])
        client(team, "s3").put_object(Bucket=outputs["upload_bucket"], Key=KEY, Body=body)
        record = stack.finished_import(KEY, seconds=300)
        stack.settle()
        yield Outcome(record, subscriber)


def test_record_summary_and_files_count_the_same(stack: Stack, outcome: Outcome) -> None:
    rows = stack.report_rows(outcome.record, "outcome.csv")
    summary = json.loads(stack.report(outcome.record, "summary.json"))

    assert {name: outcome.record.get(name, 0) for name in COUNTS} == COUNTS
    assert {name: summary["counts"][name] for name in COUNTS} == COUNTS
    assert Counter(row["outcome"] for row in rows) == {
        name: amount for name, amount in COUNTS.items() if amount and name != "rows"
    }
    assert [row["user login"] for row in stack.report_rows(outcome.record, "rejected.csv")] == [
        login(number) for number in sorted(REJECTED | FAILED)
    ]
    assert {(finding["kind"], finding["count"]) for finding in summary["findings"]} >= {("rejected", 5), ("failed", 3)}


def test_the_report_is_what_connect_holds(stack: Stack, outcome: Outcome) -> None:
    reported = {
        row["username"]: row["user_id"]
        for row in stack.report_rows(outcome.record, "outcome.csv")
        if row["outcome"] in {"created", "adopted"}
    }

    held = {name: user["Id"] for name, user in stack.users().items() if name.startswith("outcome.")}

    assert reported == held
    assert len(held) == 192


def test_the_team_reads_its_report_and_nothing_else(stack: Stack, outcome: Outcome, team: dict[str, str]) -> None:
    outputs, s3 = stack.outputs(), client(team, "s3")
    bucket, _, prefix = outcome.record["report"].removeprefix("s3://").partition("/")
    others = stack.finished_import("agents.csv")["report"].removeprefix(f"s3://{bucket}/")
    secret = next(iter(stack.passwords()))

    listed = [entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket, Prefix=f"{KEY}/")["Contents"]]
    files = [f"{prefix}{name}" for name in ("outcome.csv", "rejected.csv", "report.html", "summary.json")]
    read = [s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in files]

    assert set(files) <= set(listed)
    assert all(read)
    uploads, plan = outputs["upload_bucket"], next(key for key in listed if "/plan/" in key)
    refusals: tuple[Callable[[], object], ...] = (
        lambda: s3.put_object(Bucket=uploads, Key="others/agents.csv", Body=b"x"),
        lambda: s3.put_object(Bucket=uploads, Key="outcome.csv", Body=b"x"),
        lambda: s3.get_object(Bucket=uploads, Key=KEY),
        lambda: s3.delete_object(Bucket=uploads, Key=KEY),
        lambda: s3.list_objects_v2(Bucket=uploads, Prefix="outcome/"),
        lambda: s3.get_object(Bucket=bucket, Key=f"{others}summary.json"),
        lambda: s3.get_object(Bucket=bucket, Key=plan),
        lambda: s3.put_object(Bucket=bucket, Key=files[0], Body=b"x"),
        lambda: s3.list_objects_v2(Bucket=bucket),
        lambda: s3.list_objects_v2(Bucket=bucket, Prefix="agents.csv/"),
        lambda: client(team, "dynamodb").scan(TableName=outputs["agents_table"]),
        lambda: client(team, "dynamodb").scan(TableName=outputs["files_table"]),
        lambda: client(team, "secretsmanager").list_secrets(),
        lambda: client(team, "secretsmanager").get_secret_value(SecretId=secret),
    )
    for refused in refusals:
        with pytest.raises(ClientError, match="AccessDenied"):
            refused()


def test_one_notification_came(outcome: Outcome) -> None:
    [message] = outcome.subscriber.awaited("key", KEY)

    assert message["Subject"] == f"[{outcome.subscriber.stack.name}] 8 of 200 rows need attention: {KEY}"
    attributes = {name: entry["Value"] for name, entry in message["MessageAttributes"].items()}
    assert attributes["import_id"] == outcome.record["import_id"]
    assert {name: json.loads(attributes["counts"])[name] for name in COUNTS} == COUNTS
    assert f"{outcome.record['report']}report.html" in message["Message"]


def test_the_page_says_so_too(stack: Stack, outcome: Outcome) -> None:
    page = stack.report(outcome.record, "report.html")

    assert "<h1>8 of 200 rows need attention</h1>" in page
    assert page.count("<tr data-outcome=") == 200
    assert "No Such Profile" in page


def test_the_mended_rows_make_the_rest_and_change_nothing_else(stack: Stack, outcome: Outcome) -> None:
    before = stack.users()
    rows = stack.report_rows(outcome.record, "rejected.csv")
    columns = list(rows[0])
    mended = [
        [{"No Such Profile": "Basic Routing Profile", "reception": ""}.get(cell, cell) for cell in row.values()]
        for row in rows
    ]
    bucket = stack.outputs()["upload_bucket"]
    stack.client("s3").put_object(Bucket=bucket, Key="outcome/rejected.csv", Body=table([columns, *mended]))

    record = stack.finished_import("outcome/rejected.csv")
    stack.settle()

    assert {name: record.get(name, 0) for name in ("rows", "created", "failed", "rejected")} == {
        "rows": 8,
        "created": 8,
        "failed": 0,
        "rejected": 0,
    }
    after = stack.users()
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {login(number) for number in REJECTED | FAILED}
    [message] = outcome.subscriber.awaited("key", "outcome/rejected.csv")
    assert message["Subject"] == f"[{stack.name}] All done: 8 rows: outcome/rejected.csv"
