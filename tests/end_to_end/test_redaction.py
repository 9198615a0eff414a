"""No version of an upload keeps a password, and Terraform does not mind the copies that took their places."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.stack import Stack

HEADER = "user login,first name,last name,Kennwort,acw seconds"
SENT = "passwords sent by terraform.csv"
SECONDS = 120


def directory(name: str, *, acw: int = 30) -> bytes:
    rows = [f"{name}{number},First,Last,Sesame{number}{name},{acw}" for number in range(1, 4)]
    return "\r\n".join([HEADER, *rows, ""]).encode()


def redacted(stack: Stack, key: str, amount: int = 1) -> list[dict[str, Any]]:
    """Wait until so many imports of a key are finished and redacted."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        records = stack.records(key)
        states = {(record.get("status"), record.get("redaction")) for record in records}
        if len(records) == amount and states <= {("FINISHED", "done"), ("REJECTED", "done")}:
            stack.settle()
            return records
        time.sleep(0.5)
    raise AssertionError(f"{key} was not redacted: {stack.records(key)}")


def versions(stack: Stack) -> list[tuple[str, str, bytes]]:
    """Read every version of every upload: key, version id and content, decompressed."""
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    found = []
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for version in page.get("Versions", []):
            name, version_id = version["Key"], version["VersionId"]
            body = s3.get_object(Bucket=bucket, Key=name, VersionId=version_id)["Body"].read()
            found.append((name, version_id, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body))
    return found


def held(stack: Stack) -> dict[str, str]:
    return {user: word for secret in stack.passwords().values() for user, word in secret.items()}


@pytest.fixture(scope="module")
def sent(stack: Stack) -> Iterator[Path]:
    """A directory with passwords that the deployment itself sends."""
    path = stack.root / "uploads" / SENT
    path.write_bytes(directory("sent"))
    printed = stack.apply()
    assert f"uploads_dir has passwords in {SENT}" in " ".join(printed.replace("│", " ").split())
    redacted(stack, SENT)
    yield path
    path.unlink()
    stack.apply()
    assert SENT not in {key for key, _, _ in versions(stack)}


def test_terraform_leaves_the_copy_alone(stack: Stack, sent: Path) -> None:
    [(_, version_id, content)] = [version for version in versions(stack) if version[0] == SENT]
    assert content == sent.read_bytes().replace(b"Sesame1sent", b"").replace(b"Sesame2sent", b"").replace(
        b"Sesame3sent", b""
    )

    assert stack.changes() == []

    stack.settle()
    assert [version for version in versions(stack) if version[0] == SENT] == [(SENT, version_id, content)]
    [record] = stack.records(SENT)
    assert (record["created"], record["redacted_version"]) == (3, version_id)


def test_a_changed_file_is_sent_again_over_the_copy(stack: Stack, sent: Path) -> None:
    sent.write_bytes(directory("sent", acw=60))

    assert "1 changed" in stack.apply()

    newest = redacted(stack, SENT, amount=2)[-1]
    assert newest["updated"] == 3
    assert stack.pending_changes() == ""


def test_no_version_of_any_upload_keeps_a_password(stack: Stack, sent: Path) -> None:
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    s3.put_object(Bucket=bucket, Key="zipped", Body=gzip.compress(directory("zip")), ContentType="application/gzip")
    s3.put_object(Bucket=bucket, Key="wide.csv", Body=directory("wide").decode().encode("utf-16"))
    s3.put_object(Bucket=bucket, Key="credentials.csv", Body=b"account,password\nroot,SesameRoot1\n")
    for acw in range(3):
        s3.put_object(Bucket=bucket, Key="quick.csv", Body=directory("quick", acw=acw))

    for key, amount in {"zipped": 1, "wide.csv": 1, "credentials.csv": 1, "quick.csv": 3}.items():
        redacted(stack, key, amount)

    everything = versions(stack)
    assert {"zipped", "wide.csv", "credentials.csv", "quick.csv", SENT} <= {key for key, _, _ in everything}
    for key, version_id, content in everything:
        for text in (content, content.replace(b"\0", b"")):
            assert b"Sesame" not in text, f"{key} {version_id} holds a password"
    assert len([key for key, _, _ in everything if key == "quick.csv"]) == 1
    words = {
        f"{name}{number}": f"Sesame{number}{name}" for name in ("sent", "zip", "wide", "quick") for number in (1, 2, 3)
    }
    assert words.items() <= held(stack).items()
    assert "SesameRoot1" not in held(stack).values()
    assert stack.records("credentials.csv")[0]["reason"]


def test_a_long_copy_may_be_sent_in_parts(stack: Stack, sent: Path) -> None:
    """IAM has to allow the actions of that too, which no test above needs."""
    rows = (f"nobody{number},First,,SesameLong{number:06d},{'9' * 300}" for number in range(28_000))
    body = "\n".join([HEADER, *rows, ""]).encode()
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    s3.put_object(Bucket=bucket, Key="long.csv", Body=body)

    redacted(stack, "long.csv")

    [content] = [content for key, _, content in versions(stack) if key == "long.csv"]
    assert b"Sesame" not in content
    assert len(content) > 8 * 1024 * 1024
    assert s3.head_object(Bucket=bucket, Key="long.csv")["ETag"].endswith('-2"')
