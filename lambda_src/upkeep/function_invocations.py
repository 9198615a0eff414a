"""Invocations of the functions that do the work that upkeep finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ReadTimeoutError

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

TRY_SECONDS: Final = 120
"""How long provision may take for one agent: its own tries of a call, and its place in the line for Connect's quota."""

TRY_OPTIONS: Final[dict[str, Any]] = {
    "read_timeout": TRY_SECONDS,
    # Once: a repeated call would provision at the same time as the first, which is still at it.
    "retries": {"mode": "standard", "total_max_attempts": 1},
}
"""Options of the client that `ProvisionFunction` takes."""

Version = tuple[str, str]
"""An upload: its key as its user sees it, and the version's id."""


class IngestFunction:
    """Has uploads taken in.

    Args:
        client: an AWS Lambda client.
        name: the function's name.
    """

    def __init__(self, client: LambdaClient, name: str) -> None:
        self._client = client
        self._name = name

    def invoke(self, event: Mapping[str, Any]) -> None:
        """Hand an S3 event to the function, which takes it from there with Lambda's own retries.

        Raises:
            botocore.exceptions.ClientError: Lambda refused it.
        """
        self._client.invoke(FunctionName=self._name, InvocationType="Event", Payload=json.dumps(event).encode())


class ProvisionFunction:
    """Has one agent provisioned at once, past the stream.

    Args:
        client: an AWS Lambda client with `TRY_OPTIONS`.
        name: the function's name.
    """

    def __init__(self, client: LambdaClient, name: str) -> None:
        self._client = client
        self._name = name

    def try_now(self, username: str) -> str | None:
        """Try one agent and wait for it.

        Returns:
            What went wrong, in a few words; None if the function is done with the agent.

        Raises:
            botocore.exceptions.ClientError: Lambda refused the invocation, so nothing was tried.
        """
        change = {"Keys": {"username": {"S": username}}, "SequenceNumber": "0"}
        event = {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}
        try:
            answer = self._client.invoke(FunctionName=self._name, Payload=json.dumps(event).encode())
        except ReadTimeoutError:
            return f"{self._name} was not done with it after {TRY_SECONDS} seconds"
        body: Any = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            kind = body.get("errorType") if isinstance(body, dict) else None
            return f"{self._name} broke off ({kind or answer['FunctionError']})"
        if body["batchItemFailures"]:
            return f"{self._name} met an error that it takes for a passing one"
        return None
