"""Invokes the function as `aws_lambda_invocation` does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lifecycle.handler import lambda_handler


@dataclass
class Context:
    """What Lambda hands over."""

    function_name: str = "rollcall-lifecycle"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-lifecycle"
    aws_request_id: str = "11111111-2222-3333-4444-555555555555"

    seconds_left: int = 900

    def get_remaining_time_in_millis(self) -> int:
        """Answer as Lambda does; its longest time is 900 seconds."""
        return self.seconds_left * 1000


def invoke(hook: str, action: str, **payload: Any) -> dict[str, str]:
    """Run a hook for an action of Terraform's."""
    return invoke_within(900, hook, action, **payload)


def invoke_within(seconds: int, hook: str, action: str, **payload: Any) -> dict[str, str]:
    """Run a hook that has so many seconds."""
    event = {"hook": hook, **payload, "tf": {"action": action, "prev_input": None}}
    return lambda_handler(event, Context(seconds_left=seconds))  # type: ignore[arg-type]
