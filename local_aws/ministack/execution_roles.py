"""Checks a function's execution role for what Lambda does with it: reading streams, writing logs, sending to queues."""

import contextvars
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator, lambda_runtime


def role_may(config: dict[str, Any], action: str, resource_arn: str, context: dict[str, str] | None = None) -> bool:
    """Decide with IAM's evaluator; everything is allowed on a server without authorisation.

    Args:
        config: The function's configuration, which names the role.
        action: IAM action, such as `sqs:SendMessage`.
        resource_arn: What it is done to.
        context: IAM condition keys of the action.
    """
    if not ministack_app.AUTH:
        return True
    # Policies may require TLS, which Lambda uses; this may run outside any request, so the context says so itself.
    return contextvars.copy_context().run(_may_by_https, config, action, resource_arn, context)


def _may_by_https(config: dict[str, Any], action: str, resource_arn: str, context: dict[str, str] | None) -> bool:
    iam_evaluator.pin_request_origin("127.0.0.1", secure_transport=True)
    access_key = lambda_runtime.execution_credentials(config)["AWS_ACCESS_KEY_ID"]
    service, _, _ = action.partition(":")
    region = resource_arn.split(":")[3] or config["FunctionArn"].split(":")[3]
    denied = iam_evaluator.enforce(
        access_key, action, service, region, resource_arn=resource_arn, service_context=context
    )
    return denied is None
