"""A queue that hears of what a deployment announces, as somebody subscribes it by docs/operations.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack


@dataclass
class Subscriber:
    """The queue.

    Attributes:
        stack: the deployment.
        url: the queue's.
        subscription: its ARN.
        seen: the messages so far.
    """

    stack: Stack
    url: str
    subscription: str
    seen: list[dict[str, Any]] = field(default_factory=list)

    def about(self, name: str, value: str) -> list[dict[str, Any]]:
        """Return the messages so far that have a value in one of their attributes."""
        sqs = self.stack.client("sqs")
        # Without a wait Amazon SQS asks only some of its servers, and may hand over nothing though there is something.
        wanted: dict[str, Any] = {"QueueUrl": self.url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 1}
        while messages := sqs.receive_message(**wanted).get("Messages"):
            for message in messages:
                sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                self.seen.append(json.loads(message["Body"]))
        return [message for message in self.seen if _attribute(message, name) == value]

    def awaited(self, name: str, value: str) -> list[dict[str, Any]]:
        """Wait for a message that has a value in one of its attributes, and return all that have."""
        wait_until(lambda: self.about(name, value), f"a message whose {name} is {value!r}")
        return self.about(name, value)

    def close(self) -> None:
        """Hear of nothing more."""
        self.stack.client("sns").unsubscribe(SubscriptionArn=self.subscription)
        self.stack.client("sqs").delete_queue(QueueUrl=self.url)


def _attribute(message: dict[str, Any], name: str) -> str | None:
    """Value of a message's attribute; None where it has none of that name, as what an alarm says."""
    value: str | None = message.get("MessageAttributes", {}).get(name, {}).get("Value")
    return value


def subscribe(stack: Stack, name: str) -> Subscriber:
    """Make a queue and subscribe it.

    Args:
        stack: the deployment.
        name: what tells the queue from others that hear of the deployment.
    """
    sqs, topic = stack.client("sqs"), stack.outputs()["notification_topic_arn"]
    url = sqs.create_queue(QueueName=f"{subscriber_prefix(stack.name)}{name}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    subscription = stack.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    return Subscriber(stack, url, subscription)


def subscriber_prefix(name: str) -> str:
    """What the names of the queues that hear of a deployment begin with."""
    return f"{name}-subscriber-"


def remove_subscribers(stack: Stack) -> None:
    """Delete the queues that hear of a deployment, and their subscriptions: Terraform knows of neither."""
    sqs, sns, prefix = stack.client("sqs"), stack.client("sns"), subscriber_prefix(stack.name)
    for page in sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix):
        for url in page.get("QueueUrls", []):
            sqs.delete_queue(QueueUrl=url)
    for page in sns.get_paginator("list_subscriptions").paginate():
        for one in page["Subscriptions"]:
            if f":{prefix}" in one["Endpoint"]:
                sns.unsubscribe(SubscriptionArn=one["SubscriptionArn"])
