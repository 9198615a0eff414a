"""Publishes notifications to the Amazon SNS topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.notification_text import Notification

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class NotificationTopic:
    """Sends notifications.

    Args:
        client: an Amazon SNS client.
        arn: the topic's ARN.
    """

    def __init__(self, client: SNSClient, arn: str) -> None:
        self._client = client
        self._arn = arn

    def send(self, notification: Notification) -> None:
        """Publish one notification.

        Raises:
            botocore.exceptions.ClientError: Amazon SNS refused it.
        """
        self._client.publish(
            TopicArn=self._arn,
            Subject=notification.subject,
            Message=notification.message,
            MessageAttributes={
                name: {"DataType": kind, "StringValue": value}
                for name, (kind, value) in notification.attributes.items()
            },
        )
