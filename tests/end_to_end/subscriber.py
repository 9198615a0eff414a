"""A queue that hears of what a deployment announces, as somebody subscribes it by docs/operations.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

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
        while messages := sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                self.seen.append(json.loads(message["Body"]))
        return [message for message in self.seen if message["MessageAttributes"][name]["Value"] == value]

    def close(self) -> None:
        """Hear of nothing more."""
        self.stack.client("sns").unsubscribe(SubscriptionArn=self.subscription)
        self.stack.client("sqs").delete_queue(QueueUrl=self.url)


def subscribe(stack: Stack, name: str) -> Subscriber:
    """Make a queue of this name and subscribe it."""
    sqs, topic = stack.client("sqs"), stack.outputs()["notification_topic_arn"]
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
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
