"""Event source mappings of SQS queues: checked when they are created, and quick; ministack 1.5.33 accepts anything.

As Lambda's retries are, the delays of messages that a mapping delivers are shortened, so that nobody waits a quarter of
an hour for what comes back. Rules: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

import time
from collections.abc import Iterator
from typing import Any

from ministack.core.responses import error_response_json, request_scope
from ministack.services import lambda_svc, sqs

from local_aws.ministack.execution_roles import role_may

_REAL_RETRY_SECONDS = 60.0
"""The pause before Lambda's first retry, which `retry_seconds` replaces."""

_LEAST_HIDDEN_SECONDS = 20.0
"""A message that is being worked on does not come again before, however much is shortened."""

_ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")


def install(retry_seconds: float) -> None:
    """Put the checks before ministack's own code, and shorten delays.

    Args:
        retry_seconds: Pause before Lambda's first retry; delays are shortened as that is.
    """
    create, receive = lambda_svc._create_esm, sqs._receive_messages_for_esm
    share = retry_seconds / _REAL_RETRY_SECONDS

    def create_checked(request: dict[str, Any]) -> Any:
        source = request.get("EventSourceArn", "")
        name, qualifier, failure = lambda_svc._resolve_existing_esm_function(request.get("FunctionName", ""))
        if failure or ":sqs:" not in source:
            return create(request)
        function, _ = lambda_svc._get_func_record_for_qualifier(name, qualifier)
        return _problem(source, function["config"]) or create(request)

    def receive_early(queue_url: str, max_number: int) -> list[dict[str, Any]]:
        with sqs._queues_lock:
            for message in sqs._get_q(queue_url)["messages"]:
                if not message.get("receive_count") and not message.get("shortened"):
                    message["shortened"] = True
                    message["visible_at"] = message["sent_at"] + (message["visible_at"] - message["sent_at"]) * share
        batch: list[dict[str, Any]] = receive(queue_url, max_number)
        now = time.time()
        for message in batch:
            message["visible_at"] = now + max(_LEAST_HIDDEN_SECONDS, (message["visible_at"] - now) * share)
        return batch

    lambda_svc._create_esm = create_checked
    sqs._receive_messages_for_esm = receive_early


def waiting() -> int:
    """Count the messages in queues that have a mapping."""
    return sum(_lengths())


def _lengths() -> Iterator[int]:
    for account, region, mapping in lambda_svc._iter_all_esms():
        if ":sqs:" in mapping["EventSourceArn"]:
            with request_scope(account, region):
                queue = sqs._queue_by_arn(mapping["EventSourceArn"])
                yield len(queue["messages"]) if queue else 0


def _problem(source: str, config: dict[str, Any]) -> Any:
    for action in _ACTIONS:
        if not role_may(config, f"sqs:{action}", source):
            return _refuse(f"The function execution role does not have permissions to call {action} on SQS")
    queue = sqs._queue_by_arn(source)
    if queue is None:
        return None
    visible_after = int(queue["attributes"].get("VisibilityTimeout", "30"))
    if visible_after < config["Timeout"]:
        return _refuse(
            f"Queue visibility timeout: {visible_after} seconds is less than Function timeout: "
            f"{config['Timeout']} seconds"
        )
    return None


def _refuse(message: str) -> Any:
    return error_response_json("InvalidParameterValueException", message, 400)
