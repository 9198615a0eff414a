"""A directory with the console's header staffs the contact centre."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.stack import Stack

HEADER = (
    "first name,last name,email address,password,user login,routing profile name,"
    "security_profile_name_1|security_profile_name_2,phone type (soft/desk),phone number,"
    "soft phone auto accept (yes/no),ACW timeout (seconds)"
)
KEY = "staff/Nürnberg 50%+ agents.csv"
UNKNOWN_PROFILE, BAD_PASSWORD = 17, 33


def cells(number: int) -> dict[str, str]:
    """One agent's row; each differs from the others in all it can."""
    desk = number % 2 == 0
    return {
        "first": f"Ünal{number}",
        "last": f"O'Neill {number}",
        "email": f"agent{number:02d}@example.com",
        "password": "weak" if number == BAD_PASSWORD else f"Initial{number:02d}Word",
        "login": f"e2e.agent{number:02d}",
        "routing": "No Such Profile" if number == UNKNOWN_PROFILE else "Basic Routing Profile",
        "security": "Agent|QualityAnalyst" if number % 3 == 0 else "Agent",
        "type": "desk" if desk else "soft",
        "phone": f"+1206555{number:04d}" if desk else "",
        "accept": "yes" if number % 5 == 0 else "no",
        "acw": str(number),
    }


def directory() -> bytes:
    return "\r\n".join([HEADER, *(",".join(cells(number).values()) for number in range(1, 51)), ""]).encode()


@pytest.fixture(scope="module")
def record(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The import of 50 agents, uploaded by the AWS CLI as an administrator would."""
    source: Path = tmp_path_factory.mktemp("upload") / "agents.csv"
    source.write_bytes(directory())
    stack.aws("s3", "cp", str(source), f"s3://{stack.outputs()['upload_bucket']}/{KEY}")
    return stack.finished_import(KEY)


def test_counts_are_exact(record: dict[str, Any]) -> None:
    counts = {name: record.get(name, 0) for name in ("rows", "pending", "created", "failed", "rejected", "adopted")}

    assert counts == {"rows": 50, "pending": 0, "created": 48, "failed": 1, "rejected": 1, "adopted": 0}


def test_every_user_is_as_its_row_says(stack: Stack, record: dict[str, Any]) -> None:
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    routing = {
        profile["Id"]: profile["Name"]
        for profile in connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
    }
    security = {
        profile["Id"]: profile["Name"]
        for profile in connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"]
    }

    users = {name: user for name, user in stack.users().items() if name.startswith("e2e.")}

    assert len(users) == 48
    for number in set(range(1, 51)) - {UNKNOWN_PROFILE, BAD_PASSWORD}:
        row, user = cells(number), users[f"e2e.agent{number:02d}"]
        assert user["IdentityInfo"] == {"FirstName": row["first"], "LastName": row["last"], "Email": row["email"]}
        assert routing[user["RoutingProfileId"]] == row["routing"]
        assert sorted(security[profile] for profile in user["SecurityProfileIds"]) == row["security"].split("|")
        phone = {"PhoneType": f"{row['type'].upper()}_PHONE", "AutoAccept": row["accept"] == "yes"}
        phone |= {"AfterContactWorkTimeLimit": int(row["acw"])}
        phone |= {"DeskPhoneNumber": row["phone"]} if row["phone"] else {}
        assert {name: user["PhoneConfig"].get(name) for name in phone} == phone
        assert user["Tags"]["rollcall:import"] == record["import_id"]


def test_what_could_not_be_done_says_where_and_why(stack: Stack, record: dict[str, Any]) -> None:
    rejected = stack.report_rows(record, "rejected.csv")
    outcomes = {row["line"]: row for row in stack.report_rows(record, "outcome.csv")}

    assert [row["user login"] for row in rejected] == ["e2e.agent17", "e2e.agent33"]
    assert "No Such Profile" in rejected[0]["error"]
    assert "password" in rejected[1]["error"]
    failed, refused = outcomes[str(UNKNOWN_PROFILE + 1)], outcomes[str(BAD_PASSWORD + 1)]
    assert failed["outcome"] == "failed"
    assert "No Such Profile" in failed["reason"]
    assert refused["outcome"] == "rejected"
    assert "password" in refused["reason"]
    summary = json.loads(stack.report(record, "summary.json"))
    assert summary["key"] == KEY


def test_passwords_are_in_secrets_manager_and_nowhere_else(stack: Stack, record: dict[str, Any]) -> None:
    held = {user: word for secret in stack.passwords().values() for user, word in secret.items()}
    created = [cells(number) for number in range(1, 51) if number != BAD_PASSWORD]
    assert {row["login"]: held.get(row["login"]) for row in created} == {
        row["login"]: row["password"] for row in created
    }

    haystacks = everything_but_secrets(stack)
    assert "e2e.agent01" in "".join(haystacks.values())  # the search does look where agents stand
    for place, text in haystacks.items():
        found = [row["password"] for row in created if row["password"] in text]
        assert not found, f"{place} holds {len(found)} passwords"


def everything_but_secrets(stack: Stack) -> dict[str, str]:
    """All that is stored anywhere but in Secrets Manager and the upload itself, as text."""
    outputs = stack.outputs()
    places = {name: repr(stack.items(outputs[name])) for name in ("files_table", "agents_table", "outcomes_table")}
    s3 = stack.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=outputs["report_bucket"]):
        for entry in page.get("Contents", []):
            body = s3.get_object(Bucket=outputs["report_bucket"], Key=entry["Key"])["Body"].read()
            # Reports on uploads in other encodings are among them; the passwords that are looked for are ASCII.
            places[entry["Key"]] = decompressed(body).decode(errors="replace")
    logs = stack.client("logs")
    for group in logs.describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{stack.name}-")["logGroups"]:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
        places[group["logGroupName"]] = "".join(event["message"] for page in pages for event in page["events"])
    messages = stack.client("sqs").receive_message(QueueUrl=outputs["failure_queue_url"], MaxNumberOfMessages=10)
    places["failure queue"] = repr(messages.get("Messages", []))
    places["Terraform state"] = (stack.home / "terraform.tfstate").read_text()
    return places | stack.account.logs()


def decompressed(body: bytes) -> bytes:
    import gzip

    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def test_the_same_event_three_times_is_one_import_of_48_users(stack: Stack, record: dict[str, Any]) -> None:
    version = stack.client("s3").head_object(Bucket=record["bucket"], Key=KEY)["VersionId"]
    event = {
        "Records": [
            {
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Put",
                "eventTime": "2026-11-22T12:00:00.000Z",
                "s3": {
                    "bucket": {"name": record["bucket"]},
                    "object": {
                        "key": "staff/N%C3%BCrnberg+50%25%2B+agents.csv",
                        "versionId": version,
                        "sequencer": record["sequencer"].rstrip("0"),
                    },
                },
            }
        ]
    }
    users = stack.users()

    for _ in range(3):
        answer = stack.client("lambda").invoke(
            FunctionName=stack.outputs()["function_names"]["ingest"], Payload=json.dumps(event).encode()
        )
        assert "FunctionError" not in answer, answer["Payload"].read()
    stack.settle()

    assert stack.users() == users
    assert stack.records(KEY) == [record]


def test_duplicated_stream_batches_make_each_user_once(stack: Stack) -> None:
    stack.account.deliver_twice(50)
    rows = [",".join((cells(number) | {"login": f"twice{number:02d}"}).values()) for number in range(1, 13)]
    key = "twice.csv"
    bucket = stack.outputs()["upload_bucket"]
    stack.client("s3").put_object(Bucket=bucket, Key=key, Body="\n".join([HEADER, *rows]).encode())

    record = stack.finished_import(key)
    stack.settle()

    assert (record["created"], record["pending"]) == (12, 0)
    assert len([name for name in stack.users() if name.startswith("twice")]) == 12
    assert stack.records(key)[-1]["created"] == 12
