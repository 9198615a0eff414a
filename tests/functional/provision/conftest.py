"""The contact centre that each test staffs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local_aws.connect import controls, install
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import shared_client, tap
from tests.functional.stores import Deployment

install()


@pytest.fixture
def centre(deployment: Deployment, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    tap()
    controls().reset()
    connect = shared_client("connect", watched=True)
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="rollcall-test",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    shared_client("sqs").create_queue(QueueName="rollcall-retries")
    made = Centre(deployment, connect, instance["Id"])
    for name, value in made.environment().items():
        monkeypatch.setenv(name, value)
    made.new_container()
    yield made
    made.new_container()
    controls().reset()
