"""Listings of secrets that lag when a test asks for it, beside ministack alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World


def _listed(world: World, prefix: str) -> list[str]:
    pages = world.client("secretsmanager").get_paginator("list_secrets").paginate()
    names = [secret["Name"] for page in pages for secret in page["SecretList"]]
    return sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix))


def _make(client: Any, *names: str) -> None:
    for name in names:
        client.create_secret(Name=name, SecretString="one")


def test_a_listing_lags_while_it_is_asked_to_and_reads_do_not(server: LocalAws, local: World) -> None:
    client, prefix = local.client("secretsmanager"), local.name("secret")
    _make(client, f"{prefix}/1")

    server.controls.lag_secret_listings(on=True)
    _make(client, f"{prefix}/2", f"{prefix}/3")
    client.delete_secret(SecretId=f"{prefix}/3", ForceDeleteWithoutRecovery=True)

    assert _listed(local, prefix) == ["/1"]
    assert client.get_secret_value(SecretId=f"{prefix}/2")["SecretString"] == "one"
    assert not {name for name in server.controls.inventory()["secrets"] if name == f"{prefix}/3"}
    server.controls.lag_secret_listings(on=False)
    assert _listed(local, prefix) == ["/1", "/2"]


def test_ministack_alone_lists_at_once(bare: World) -> None:
    prefix = bare.name("secret")

    _make(bare.client("secretsmanager"), f"{prefix}/1")

    assert _listed(bare, prefix) == ["/1"]
