"""Looks for texts, such as passwords, in everything that a deployment keeps, and says where it looked and how much."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.end_to_end.stack import Stack

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp1251", "cp932")
_SECRETS = ("secretsmanager",)
"""Files of local AWS below its data folder that hold the secrets themselves."""

Found = tuple[str, str, bytes]
"""The kind of place, its name, what it holds."""


@dataclass
class Sweep:
    """What was looked through.

    Attributes:
        places: kind of place → how many of them.
        size: kind of place → bytes.
        hits: the texts that were found, each with where.
    """

    places: dict[str, int] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    hits: list[str] = field(default_factory=list)


def sweep(stack: Stack, words: Iterable[str]) -> Sweep:
    """Look for words everywhere but in the values of secrets."""
    needles = {word: {word.encode(encoding, "ignore") for encoding in _ENCODINGS} - {b""} for word in words}
    done = Sweep()
    for kind, name, content in _everything(stack):
        done.places[kind] = done.places.get(kind, 0) + 1
        for part in _parts(content):
            done.size[kind] = done.size.get(kind, 0) + len(part)
            done.hits += [
                f"{word} in {kind} {name}" for word, forms in needles.items() if any(form in part for form in forms)
            ]
    return done


def _everything(stack: Stack) -> Iterator[Found]:
    yield from _tables(stack)
    yield from _objects(stack)
    yield from _logs(stack)
    yield from _messages(stack)
    yield from _settings(stack)
    for name, user in stack.users().items():
        yield "Connect user", name, _text(user)
    for path in sorted(stack.home.rglob("*")):
        if path.is_file() and not _holds_secrets(path):
            yield "file on disk", str(path.relative_to(stack.home)), path.read_bytes()


def _holds_secrets(path: Path) -> bool:
    return any(word in path.name.lower() for word in _SECRETS) or path.suffix == ".zip"


def _tables(stack: Stack) -> Iterator[Found]:
    for table in stack.client("dynamodb").list_tables()["TableNames"]:
        for number, item in enumerate(stack.items(table)):
            yield f"table {table}", str(number), _text(item)


def _objects(stack: Stack) -> Iterator[Found]:
    s3 = stack.client("s3")
    for bucket in (one["Name"] for one in s3.list_buckets()["Buckets"]):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for version in page.get("Versions", []):
                name = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
                answer = s3.get_object(**name)
                yield f"bucket {bucket}", version["Key"], answer["Body"].read()
                yield "object metadata", version["Key"], _text(answer["Metadata"])
        uploads = s3.list_multipart_uploads(Bucket=bucket).get("Uploads", [])
        assert not uploads, "an upload in parts was left open, whose parts nobody can look into"


def _logs(stack: Stack) -> Iterator[Found]:
    logs = stack.client("logs")
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            events = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
            lines = [event["message"] for answer in events for event in answer["events"]]
            yield "log group", group["logGroupName"], "\n".join(lines).encode()


def _messages(stack: Stack) -> Iterator[Found]:
    sqs = stack.client("sqs")
    for url in sqs.list_queues().get("QueueUrls", []):
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                yield f"queue {url.rsplit('/', 1)[1]}", message["MessageId"], _text(message)


def _settings(stack: Stack) -> Iterator[Found]:
    functions = stack.client("lambda").list_functions()["Functions"]
    for function in functions:
        yield "function's configuration", function["FunctionName"], _text(function)
    for parameter in stack.client("ssm").describe_parameters()["Parameters"]:
        value = stack.client("ssm").get_parameter(Name=parameter["Name"])
        yield "parameter", parameter["Name"], _text(value["Parameter"])
    for secret in stack.client("secretsmanager").list_secrets()["SecretList"]:
        yield "secret's name and tags", secret["Name"], _text(secret)
    metrics = stack.client("cloudwatch").list_metrics()["Metrics"]
    yield "metrics", "all", _text(metrics)
    yield "Terraform's outputs", "all", _text(stack.outputs())


def _text(value: Any) -> bytes:
    return json.dumps(value, default=_plain, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _plain(value: Any) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | bytearray) else str(value)


def _parts(content: bytes) -> Iterator[bytes]:
    """Yield a content, and what is compressed in it."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode() + archive.read(name)
