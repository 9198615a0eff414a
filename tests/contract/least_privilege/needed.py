"""What the policies have to allow: what functions, services and people call, and how that uses the key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.contract.least_privilege.calls_of_functions import BY_LAMBDA, CALLS
from tests.contract.least_privilege.calls_of_others import OF_OTHERS
from tests.contract.least_privilege.request import ACCOUNT, REGION, Call, Request
from tests.contract.least_privilege.resources import FUNCTIONS, KEY, log_stream

_READ: Final = ("kms:Decrypt",)
_WRITE: Final = ("kms:Decrypt", "kms:GenerateDataKey")

_KEY_USE: Final[Mapping[str, Sequence[str]]] = {
    "s3:GetObject": _READ,
    "s3:GetObjectVersion": _READ,
    "s3:PutObject": _WRITE,
    "secretsmanager:CreateSecret": _WRITE,
    "secretsmanager:GetSecretValue": _READ,
    "secretsmanager:PutSecretValue": _WRITE,
    "sns:Publish": _WRITE,
    "sqs:ReceiveMessage": _READ,
    "sqs:SendMessage": _WRITE,
}
"""What services do with the key when they are asked for this; DynamoDB only decrypts the table's key.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html and the pages that
modules/lambda_function/role.tf names.
"""

_NOT_IN_POLICIES: Final = ("subscriberId", "aws:sqs:arn", "SecretVersionId")
"""Ends of keys that AWS sends too, and that no policy speaks of: the account, a queue, a secret's version."""


def calls_of(name: str) -> set[str]:
    """Return the actions that a function's own code is listed to call."""
    return {action for call in CALLS[name] for action in _actions(call[0])}


def needed() -> list[Request]:
    """Return every request that the policies have to allow."""
    found = [request for who, calls in OF_OTHERS.items() for request in _requests(who, calls)]
    for name in FUNCTIONS:
        own = list(_requests(name, (*CALLS[name], *BY_LAMBDA.get(name, ()))))
        found += own
        found += _requests(name, [("logs:CreateLogStream PutLogEvents", [log_stream(name)], {})])
        found += [use for request in own for use in _uses_of_key(request)]
    return list(dict.fromkeys(found))


def _actions(text: str) -> Iterator[str]:
    service, _, names = text.partition(":")
    yield from (f"{service}:{name}" for name in names.split())


def _requests(who: str, calls: Sequence[Call]) -> Iterator[Request]:
    for actions, resources, context in calls:
        for action in _actions(actions):
            for resource in resources:
                yield Request(who, action, resource, tuple(context.items()), frozenset(context))


def _uses_of_key(request: Request) -> Iterator[Request]:
    """What the service does with the deployment's key when a function asks it for something."""
    service = request.service
    actions = _READ if service == "dynamodb" and request.resource != "*" else _KEY_USE.get(request.action, ())
    for told in _encryption_contexts(request) if actions else ():
        via = {"kms:ViaService": f"{service}.{REGION}.amazonaws.com"}
        known = {f"kms:EncryptionContext:{key}": value for key, value in told.items()}
        matters = {key for key in (*via, *known) if not key.endswith(_NOT_IN_POLICIES)}
        context = {**via, **known, "kms:CallerAccount": ACCOUNT}
        for action in actions:
            yield Request(request.who, action, KEY, tuple(context.items()), frozenset(matters))


def _encryption_contexts(request: Request) -> Iterator[dict[str, str]]:
    arn = request.resource
    if request.service == "dynamodb":
        yield {"aws:dynamodb:tableName": arn.split("/")[1], "aws:dynamodb:subscriberId": ACCOUNT}
    elif request.service == "s3":
        yield {"aws:s3:arn": arn.partition("/")[0]}
        yield {"aws:s3:arn": arn}
    elif request.service == "secretsmanager":
        yield {"SecretARN": arn, "SecretVersionId": "1"}
    else:
        yield {f"aws:{request.service}:{'topicArn' if request.service == 'sns' else 'arn'}": arn}
