"""Sends to a failure destination or dead-letter queue, for the event or records that Lambda gives up."""

import hashlib
import json
import logging
import time
import uuid
from typing import Any

from ministack.services import sns, sqs

from local_aws.ministack.corrections.kms_keys_of_requests import use_of_queue
from local_aws.ministack.corrections.kms_permissions import missing_on_key
from local_aws.ministack.execution_roles import role_may

_logger = logging.getLogger("local_aws.functions")


class DeliveryError(RuntimeError):
    """The destination is not there, or the execution role may not write to it."""


def deliver(
    config: dict[str, Any], target_arn: str, document: Any, attributes: dict[str, dict[str, str]] | None = None
) -> None:
    """Send a document with a function's execution role.

    Args:
        config: The function's configuration.
        target_arn: An SQS queue or SNS topic.
        document: What can be written as JSON.
        attributes: Message attributes as SQS takes them.

    Raises:
        DeliveryError: The queue or topic does not exist, or the role may not send to it. AWS drops the document
            then, and counts it in `DestinationDeliveryFailures`.
    """
    body = json.dumps(document)
    service = target_arn.split(":")[2]
    action = {"sqs": "sqs:SendMessage", "sns": "sns:Publish"}.get(service)
    if action is None:
        raise DeliveryError(f"{target_arn} is neither a queue nor a topic")
    if not role_may(config, action, target_arn):
        raise DeliveryError(f"{config['Role']} may not {action} on {target_arn}")
    if service == "sns":
        if target_arn not in sns._topics:
            raise DeliveryError(f"There is no topic {target_arn}")
        sns._fanout(target_arn, str(uuid.uuid4()), body, "Lambda", "", attributes or {})
        return
    queue = sqs._queue_by_arn(target_arn)
    if queue is None:
        raise DeliveryError(f"There is no queue {target_arn}")
    missing = missing_on_key(config, "sqs", use_of_queue(queue))
    if missing:
        raise DeliveryError(f"{config['Role']} may not {missing} on the key that encrypts {target_arn}")
    queue["messages"].append(_message(queue, body, attributes or {}, config))


def _message(
    queue: dict[str, Any], body: str, attributes: dict[str, dict[str, str]], config: dict[str, Any]
) -> dict[str, Any]:
    """Return a message as ministack's queues hold it."""
    now = time.time()
    return {
        "id": str(uuid.uuid4()),
        "body": body,
        "md5_body": hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
        "md5_attrs": sqs._md5_msg_attrs(attributes) or "",
        "receipt_handle": None,
        "sent_at": now,
        "visible_at": now + sqs.queue_delay(queue),
        "receive_count": 0,
        "first_receive_at": None,
        "message_attributes": attributes,
        "sys": {"SenderId": config["FunctionArn"].split(":")[4], "SentTimestamp": str(int(now * 1000))},
        "group_id": None,
        "dedup_id": None,
        "dedup_cache_key": None,
        "seq": None,
    }
