"""Names everything that exists, read from the services' own memory: without paging, permissions or lags."""

from collections.abc import Callable, Iterable
from typing import Any

from ministack.services import (
    cloudwatch,
    cloudwatch_logs,
    dynamodb,
    iam,
    kms,
    lambda_svc,
    s3,
    secretsmanager,
    sns,
    sqs,
    ssm,
)
from moto.connect.models import connect_backends


def _names(store: Any) -> Callable[[], Iterable[str]]:
    """Names in a store of ministack's, whatever the account and region."""
    return lambda: (str(scoped[-1]) for scoped in list(store._data))


def _keys_in_use() -> Iterable[str]:
    return (
        key["KeyId"]
        for key in list(kms._keys._data.values())
        if key.get("KeyState") != "PendingDeletion" and key.get("KeyManager", "CUSTOMER") == "CUSTOMER"
    )


def _mappings() -> Iterable[str]:
    return (f"{mapping['EventSourceArn']} -> {mapping['FunctionName']}" for mapping in lambda_svc._esms._data.values())


def _connect(kind: str) -> Callable[[], Iterable[str]]:
    """Names of what moto's Connect backends hold of a kind."""
    return lambda: (
        name
        for regions in list(connect_backends.values())
        for backend in list(regions.values())
        for name in list(getattr(backend, kind))
    )


def _connect_users() -> Iterable[str]:
    return (
        user["Username"]
        for regions in list(connect_backends.values())
        for backend in list(regions.values())
        for contents in list(backend.contents.values())
        for user in list(contents.users.values())
    )


_KINDS: dict[str, Callable[[], Iterable[str]]] = {
    "connect_instances": _connect("contents"),
    "connect_phone_numbers": _connect("phone_numbers"),
    "connect_users": _connect_users,
    "s3_buckets": _names(s3._buckets),
    "dynamodb_tables": _names(dynamodb._tables),
    "secrets": _names(secretsmanager._secrets),
    "lambda_functions": _names(lambda_svc._functions),
    "event_source_mappings": _mappings,
    "log_groups": _names(cloudwatch_logs._log_groups),
    "sqs_queues": _names(sqs._queue_name_to_url),
    "sns_topics": _names(sns._topics),
    "sns_subscriptions": _names(sns._sub_arn_to_topic),
    "ssm_parameters": _names(ssm._parameters),
    "cloudwatch_alarms": _names(cloudwatch._alarms),
    "cloudwatch_dashboards": _names(cloudwatch._dashboards),
    "kms_keys": _keys_in_use,
    "iam_roles": _names(iam._roles),
    "iam_policies": _names(iam._policies),
}


def inventory() -> dict[str, list[str]]:
    """Name everything that exists; an empty list where nothing does.

    Secrets that wait for their deletion are listed, because they still take their name; KMS keys that do are not,
    because AWS allows no earlier deletion.
    """
    return {kind: sorted(names()) for kind, names in _KINDS.items()}
