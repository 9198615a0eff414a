"""Clients that are made the quick way are those that botocore makes."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.session import Session

from tests.functional.quick_clients import clients_as_they_come, quick_clients

_CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("s3", "put_object", {"Bucket": "a-bucket", "Key": "a key/ü", "Body": b"x", "ContentType": "text/csv"}),
    ("s3", "get_object", {"Bucket": "a.bucket", "Key": "key"}),
    ("dynamodb", "get_item", {"TableName": "table", "Key": {"key": {"S": "x"}}}),
    ("connect", "list_users", {"InstanceId": "x" * 8}),
    ("secretsmanager", "get_secret_value", {"SecretId": "x"}),
    ("sqs", "send_message", {"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/1/q", "MessageBody": "x"}),
    ("lambda", "invoke", {"FunctionName": "x", "Payload": b"{}"}),
)


class _SentError(Exception):
    """Stops a call at the point where it would be sent."""


def _sent(service: str, operation: str, parameters: dict[str, Any]) -> list[Any]:
    """What clients of two sessions, each made twice, would send, and what they offer."""
    seen: list[Any] = []

    def stop(request: Any, **_: Any) -> None:
        own = {name: value for name, value in request.headers.items() if name.lower() not in _OF_THE_MOMENT}
        seen.append((request.method, request.url, own, request.body if isinstance(request.body, bytes) else None))
        raise _SentError

    for session in (Session(), Session()):
        for _ in range(2):
            one: Any = session.create_client(service, region_name="eu-central-1")
            one.meta.events.register_first("before-send", stop)
            with pytest.raises(_SentError):
                getattr(one, operation)(**parameters)
            seen.append(sorted(name for name in dir(one) if not name.startswith("_")))
            seen.append(getattr(one, operation).__name__)
    return seen


_OF_THE_MOMENT = {"authorization", "x-amz-date", "amz-sdk-invocation-id", "user-agent"}


@pytest.mark.parametrize(("service", "operation", "parameters"), _CALLS)
def test_what_they_send_and_offer(service: str, operation: str, parameters: dict[str, Any]) -> None:
    with quick_clients():
        quick = _sent(service, operation, parameters)
    with clients_as_they_come():
        plain = _sent(service, operation, parameters)

    assert quick == plain
    assert len(quick) == 12


def test_a_handler_of_one_client_hears_of_no_other() -> None:
    session = Session()
    session.register("of-a-test.dynamodb", lambda **_: None)  # a place with handlers is copied another way
    with quick_clients():
        first, second = (session.create_client("dynamodb", region_name="eu-central-1") for _ in range(2))
    heard: list[str] = []

    def hear(event_name: str, **_: Any) -> None:
        heard.append(event_name)

    first.meta.events.register("of-a-test.dynamodb", hear)
    second.meta.events.emit("of-a-test.dynamodb.GetItem")
    assert heard == []
    session.get_component("event_emitter").emit("of-a-test.dynamodb.GetItem")
    assert heard == []
    first.meta.events.emit("of-a-test.dynamodb.GetItem")
    assert heard == ["of-a-test.dynamodb.GetItem"]
    first.meta.events.unregister("of-a-test.dynamodb", hear)
    first.meta.events.emit("of-a-test.dynamodb.GetItem")
    assert len(heard) == 1
