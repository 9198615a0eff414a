"""Passwords show themselves nowhere, and secrets keep the names that they have."""

from __future__ import annotations

import copy
import functools
import json
import logging
import re
import traceback
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from roster.errors import PermanentError, RetryableError
from roster.password import Password, generate_password
from roster.passwords import SETTLING_PAUSES, PasswordStore

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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("too common: 5e\"s&Ame'%ü!", "too common: ***"),
        ("twice: 5e\"s&Ame'%ü! and 5e\"s&Ame'%ü!.", "twice: *** and ***."),
        ('{"Password": "5e\\"s&Ame\'%ü!"}', '{"Password": "***"}'),
        ('{"Password": "5e\\"s&Ame\'%\\u00fc!"}', '{"Password": "***"}'),
        ("<b>5e&quot;s&amp;Ame&#x27;%ü!</b>", "<b>***</b>"),
        ("?password=5e%22s%26Ame%27%25%C3%BC%21&x=1", "?password=***&x=1"),
        ("another: 5esame", "another: 5esame"),
    ],
)
def test_a_password_is_hidden_in_a_text_that_quotes_it(text: str, shown: str) -> None:
    assert Password("5e\"s&Ame'%ü!").hide_in(text) == shown
    assert Password("").hide_in(text) == text


@pytest.mark.parametrize("shown", ["5e\ud800Same!", "5e\\ud800Same!", "5e%ED%A0%80Same%21"])
def test_a_password_with_half_a_character_is_hidden_too(shown: str) -> None:
    """As a cell may hold it that JSON or a damaged file brought."""
    assert Password("5e\ud800Same!").hide_in(f"Invalid: {shown}.") == "Invalid: ***."


@pytest.mark.parametrize("operation", ["CreateSecret", "PutSecretValue"])
def test_a_refusal_that_quotes_the_passwords_does_not_show_them(
    client: Any, store: PasswordStore, operation: str
) -> None:
    if operation == "PutSecretValue":
        store.add("rollcall/passwords/import/2", {"ada": Password('Se"cret123')})
    message = json.dumps({"ada": 'Se"cret123', "ben": "Secret456"})

    def refuse(**_: Any) -> None:
        raise ClientError({"Error": {"Code": "ValidationException", "Message": f"Invalid: {message}"}}, operation)

    client.meta.events.register(f"before-call.secrets-manager.{operation}", refuse)
    passwords = {"ada": Password('Se"cret123'), "ben": Password("Secret456")}

    with pytest.raises(ClientError) as refused:
        store.add("rollcall/passwords/import/2", passwords)

    told = "".join(traceback.format_exception(refused.value))
    assert 'Invalid: {"ada": "***", "ben": "***"}' in told
    assert "ValidationException" in told
    assert not any(password in told for password in ("cret123", "Secret456"))


def test_made_passwords_fulfil_connects_rule_and_differ() -> None:
    made = [generate_password().reveal() for _ in range(300)]

    assert all(CONNECTS_RULE.fullmatch(password) and len(password) == 20 for password in made)
    assert len(set(made)) == 300


def test_made_passwords_can_be_read_aloud_and_opened_in_a_spreadsheet() -> None:
    made = [generate_password().reveal() for _ in range(2_000)]

    assert not set("".join(made)) & set("0O1lI")
    assert not {password[0] for password in made} & set("=+-@")
    assert set("=+-@") <= set("".join(made))


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


class Lagging:
    """A client whose GetSecretValue does not show a secret at once."""

    def __init__(self, client: Any, reads: int) -> None:
        self._client = client
        self._reads = reads

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def get_secret_value(self, SecretId: str) -> Any:  # noqa: N803 (AWS's name)
        self._reads -= 1
        return self._client.get_secret_value(SecretId=SecretId if self._reads < 0 else SecretId + "-not-yet")


def lagging_store(client: Any, reads: int) -> tuple[PasswordStore, list[float]]:
    pauses: list[float] = []
    lagging: Any = Lagging(client, reads)
    return PasswordStore(lagging, prefix="rollcall/passwords", key_arn="alias/test", sleep=pauses.append), pauses


def held_by(client: Any, name: str) -> dict[str, str]:
    return dict(json.loads(client.get_secret_value(SecretId=name)["SecretString"]))


def test_a_secret_that_exists_and_does_not_show_yet_is_waited_for(store: PasswordStore, client: Any) -> None:
    name = store.secret_name("import", 2)
    store.add(name, {"ada": Password("Secret123")})
    slow, pauses = lagging_store(client, len(SETTLING_PAUSES))

    slow.add(name, {"ben": Password("Secret456")})

    assert held_by(client, name) == {"ada": "Secret123", "ben": "Secret456"}
    assert tuple(pauses) == SETTLING_PAUSES


def test_a_secret_that_goes_on_not_showing_keeps_what_it_holds(store: PasswordStore, client: Any) -> None:
    name = store.secret_name("import", 2)
    store.add(name, {"ada": Password("Secret123")})
    slow, pauses = lagging_store(client, 100)

    with pytest.raises(RetryableError, match=f"secret '{name}' but does not show it yet"):
        slow.add(name, {"ben": Password("Secret456")})

    assert held_by(client, name) == {"ada": "Secret123"}
    assert sum(pauses) < 10


def test_a_secret_that_awaits_its_deletion_is_named_with_what_to_do(store: PasswordStore, client: Any) -> None:
    name = store.secret_name("import", 2)
    store.add(name, {"ada": Password("Secret123")})
    client.delete_secret(SecretId=name)
    slow, _ = lagging_store(client, 0)

    with pytest.raises(PermanentError, match=f"'{name}' awaits its deletion.*restore it.*without a recovery window"):
        slow.add(name, {"ben": Password("Secret456")})


def test_a_forced_deletion_that_is_under_way_is_waited_for(store: PasswordStore, client: Any) -> None:
    name = store.secret_name("import", 2)
    store.add(name, {"ada": Password("Secret123")})
    client.delete_secret(SecretId=name)

    def finish(_seconds: float) -> None:
        client.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)

    slow = PasswordStore(client, prefix="rollcall/passwords", key_arn="alias/test", sleep=finish)
    slow.add(name, {"ben": Password("Secret456")})

    assert held_by(client, name) == {"ben": "Secret456"}


@pytest.mark.parametrize(
    ("name", "owned"), [("rollcall/passwords/x/2", True), ("rollcall/passwords", False), ("other/passwords/x/2", False)]
)
def test_secrets_elsewhere_are_not_ours(store: PasswordStore, name: str, owned: bool) -> None:
    assert store.owns(name) == owned


@pytest.mark.parametrize("text", ['{"ada": "Sesame4711"', '["Sesame4711"]', '{"ada": 4711}', "[" * 60_000, ""])
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
