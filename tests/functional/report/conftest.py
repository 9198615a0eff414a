"""The function's environment, and a queue that is subscribed to the topic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from report.handler import build_reporter
from tests.functional.stores import Deployment


@dataclass
class Inbox:
    """A subscriber of the notification topic."""

    topic_arn: str
    queue_url: str
    sqs: Any

    def read(self) -> list[dict[str, Any]]:
        """Take out what has come: subject, message and attributes."""
        found = []
        while messages := self.sqs.receive_message(QueueUrl=self.queue_url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self.sqs.delete_message(QueueUrl=self.queue_url, ReceiptHandle=message["ReceiptHandle"])
                found.append(json.loads(message["Body"]))
        return found


@pytest.fixture
def inbox(deployment: Deployment) -> Inbox:
    """The topic as Terraform makes it, with a queue that it sends to."""
    del deployment  # moto is on
    region: dict[str, Any] = {"region_name": "eu-central-1"}
    sns, sqs = boto3.client("sns", **region), boto3.client("sqs", **region)
    topic = sns.create_topic(Name="rollcall-notifications")["TopicArn"]
    queue = sqs.create_queue(QueueName="inbox")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    return Inbox(topic, queue, sqs)


@pytest.fixture(autouse=True)
def container(monkeypatch: pytest.MonkeyPatch, inbox: Inbox) -> Iterator[None]:
    """A new container with the variables that Terraform sets."""
    monkeypatch.setenv("FILES_TABLE", "rollcall-files")
    monkeypatch.setenv("OUTCOMES_TABLE", "rollcall-outcomes")
    monkeypatch.setenv("REPORT_BUCKET", "rollcall-reports")
    monkeypatch.setenv("ROLLCALL_NAME", "rollcall")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Rollcall")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "report")
    monkeypatch.setenv("NOTIFICATION_TOPIC_ARN", inbox.topic_arn)
    build_reporter.cache_clear()
    yield
    build_reporter.cache_clear()
