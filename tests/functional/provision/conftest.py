"""The contact centre that each test staffs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local_aws.connect import controls, install
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import client, tap
from tests.functional.stores import Deployment

install()


_shared = functools.cache(client)


@pytest.fixture
def make_client() -> Callable[[str], Any]:
    """All tests share clients: making one is slow, and moto begins anew behind it."""
    return _shared


@pytest.fixture
def centre(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    tap()
    controls().reset()
    connect = _shared("connect", watched=True)
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="rollcall-test",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    _shared("sqs").create_queue(QueueName="rollcall-retries")
    made = Centre(deployment, connect, instance["Id"])
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    made.new_container()
    yield made
    made.new_container()
    controls().reset()
