"""The account that a deployment stands in: what its users reach it by, and how tests wait until nothing runs there.

Nothing here, nor in what it imports, knows local AWS: `local_account` does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import boto3

if TYPE_CHECKING:
    from botocore.config import Config

_UNFINISHED = (
    "attribute_exists(kind) AND kind <> :file AND (NOT #status IN (:finished, :rejected) OR redaction = :pending)",
    {":file": "file", ":finished": "FINISHED", ":rejected": "REJECTED", ":pending": "pending"},
)
_WAITS = ("attribute_not_exists(#status) OR #status = :pending", {":pending": "PENDING"})
_WAITING = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)
_LOOKS_IN_A_ROW = 2
"""As what was just uploaded or written takes a moment to be seen by the function that it wakes."""

_SECONDS_BETWEEN_LOOKS = 2.0

Outputs = Callable[[], Mapping[str, Any]]
"""Reads a deployment's outputs."""


class Account(Protocol):
    """An AWS account, as tests see it."""

    def environment(self) -> dict[str, str]:
        """Variables that, laid over any environment, make boto3, the AWS CLI and Terraform reach this account."""
        ...

    def settle(self, outputs: Outputs, seconds: float) -> None:
        """Wait until nothing of a deployment runs or waits.

        Args:
            outputs: reads those of the deployment.
            seconds: longest wait.

        Raises:
            TimeoutError: something is still at work; the message says what.
        """
        ...

    def deliver_twice(self, batches: int) -> None:
        """Have the next batches of streams delivered twice, where the account can be asked for it; AWS just may."""
        ...

    def logs(self) -> dict[str, str]:
        """What the account itself wrote about the calls that it got, by place, as far as it is there to read."""
        ...


@dataclass(frozen=True)
class EnvironmentAccount:
    """The account that the environment's credentials belong to, and nothing but that.

    Attributes:
        variables: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_DEFAULT_REGION, AWS_SESSION_TOKEN (empty
            for none), and AWS_ENDPOINT_URL where one is set.
    """

    variables: Mapping[str, str]

    def environment(self) -> dict[str, str]:
        """See `Account`."""
        return dict(self.variables)

    def settle(self, outputs: Outputs, seconds: float) -> None:
        """See `Account`: no import is unfinished, no agent waits, and the retry queue is empty, twice in a row."""
        deadline, quiet = time.monotonic() + seconds, 0
        while True:
            busy = at_work(outputs(), self.environment())
            quiet = 0 if busy else quiet + 1
            if quiet == _LOOKS_IN_A_ROW:
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {seconds:g} s there are still {', '.join(busy) or 'too few quiet looks'}")
            time.sleep(_SECONDS_BETWEEN_LOOKS)

    def deliver_twice(self, batches: int) -> None:
        """See `Account`."""

    def logs(self) -> dict[str, str]:
        """See `Account`: AWS keeps none that the deployment's tests could read."""
        return {}


def client(
    environment: Mapping[str, str], service: str, region: str | None = None, *, config: Config | None = None
) -> Any:
    """Build a client of whoever has an environment.

    Args:
        environment: as `Account.environment` returns it.
        service: boto3's name of it.
        region: in place of the environment's.
        config: of the client, if not boto3's own.
    """
    build: Any = boto3.client  # its overloads want the service's name as a literal
    return build(
        service,
        config=config,
        endpoint_url=environment.get("AWS_ENDPOINT_URL"),
        region_name=region or environment["AWS_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=environment.get("AWS_SESSION_TOKEN") or None,
    )


def at_work(outputs: Mapping[str, Any], environment: Mapping[str, str]) -> list[str]:
    """Say what of a deployment is still at work, by its tables and its retry queue; an empty list for nothing."""
    dynamodb, sqs = client(environment, "dynamodb"), client(environment, "sqs")
    url = sqs.get_queue_url(QueueName=retry_queue(outputs))["QueueUrl"]
    waiting = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(_WAITING))["Attributes"]
    found = {
        "unfinished imports": _count(dynamodb, outputs["files_table"], *_UNFINISHED),
        "agents that wait": _count(dynamodb, outputs["agents_table"], *_WAITS),
        "messages in the retry queue": sum(int(waiting[name]) for name in _WAITING),
    }
    return [f"{amount} {what}" for what, amount in found.items() if amount]


def retry_queue(outputs: Mapping[str, Any]) -> str:
    """Name of a deployment's retry queue, which stands beside its failure queue."""
    failures: str = outputs["failure_queue_url"].rpartition("/")[2]
    return failures.removesuffix("-failures") + "-retries"


def _count(dynamodb: Any, table: str, condition: str, values: Mapping[str, str]) -> int:
    pages = dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        Select="COUNT",
        FilterExpression=condition,
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={name: {"S": value} for name, value in values.items()},
    )
    return sum(page["Count"] for page in pages)
