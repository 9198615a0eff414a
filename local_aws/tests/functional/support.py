"""Worlds to compare: our local AWS, and ministack alone."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import boto3
from botocore.config import Config

from local_aws.client.end_process import end_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

STREAM_ACTIONS = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
)

# Notes each invocation's records in a file, then does what the records' `do` attribute says.
RECORDER = """
import json, os, time

def handler(event, context):
    started = time.time()
    records = event["Records"]
    images = [record["dynamodb"].get("NewImage", {}) for record in records]
    time.sleep(max(float(image.get("sleep", {}).get("N", 0)) for image in images))
    entry = {
        "started": started,
        "ended": time.time(),
        "names": [record["eventName"] for record in records],
        "numbers": [int(record["dynamodb"]["Keys"]["n"]["N"]) for record in records],
        "by": [record.get("userIdentity", {}).get("principalId") for record in records],
    }
    with open(os.environ["JOURNAL"], "a") as journal:
        journal.write(json.dumps(entry) + "\\n")
    if any(image.get("do", {}).get("S") == "raise" for image in images):
        raise ValueError("asked for")
    failures = [
        {"itemIdentifier": record["dynamodb"]["SequenceNumber"]}
        for record, image in zip(records, images)
        if image.get("do", {}).get("S") == "fail"
    ]
    return {"batchItemFailures": failures}
"""


def zipped(source: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("app.py", source)
    return buffer.getvalue()


def wait_for(look: Callable[[], T], seconds: float = 60) -> T:
    """Return what `look` returns as soon as that is true."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"{look} is still {found!r} after {seconds} s"
        time.sleep(0.02)
    return found


@dataclass(frozen=True)
class Stream:
    """A table with hash key `k`, range key `n` and a stream."""

    table: str
    arn: str


class World:
    """One server with what tests need of it; every name is new, so that tests don't meet."""

    def __init__(self, environment: dict[str, str], scratch: Path) -> None:
        self.environment = environment
        self.scratch = scratch
        self._session: Any = boto3.Session(
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name="us-east-1",
        )

    def client(self, service: str, **credentials: str) -> Any:
        return self.impatient_client(service, 30, **credentials)

    def impatient_client(self, service: str, read_timeout: float, /, **credentials: str) -> Any:
        """Build a client that waits so many seconds for an answer, and asks once."""
        config = Config(retries={"total_max_attempts": 1}, read_timeout=read_timeout)
        endpoint = self.environment["AWS_ENDPOINT_URL"]
        return self._session.client(service, endpoint_url=endpoint, config=config, **credentials)

    @staticmethod
    def name(kind: str) -> str:
        return f"{kind}-{uuid.uuid4().hex[:10]}"

    def role(self, *statements: Any) -> str:
        """Create a role for functions; each statement is actions, resource and, if any, a condition."""
        iam, name = self.client("iam"), self.name("role")
        trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy(trust))["Role"]["Arn"]
        members = ("Action", "Resource", "Condition")
        allowed = [{"Effect": "Allow", **dict(zip(members, given, strict=False))} for given in statements]
        if allowed:
            iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*allowed))
        return str(arn)

    def function(self, source: str, role: str, **options: Any) -> str:
        name = self.name("function")
        options.setdefault("Environment", {"Variables": {"JOURNAL": str(self.journal(name))}})
        client = self.client("lambda")
        client.create_function(
            FunctionName=name,
            Runtime="python3.13",
            Role=role,
            Handler="app.handler",
            Code={"ZipFile": zipped(source)},
            **{"Timeout": 10, **options},
        )
        return name

    def arn(self, function: str) -> str:
        return f"arn:aws:lambda:us-east-1:000000000000:function:{function}"

    def journal(self, function: str) -> Path:
        return self.scratch / f"{function}.jsonl"

    def entries(self, function: str) -> list[dict[str, Any]]:
        """What the recorder has noted, oldest first."""
        journal = self.journal(function)
        lines = journal.read_text().splitlines() if journal.exists() else []
        return [json.loads(line) for line in lines]

    def invoke(self, function: str, payload: object = None) -> tuple[str | None, Any]:
        answer = self.client("lambda").invoke(FunctionName=function, Payload=json.dumps(payload))
        return answer.get("FunctionError"), json.load(answer["Payload"])

    def stream(self, key: str | None = None) -> Stream:
        name = self.name("table")
        encryption = {"SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}} if key else {}
        table = self.client("dynamodb").create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
            AttributeDefinitions=[
                {"AttributeName": "k", "AttributeType": "S"},
                {"AttributeName": "n", "AttributeType": "N"},
            ],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            **encryption,
        )["TableDescription"]
        return Stream(name, table["LatestStreamArn"])

    def put(self, table: str, k: str, n: int, **attributes: str | float) -> None:
        item = {"k": {"S": k}, "n": {"N": str(n)}}
        for name, value in attributes.items():
            item[name] = {"S": value} if isinstance(value, str) else {"N": str(value)}
        self.client("dynamodb").put_item(TableName=table, Item=item)

    def map(self, stream: Stream, function: str, **options: Any) -> str:
        mapping = self.client("lambda").create_event_source_mapping(
            FunctionName=function,
            EventSourceArn=stream.arn,
            **{"StartingPosition": "TRIM_HORIZON", "BatchSize": 10, **options},
        )
        return str(mapping["UUID"])

    def recorder(self, stream: Stream, queue_arn: str = "arn:aws:sqs:us-east-1:000000000000:none") -> str:
        return self.function(RECORDER, self.role((STREAM_ACTIONS, stream.arn), ("sqs:SendMessage", queue_arn)))

    def queue(self, key: str | None = None) -> tuple[str, str]:
        name = self.name("queue")
        attributes = {"KmsMasterKeyId": key} if key else {}
        url = self.client("sqs").create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        return url, f"arn:aws:sqs:us-east-1:000000000000:{name}"

    def messages(self, url: str) -> list[dict[str, Any]]:
        """Take the messages that a queue holds."""
        answer = self.client("sqs").receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], VisibilityTimeout=0
        )
        return list(answer.get("Messages", ()))


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@contextmanager
def bare_ministack(scratch: Path) -> Iterator[dict[str, str]]:
    """Run ministack as it comes, with IAM, and yield the environment of its clients."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "DOCKER_HOST": "unix:///nonexistent/docker.sock",
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",
        "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.1",
        "MINISTACK_HOST": "127.0.0.1",
        "SFTP_ENABLED": "0",
        "TMPDIR": str(scratch),
    }
    with (scratch / "ministack.log").open("wb") as log:
        command = [sys.executable, "-m", "ministack"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=scratch)
    try:
        endpoint = f"http://127.0.0.1:{port}"
        wait_for(lambda: _answers(f"{endpoint}/_ministack/health"))
        yield {"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    finally:
        end_process(server, 15)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - http to loopback
            return True
    except OSError:
        return False
