"""Asynchronous invocations: an S3 notification, or `InvocationType=Event`.

In ministack 1.5.33, unlike on AWS: a throttled attempt uses up a retry; a retry runs the code of the first
attempt; a dead-letter queue gets a destination's document instead of the event; a failure counts three invocations
whatever happened; the execution role needs no permission for the queue.
"""

import contextvars
import logging
import threading
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import lambda_svc

from local_aws.ministack.functions.destinations import DeliveryError, deliver

_logger = logging.getLogger("local_aws.functions")

# AWS's defaults: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
_RETRIES = 2
_EVENT_AGE_SECONDS = 21_600

_lock = threading.Lock()
_pending = 0


def pending() -> int:
    """Events that are accepted and neither done nor given up."""
    with _lock:
        return _pending


def install(retry_seconds: float) -> None:
    """Replace how ministack runs and retries asynchronous events.

    Args:
        retry_seconds: Pause before the first retry; the second waits twice as long. AWS waits one and two minutes.
    """

    def accept(function: dict[str, Any], event: Any) -> None:
        global _pending
        with _lock:
            _pending += 1
        arn = (function.get("config") or function)["FunctionArn"]
        context = contextvars.copy_context()
        target = (context.run, (_work, arn, event, retry_seconds))
        threading.Thread(target=target[0], args=target[1], daemon=True, name="lambda-event").start()

    lambda_svc.invoke_async_with_retry = accept


def _work(arn: str, event: Any, retry_seconds: float) -> None:
    global _pending
    _, _, _, region, account, *_ = arn.split(":")
    try:
        with request_scope(account, region):
            _invoke_until_done(arn, event, retry_seconds)
    except Exception:
        _logger.exception("The event for %s is lost", arn)
        raise
    finally:
        with _lock:
            _pending -= 1


def _settings(function: dict[str, Any]) -> dict[str, Any]:
    configs = function.get("event_invoke_configs") or {}
    return configs.get("") or configs.get("$LATEST") or function.get("event_invoke_config") or {}


def _invoke_until_done(arn: str, event: Any, retry_seconds: float) -> None:
    accepted, attempts, pause = time.monotonic(), 0, retry_seconds
    while True:
        # Looked up for each attempt: the function's code and settings may have changed since the last.
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        if not function or not config:
            _logger.info("An event for %s is dropped: the function is gone", arn)
            return
        settings = _settings(function)
        result = lambda_svc._execute_function(lambda_svc._execution_record_for_config(function, config), event)
        throttled = bool(result.get("throttle"))
        if not result.get("error") and not throttled:
            return
        attempts += 0 if throttled else 1
        retries = settings.get("MaximumRetryAttempts")
        if not throttled and attempts > (_RETRIES if retries is None else retries):
            _give_up(function, config, event, result, attempts, "RetriesExhausted")
            return
        if time.monotonic() + pause - accepted > settings.get("MaximumEventAgeInSeconds", _EVENT_AGE_SECONDS):
            _give_up(function, config, event, result, attempts, "EventAgeExceeded")
            return
        time.sleep(pause)
        pause = pause if throttled else pause * 2


def _give_up(
    function: dict[str, Any], config: dict[str, Any], event: Any, result: dict[str, Any], attempts: int, condition: str
) -> None:
    """Leave the event in the dead-letter queue and the on-failure destination; AWS serves both."""
    body = result.get("body") if isinstance(result.get("body"), dict) else {}
    request_id = str((body or {}).get("requestId") or uuid.uuid4())
    envelope = {
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "requestContext": {
            "requestId": request_id,
            "functionArn": f"{config['FunctionArn']}:{config.get('Version', '$LATEST')}",
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "requestPayload": event,
        "responseContext": {
            "statusCode": 200,
            "executedVersion": config.get("Version", "$LATEST"),
            "functionError": result.get("function_error") or "Unhandled",
        },
        "responsePayload": body,
    }
    attributes = {
        "RequestID": {"DataType": "String", "StringValue": request_id},
        "ErrorCode": {"DataType": "Number", "StringValue": "200"},
        "ErrorMessage": {"DataType": "String", "StringValue": str((body or {}).get("errorMessage", ""))[:1024] or "-"},
    }
    on_failure = ((_settings(function).get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination")
    dead_letters = (config.get("DeadLetterConfig") or {}).get("TargetArn")
    for target, document, extra in ((on_failure, envelope, None), (dead_letters, event, attributes)):
        if target:
            try:
                deliver(config, target, document, extra)
            except DeliveryError as error:
                _logger.error("The failed event of %s is lost: %s", config["FunctionName"], error)  # noqa: TRY400
