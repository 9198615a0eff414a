"""Secrets Manager's rules, beside ministack alone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable

    from local_aws.tests.functional.support import World


def _outcome(call: Callable[..., Any], **parameters: Any) -> str:
    """Error code of a call, or `ok`."""
    try:
        call(**parameters)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return "ok"


def _too_long(world: World) -> list[str]:
    client = world.client("secretsmanager")
    name = world.name("secret")
    return [
        _outcome(client.create_secret, Name=name, SecretString="ü" * 32_768),
        _outcome(client.create_secret, Name=name + "-2", SecretString="ü" * 32_768 + "x"),
        _outcome(client.put_secret_value, SecretId=name, SecretString="x" * 65_537),
        _outcome(client.put_secret_value, SecretId=name, SecretBinary=b"x" * 65_537),
    ]


def test_a_value_has_at_most_65536_bytes(local: World) -> None:
    assert _too_long(local) == ["ok", *["ValidationException"] * 3]


def test_ministack_alone_takes_any_length(bare: World) -> None:
    assert _too_long(bare) == ["ok"] * 4


def _repeated(world: World) -> list[str]:
    client = world.client("secretsmanager")
    name, token = world.name("secret"), str(uuid.uuid4())
    first = {"Name": name, "SecretString": "one", "ClientRequestToken": token}
    same = {"SecretId": name, "SecretString": "one", "ClientRequestToken": token}
    return [
        _outcome(client.create_secret, **first),
        _outcome(client.create_secret, **first),
        _outcome(client.create_secret, **{**first, "SecretString": "two"}),
        _outcome(client.put_secret_value, **same),
        _outcome(client.put_secret_value, **{**same, "SecretString": "two"}),
        client.get_secret_value(SecretId=name)["SecretString"],
    ]


def test_a_request_token_makes_a_repeated_call_idempotent(local: World) -> None:
    exists = "ResourceExistsException"
    assert _repeated(local) == ["ok", "ok", exists, "ok", exists, "one"]


def test_ministack_alone_ignores_the_token(bare: World) -> None:
    exists = "ResourceExistsException"
    assert _repeated(bare) == ["ok", exists, exists, "ok", "ok", "two"]


def test_the_token_is_the_versions_id(local: World) -> None:
    token = str(uuid.uuid4())
    client, name = local.client("secretsmanager"), local.name("secret")
    made = client.create_secret(Name=name, SecretString="one", ClientRequestToken=token)
    assert made["VersionId"] == client.get_secret_value(SecretId=name)["VersionId"] == token


def _deleted(world: World) -> list[str]:
    client, name = world.client("secretsmanager"), world.name("secret")
    client.create_secret(Name=name, SecretString="one")
    client.delete_secret(SecretId=name)
    return [
        _outcome(client.create_secret, Name=name, SecretString="two"),
        _outcome(client.delete_secret, SecretId=name, ForceDeleteWithoutRecovery=True),
        _outcome(client.delete_secret, SecretId=name, ForceDeleteWithoutRecovery=True),
        _outcome(client.create_secret, Name=name, SecretString="two"),
    ]


def test_a_name_that_awaits_deletion_is_taken_until_it_is_forced(local: World) -> None:
    assert _deleted(local) == ["InvalidRequestException", "ok", "ok", "ok"]


def test_ministack_alone_says_otherwise(bare: World) -> None:
    assert _deleted(bare) == ["ResourceExistsException", "ok", "ResourceNotFoundException", "ok"]


def _found_by_prefix(world: World) -> list[str]:
    client, prefix = world.client("secretsmanager"), world.name("rollcall")
    for name in (f"{prefix}/passwords/1", f"other/{prefix}/passwords/1", f"{prefix.upper()}/passwords/1"):
        client.create_secret(Name=name, SecretString="one")
    pages = client.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [f"{prefix}/"]}])
    return [secret["Name"].replace(prefix, "P") for page in pages for secret in page["SecretList"]]


def test_the_name_filter_matches_the_beginning(local: World) -> None:
    assert _found_by_prefix(local) == ["P/passwords/1"]


def test_ministack_alone_matches_anywhere(bare: World) -> None:
    assert len(_found_by_prefix(bare)) == 3


@pytest.mark.parametrize("value", ["text", ""])
def test_a_value_comes_back(local: World, value: str) -> None:
    client, name = local.client("secretsmanager"), local.name("secret")
    client.create_secret(Name=name, SecretString="first")
    if value:
        client.put_secret_value(SecretId=name, SecretString=value)
    assert client.get_secret_value(SecretId=name)["SecretString"] == (value or "first")
