"""Reads what waits in a queue, and leaves it there."""

from __future__ import annotations

from typing import Any, Final

from tests.canaries.shown import shown

_MOST: Final = 10
"""Messages that Amazon SQS hands over at once."""


def messages_of(sqs: Any, url: str) -> list[bytes]:
    """Return the messages that anybody can see, with their attributes; they can be seen again afterwards."""
    found: dict[str, tuple[str, bytes]] = {}
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=_MOST, AttributeNames=["All"], MessageAttributeNames=["All"]
    ).get("Messages", []):
        found |= {message["MessageId"]: (message["ReceiptHandle"], shown(message)) for message in messages}
    for receipt, _ in found.values():
        sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=receipt, VisibilityTimeout=0)
    return [message for _, message in found.values()]
