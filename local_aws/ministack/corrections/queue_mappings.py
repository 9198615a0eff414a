"""Checks an event source mapping of an SQS queue when it is created; ministack 1.5.33 accepts anything.

Rules: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from typing import Any

from ministack.core.responses import error_response_json
from ministack.services import lambda_svc, sqs

from local_aws.ministack.execution_roles import role_may

_ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")


def install() -> None:
    """Put the checks before ministack's own code."""
    create = lambda_svc._create_esm

    def create_checked(request: dict[str, Any]) -> Any:
        source = request.get("EventSourceArn", "")
        name, qualifier, failure = lambda_svc._resolve_existing_esm_function(request.get("FunctionName", ""))
        if failure or ":sqs:" not in source:
            return create(request)
        function, _ = lambda_svc._get_func_record_for_qualifier(name, qualifier)
        return _problem(source, function["config"]) or create(request)

    lambda_svc._create_esm = create_checked


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
