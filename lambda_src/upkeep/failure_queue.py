"""Takes messages from the failure queue, deletes them and puts them back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_VISIBILITY_TIMEOUT_SECONDS: Final = 900
"""As long as an invocation of upkeep at most, so that no other one takes the same messages meanwhile."""

ReceiptHandle = str


class FailureQueue:
    """The failure queue.

    Args:
        client: an Amazon SQS client.
        url: the queue's URL.
    """

    def __init__(self, client: SQSClient, url: str) -> None:
        self._client = client
        self._url = url

    def messages(self) -> Iterator[tuple[ReceiptHandle, str]]:
        """Take messages, with their bodies, until there are no more; nobody else sees them meanwhile."""
        while True:
            answer = self._client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=10,
                WaitTimeSeconds=1,
                VisibilityTimeout=_VISIBILITY_TIMEOUT_SECONDS,
            )
            if not answer.get("Messages"):
                return
            for message in answer["Messages"]:
                yield message["ReceiptHandle"], message["Body"]

    def delete(self, handle: ReceiptHandle) -> None:
        """Delete a message."""
        self._client.delete_message(QueueUrl=self._url, ReceiptHandle=handle)

    def put_back(self, handle: ReceiptHandle) -> None:
        """Make a message visible to everybody again."""
        self._client.change_message_visibility(QueueUrl=self._url, ReceiptHandle=handle, VisibilityTimeout=0)
