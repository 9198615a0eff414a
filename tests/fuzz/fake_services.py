"""Services that the tests of the whole flow do without.

They are Amazon SQS, AWS Lambda, listed secrets, and lifecycle's part of Amazon Connect.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from tests.functional.flow.dynamodb import FakePaginator
from tests.functional.flow.stores import FakeSecrets


@dataclass
class FakeQueues:
    """The failure queue, from which messages are taken, and what is sent to the retry queue.

    Attributes:
        bodies: id → body of the failure queue's messages.
        sent: bodies that were sent.
    """

    bodies: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def receive_message(self, **_: Any) -> dict[str, Any]:
        found = [name for name in self.bodies if name not in self._taken][:10]
        self._taken.update(found)
        return {"Messages": [{"MessageId": n, "ReceiptHandle": n, "Body": self.bodies[n]} for n in found]}

    def delete_message(self, *, ReceiptHandle: str, **_: Any) -> None:  # noqa: N803 (boto3's names)
        self.bodies.pop(ReceiptHandle, None)

    def change_message_visibility(self, *, ReceiptHandle: str, **_: Any) -> None:  # noqa: N803
        self._taken.discard(ReceiptHandle)

    def send_message(self, *, MessageBody: str, **_: Any) -> None:  # noqa: N803
        self.sent.append(MessageBody)


@dataclass
class FakeFunctions:
    """AWS Lambda, which keeps the events that functions are invoked with.

    Attributes:
        settings: environment of every function.
        events: payloads, as JSON.
    """

    settings: Mapping[str, str]
    events: list[str] = field(default_factory=list)

    def invoke(self, *, Payload: bytes, **_: Any) -> dict[str, Any]:  # noqa: N803
        self.events.append(Payload.decode())
        return {"StatusCode": 202, "Payload": io.BytesIO(json.dumps({"batchItemFailures": []}).encode())}

    def get_function_configuration(self, **_: Any) -> dict[str, Any]:
        return {"Environment": {"Variables": dict(self.settings)}}


class ListedSecrets:
    """Secrets that can be listed and deleted.

    Args:
        secrets: those that there are.
    """

    def __init__(self, secrets: FakeSecrets) -> None:
        self._secrets = secrets

    def __getattr__(self, name: str) -> Any:
        return getattr(self._secrets, name)

    def list_secrets(self, **_: Any) -> dict[str, Any]:
        now = datetime.now(UTC)
        return {"SecretList": [{"ARN": name, "Name": name, "CreatedDate": now} for name in self._secrets.values]}

    def delete_secret(self, *, SecretId: str, **_: Any) -> None:  # noqa: N803
        self._secrets.values.pop(SecretId, None)


class LinkedObjects:
    """Buckets whose objects have links that can be opened.

    Args:
        client: a client of the buckets.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def generate_presigned_url(self, operation: str, *, Params: dict[str, str], ExpiresIn: int) -> str:  # noqa: N803
        return f"https://s3.example/{quote(Params['Key'])}?{operation}={ExpiresIn}"


class FakeCentre:
    """Amazon Connect as `lifecycle` calls it: all that it is told to do goes well, and one user is in all there is.

    Attributes:
        told: operations with their arguments.
    """

    def __init__(self) -> None:
        self.told: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Any:
        if operation.startswith("_"):
            raise AttributeError(operation)

        def call(**request: Any) -> dict[str, Any]:
            self.told.append((operation, request))
            return dict(_ANSWERS.get(operation, {}))

        return call

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(getattr(self, operation))


_ANSWERS: dict[str, dict[str, Any]] = {
    "list_queue_quick_connects": {"QuickConnectSummaryList": [{"Id": "quick-1", "QuickConnectType": "QUEUE"}]},
    "describe_phone_number": {
        "ClaimedPhoneNumberSummary": {
            "PhoneNumberId": "number-1",
            "PhoneNumberArn": "arn:aws:connect:eu-central-1:123456789012:phone-number/number-1",
            "TargetArn": "arn:aws:connect:eu-central-1:123456789012:instance/other",
            "Tags": {},
            "PhoneNumberStatus": {"Status": "CLAIMED"},
        }
    },
    "search_users": {
        "Users": [
            {
                "Id": "user-1",
                "HierarchyGroupId": "group-1",
                "RoutingProfileId": "routing-1",
                "SecurityProfileIds": ["security-1"],
            }
        ]
    },
}
