"""The notification topic, and the only call to it."""

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

    def send(self, notice: Notification) -> None:
        """Publish one notification.

        Raises:
            botocore.exceptions.ClientError: Amazon SNS refused it.
        """
        self._client.publish(
            TopicArn=self._arn,
            Subject=notice.subject,
            Message=notice.message,
            MessageAttributes={
                name: {"DataType": kind, "StringValue": value} for name, (kind, value) in notice.attributes.items()
            },
        )
