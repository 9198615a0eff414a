"""A local AWS that holds one instance, with the quotas that AWS gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from botocore.config import Config

from local_aws.client import Controls, LocalAws
from tests.end_to_end.account import client
from tests.functional.quick_clients import clients_as_they_come
from tests.on_aws.belongings import Client

ALIAS = "rollcall-test-probed"


@dataclass(frozen=True)
class Probed:
    """What probes look into.

    Attributes:
        client: builds clients of the administrator's.
        connect: one that tries nothing again.
        instance_id: of the instance.
        controls: of the server.
        environment: that leads there.
    """

    client: Client
    connect: Any
    instance_id: str
    controls: Controls
    environment: Mapping[str, str]


@pytest.fixture(scope="module", autouse=True)
def signed() -> Iterator[None]:
    """Have clients sign what they send: local AWS compares signatures, as AWS does."""
    with clients_as_they_come():
        yield


@pytest.fixture(scope="module")
def probed(signed: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probed]:
    """The account, as the tests of a file share it."""
    with LocalAws(tmp_path_factory.mktemp("probed")) as server:
        connect = client(server.environment(), "connect", config=Config(retries={"total_max_attempts": 1}))
        server.controls.connect_settings(settle_seconds=0)
        instance_id: str = connect.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias=ALIAS,
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        yield Probed(partial(client, server.environment()), connect, instance_id, server.controls, server.environment())
