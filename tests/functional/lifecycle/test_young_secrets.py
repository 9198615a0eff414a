"""A purge deletes secrets that no listing shows yet, by the names that the agents table gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from lifecycle.named_secrets import named_secrets
from lifecycle.purge_passwords import purge_passwords
from roster.items import to_wire
from tests.functional.stores import create_tables

OURS = "rollcall/passwords/import/2"


class Lagging:
    """A Secrets Manager whose listings and first deletions do not know young secrets yet."""

    def __init__(self, client: Any, *young: str) -> None:
        self._client = client
        self._young = set(young)
        self._unknown = set(young)
        self.deletions: list[str] = []

    def delete_secret(self, *, SecretId: str, **options: Any) -> None:  # noqa: N803 (AWS's name)
        self.deletions.append(SecretId)
        if SecretId in self._unknown:
            self._unknown.remove(SecretId)  # done, as if there were no such secret
        else:
            self._client.delete_secret(SecretId=SecretId, **options)

    def get_paginator(self, _operation: str) -> Lagging:
        return self

    def paginate(self, **request: Any) -> Iterator[dict[str, Any]]:
        for page in self._client.get_paginator("list_secrets").paginate(**request):
            yield {"SecretList": [secret for secret in page["SecretList"] if secret["Name"] not in self._young]}


@pytest.fixture
def secrets(aws: None) -> Any:
    return boto3.client("secretsmanager")


@pytest.fixture
def dynamodb(aws: None) -> Any:
    client = boto3.client("dynamodb")
    create_tables(client)
    return client


def put_agents(dynamodb: Any, *agents: dict[str, Any]) -> None:
    for number, agent in enumerate(agents):
        dynamodb.put_item(TableName="rollcall-agents", Item=to_wire({"username": f"agent{number}", **agent}))


def left(secrets: Any) -> list[str]:
    return [secret["Name"] for secret in secrets.list_secrets(IncludePlannedDeletion=True)["SecretList"]]


def test_a_secret_that_is_named_and_not_listed_yet_is_deleted(secrets: Any) -> None:
    for name in (OURS, "rollcall/passwords/import/502"):
        secrets.create_secret(Name=name, SecretString="{}")
    pauses: list[float] = []

    count = purge_passwords(
        Lagging(secrets, OURS),  # type: ignore[arg-type]
        "rollcall/passwords/",
        named=[OURS, "rollcall/passwords/import/502"],
        sleep=pauses.append,
    )

    assert (left(secrets), count) == ([], 1)
    assert sum(pauses) < 60


def test_no_more_names_are_tried_than_there_is_time_for_and_the_youngest_first(secrets: Any) -> None:
    client = Lagging(secrets)
    names = [f"rollcall/passwords/import/{number}" for number in range(1_200)]

    purge_passwords(client, "rollcall/passwords/", named=names, sleep=lambda _: None)  # type: ignore[arg-type]

    assert client.deletions[:1_000] == names[:1_000]
    assert not set(client.deletions) & set(names[1_000:])


def test_each_secret_below_the_prefix_is_named_once_and_the_youngest_first(dynamodb: Any) -> None:
    put_agents(
        dynamodb,
        {"password_secret": "rollcall/passwords/import/2", "updated_at": "2026-11-22T12:00:00.000Z"},
        {"password_secret": "rollcall/passwords/import/502", "updated_at": "2026-11-22T12:00:01.000Z"},
        {"password_secret": "rollcall/passwords/import/2", "updated_at": "2026-11-22T12:00:02.000Z"},
        {"password_secret": "rollcall/passwords/direct/ada"},
        {"password_secret": "somebody-elses/secret"},
        {"password_secret": 5},
        {},
    )

    assert named_secrets(dynamodb, "rollcall-agents", "rollcall/passwords/") == [
        "rollcall/passwords/import/2",
        "rollcall/passwords/import/502",
        "rollcall/passwords/direct/ada",
    ]


def test_secrets_on_every_page_of_the_table_are_named(dynamodb: Any) -> None:
    filling = "x" * 300_000  # a page has 1 MB
    names = {f"rollcall/passwords/import/{number}" for number in range(8)}
    put_agents(dynamodb, *({"password_secret": name, "filling": filling} for name in names))

    assert set(named_secrets(dynamodb, "rollcall-agents", "rollcall/passwords/")) == names


def test_a_table_that_is_gone_names_nothing(aws: None) -> None:
    assert named_secrets(boto3.client("dynamodb"), "rollcall-agents", "rollcall/passwords/") == []
