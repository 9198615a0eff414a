"""Examples in one account, beside an instance that is there already."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from local_aws.client import LocalAws
from tests.end_to_end import by_hand
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.example import Example
from tests.end_to_end.examples.kept_state import WithKeptState
from tests.end_to_end.examples.several import LONG_NAME, Found, at_once
from tests.end_to_end.people import administrators_client
from tests.end_to_end.recovery import wait_until
from tests.servers import start_server

ALIAS = "somebody-elses"
QUICK = {"connect_requests_per_second": 40}
"""Settings for an example that takes them: the quotas of the local Connect are 20 times what AWS gives."""

_LAST = "test_destroy.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Destroy when all else is done."""
    items.sort(key=lambda item: item.path.name == _LAST and item.path.parent.name == "examples")


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """One for all examples that leave others alone."""
    with start_server(tmp_path_factory.mktemp("server"), connect_quota_factor=20.0) as server:
        server.controls.connect_settings(limits={"instances": 5})
        yield server


@pytest.fixture(scope="package")
def found(server: LocalAws) -> Found:
    """The instance that was there first."""
    connect = administrators_client(server, "connect")
    instance_id: str = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=ALIAS,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    wait_until(
        lambda: connect.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"] == "ACTIVE",
        "making the instance",
    )
    users = {
        name: by_hand.create_user(connect, instance_id, name, *profiles)
        for name, profiles in {"boss": ("Admin",), LONG_NAME: ("Agent",), "carl": ("Agent",)}.items()
    }
    return Found(connect, instance_id, users)


@pytest.fixture(scope="package")
def deployer(server: LocalAws) -> Deployer:
    """Whoever applies the teams."""
    return Deployer(server, "rollcall-teams")


@pytest.fixture(scope="package")
def examples(
    tmp_path_factory: pytest.TempPathFactory, server: LocalAws, deployer: Deployer, found: Found
) -> Iterator[dict[str, Example]]:
    """The examples by name, applied; test_destroy.py destroys what is left of them."""
    home = tmp_path_factory.mktemp("examples")
    with contextlib.ExitStack() as running:
        examples = {
            example.folder: running.enter_context(example)
            for example in (
                Example(home / "minimal", server, "minimal"),
                Example(home / "saml", server, "saml-instance"),
                Example(home / "existing", server, "existing-instance"),
                Example(home / "teams", server, "teams", deployer.environment),
                WithKeptState(home / "production", server, "production"),
            )
        }
        examples["existing-instance"].variables = {"instance_alias": ALIAS, "settings": QUICK}
        for example in examples.values():
            example.home.mkdir()
            example.stage()
        at_once(Example.apply, examples.values())
        yield examples
