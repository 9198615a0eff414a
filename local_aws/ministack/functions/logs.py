"""Writes a function's logs only if its execution role may.

ministack 1.5.33 writes them, and creates the log group, whatever the role allows. So a policy without log permissions
goes unnoticed, and a late invocation brings back the log group of a destroyed deployment.
"""

import logging
from typing import Any

from ministack.services import cloudwatch_logs, lambda_svc

from local_aws.ministack.execution_roles import role_may

_logger = logging.getLogger("local_aws.functions")


def install() -> None:
    """Check the execution role before each invocation's log is written."""
    emit = lambda_svc._emit_lambda_logs

    def emit_if_allowed(function: dict[str, Any], *arguments: Any, **options: Any) -> None:
        config = function.get("config") or function
        missing = _missing_action(config)
        if missing is None:
            emit(function, *arguments, **options)
        else:
            _logger.warning("%s leaves no log: its role lacks %s", config["FunctionName"], missing)

    lambda_svc._emit_lambda_logs = emit_if_allowed


def _missing_action(config: dict[str, Any]) -> str | None:
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
    _, partition, _, region, account, *_ = config["FunctionArn"].split(":")
    group_arn = f"arn:{partition}:logs:{region}:{account}:log-group:{group}"
    if group not in cloudwatch_logs._log_groups and not role_may(config, "logs:CreateLogGroup", group_arn):
        return f"logs:CreateLogGroup on {group_arn}, which does not exist"
    for action in ("logs:CreateLogStream", "logs:PutLogEvents"):
        if not role_may(config, action, f"{group_arn}:log-stream:any"):
            return f"{action} on {group_arn}:*"
    return None
