"""Passwords show themselves nowhere, and secrets keep the names that they have."""

from __future__ import annotations

import copy
import functools
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from roster.errors import PermanentError
from roster.passwords import Password, PasswordStore, generate_password

CONNECTS_RULE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,64}", re.ASCII)


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("secretsmanager", region_name="eu-central-1")


@pytest.fixture
def store(client: Any) -> PasswordStore:
    return PasswordStore(client, prefix="rollcall/passwords", key_arn="alias/test")


def test_a_password_does_not_show_itself(caplog: pytest.LogCaptureFixture) -> None:
    password = Password("Sesame4711")

    logging.getLogger().warning("%s %r", password, {"p": password})
    shown = [
        str(password),
        repr([password]),
        f"{password}",
        caplog.text,
        str(ValueError(password)),
        repr(copy.copy(password)),
    ]
    assert not any("Sesame" in text for text in shown)
    with pytest.raises(TypeError):
        json.dumps(password)
    assert password.reveal() == "Sesame4711"


def test_made_passwords_fulfil_connects_rule_and_differ() -> None:
    made = [generate_password().reveal() for _ in range(300)]

    assert all(CONNECTS_RULE.fullmatch(password) and len(password) == 20 for password in made)
    assert len(set(made)) == 300


def test_a_secret_is_created_and_read(store: PasswordStore) -> None:
    name = store.secret_name("import", 2)

    assert name == "rollcall/passwords/import/2"
    store.add(name, {"ada": Password("Secret123")})
    read = store.read(name)
    assert read is not None
    assert {user: password.reveal() for user, password in read.items()} == {"ada": "Secret123"}


def test_a_secret_that_exists_gets_the_names_that_it_lacks(store: PasswordStore) -> None:
    name = store.secret_name("import", 2)
    store.add(name, {"ada": Password("Secret123")})

    held = store.add(name, {"ada": Password("Secret456"), "zoë": Password("Secret789")})

    expected = {"ada": "Secret123", "zoë": "Secret789"}
    assert {user: password.reveal() for user, password in held.items()} == expected
    read = store.read(name)
    assert read is not None
    assert {user: password.reveal() for user, password in read.items()} == expected


def test_a_secret_that_is_gone_is_none(store: PasswordStore, client: Any) -> None:
    name = store.secret_name("import", 2)

    assert store.read(name) is None
    store.add(name, {"ada": Password("Secret123")})
    client.delete_secret(SecretId=name)
    assert store.read(name) is None


@pytest.mark.parametrize(
    ("name", "owned"), [("rollcall/passwords/x/2", True), ("rollcall/passwords", False), ("other/passwords/x/2", False)]
)
def test_secrets_elsewhere_are_not_ours(store: PasswordStore, name: str, owned: bool) -> None:
    assert store.owns(name) == owned


@pytest.mark.parametrize("text", ['{"ada": "Sesame4711"', '["Sesame4711"]', '{"ada": 4711}', ""])
def test_a_secret_that_somebody_spoilt_is_named_without_what_it_holds(
    store: PasswordStore, client: Any, text: str
) -> None:
    name = store.secret_name("import", 2)
    client.create_secret(Name=name, **({"SecretString": text} if text else {"SecretBinary": b"Sesame4711"}))

    for call in (
        functools.partial(store.add, name, {"ben": Password("Sesame4711")}),
        functools.partial(store.read, name),
    ):
        with pytest.raises(PermanentError, match=f"secret '{name}' is no JSON object") as caught:
            call()
        assert caught.value.__cause__ is caught.value.__context__ is None
