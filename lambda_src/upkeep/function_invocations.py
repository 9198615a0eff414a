"""Invokes ingest and provision for the work that upkeep finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ReadTimeoutError

from roster.s3_events import created_event

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient

PROVISION_SECONDS: Final = 120
"""How long provision may take for one agent: it retries calls, and waits for Connect's quota."""

PROVISION_CLIENT_OPTIONS: Final[dict[str, Any]] = {
    "read_timeout": PROVISION_SECONDS,
    # No retry: the first invocation may still be running, and a second would provision the agent at the same time.
    "retries": {"mode": "standard", "total_max_attempts": 1},
}
"""Options of the client that `ProvisionFunction` takes."""

UploadVersion = tuple[str, str]
"""An upload: its key, decoded, and the id of the version."""


class IngestFunction:
    """Sends S3 events to ingest.

    Args:
        client: an AWS Lambda client.
        name: the function's name.
    """

    def __init__(self, client: LambdaClient, name: str) -> None:
        self._client = client
        self._name = name

    def invoke(self, event: Mapping[str, Any]) -> None:
        """Invoke the function with an S3 event; Lambda retries the invocation if it fails.

        Raises:
            botocore.exceptions.ClientError: Lambda refused it.
        """
        self._client.invoke(FunctionName=self._name, InvocationType="Event", Payload=json.dumps(event).encode())

    def invoke_for_import(self, record: Mapping[str, Any]) -> None:
        """Invoke the function with the S3 event of the upload that an import came from.

        Raises:
            botocore.exceptions.ClientError: Lambda refused it.
        """
        event = created_event(
            bucket=record["bucket"],
            key=record["key"],
            version_id=record["version_id"],
            sequencer=record["sequencer"],
        )
        self.invoke(event)


class ProvisionFunction:
    """Invokes provision for one agent directly, without the stream.

    Args:
        client: an AWS Lambda client with `PROVISION_CLIENT_OPTIONS`.
        name: the function's name.
    """

    def __init__(self, client: LambdaClient, name: str) -> None:
        self._client = client
        self._name = name

    def provision_now(self, username: str) -> str | None:
        """Invoke the function for one agent and wait for its answer.

        Returns:
            What went wrong, in a few words; None if the function is done with the agent.

        Raises:
            botocore.exceptions.ClientError: Lambda refused the invocation.
        """
        change = {"Keys": {"username": {"S": username}}, "SequenceNumber": "0"}
        event = {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}
        try:
            answer = self._client.invoke(FunctionName=self._name, Payload=json.dumps(event).encode())
        except ReadTimeoutError:
            return f"{self._name} was not done with it after {PROVISION_SECONDS} seconds"
        body: Any = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            kind = body.get("errorType") if isinstance(body, dict) else None
            return f"{self._name} broke off ({kind or answer['FunctionError']})"
        if body["batchItemFailures"]:
            return f"{self._name} met an error that it takes for a passing one"
        return None
