"""Takes messages from the failure queue, deletes them and puts them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

VISIBILITY_TIMEOUT_SECONDS: Final = 960
"""Longer than an invocation of upkeep, which is 900 at most, so that no other one takes the same messages meanwhile."""

MAX_MESSAGES: Final = 10_000
"""Messages that are taken at once; those beyond wait for the next run."""

MAX_BYTES: Final = 64_000_000
"""Bodies that are taken at once, as text of one byte a letter: they are held in memory. One has up to 1 MiB."""

_NOT_TAKEN_ANY_MORE: Final = frozenset(
    {
        "AWS.SimpleQueueService.MessageNotInflight",
        "InvalidParameterValue",
        "MessageNotInflight",
        "ReceiptHandleIsInvalid",
    }
)


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """A message that was taken.

    Attributes:
        message_id: the same, however often it is delivered.
        handle: of its last delivery.
        body: what it says.
    """

    message_id: str
    handle: str
    body: str


class FailureQueue:
    """The failure queue.

    Args:
        client: an Amazon SQS client.
        url: the queue's URL.
        visibility_timeout: seconds for which nobody else sees a message that was taken.
    """

    def __init__(self, client: SQSClient, url: str, *, visibility_timeout: int = VISIBILITY_TIMEOUT_SECONDS) -> None:
        self._client = client
        self._url = url
        self._visibility_timeout = visibility_timeout

    def take_all(self, time_is_up: Callable[[], bool] = lambda: False) -> list[QueueMessage]:
        """Take the messages that are there, each once; nobody else sees them meanwhile.

        Amazon SQS may deliver a message twice. Then the last delivery counts, since its handle is the one that works.

        Args:
            time_is_up: whether to leave the rest of them.
        """
        taken: dict[str, QueueMessage] = {}
        size = 0
        while len(taken) < MAX_MESSAGES and size < MAX_BYTES and not time_is_up():
            answer = self._client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=10,
                WaitTimeSeconds=1,
                VisibilityTimeout=self._visibility_timeout,
            )
            received = [
                QueueMessage(message["MessageId"], message["ReceiptHandle"], message["Body"])
                for message in answer.get("Messages", [])
            ]
            is_new = any(message.message_id not in taken for message in received)
            taken |= {message.message_id: message for message in received}
            if not is_new:
                break  # nothing is left, or the first ones come again
            size += sum(len(message.body) for message in received)
        return list(taken.values())

    def delete(self, message: QueueMessage) -> None:
        """Delete a message; somebody else who has taken it meanwhile deletes it."""
        with _while_taken():
            self._client.delete_message(QueueUrl=self._url, ReceiptHandle=message.handle)

    def put_back(self, message: QueueMessage) -> None:
        """Make a message visible to everybody again; does nothing if it is."""
        with _while_taken():
            self._client.change_message_visibility(
                QueueUrl=self._url, ReceiptHandle=message.handle, VisibilityTimeout=0
            )


@contextmanager
def _while_taken() -> Iterator[None]:
    """Pass over the refusal of a handle that has lost its message, as the visibility timeout is over."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in _NOT_TAKEN_ANY_MORE:
            raise
