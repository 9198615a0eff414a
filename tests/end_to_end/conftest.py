"""One deployment for all tests of the flow: applying it takes longer than any of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local_aws.client import LocalAws
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.stack import Stack
from tests.servers import start_server

HIERARCHY = {
    "levels": ["Site", "Team"],
    "groups": ["Berlin/Billing", "Berlin/Returns", "Seattle/Billing", "Seattle/Returns"],
}
"""The groups that the sample directory names."""

QUOTA_FACTOR = 100.0
"""How many times the quotas are what AWS gives; a quota of 2 requests a second is the usual one."""


_LATE = ("test_changes.py", "test_chaos.py", "test_hand_over.py", "test_removals.py")
"""Files whose users stay: whoever lists all users waits for them, too. The last leaves the stack in another mode."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files last that leave the stack otherwise than they found it."""
    items.sort(key=lambda item: _LATE.index(item.path.name) if item.path.name in _LATE else -1)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """The local AWS that the root is applied to, with Connect's quotas lifted so that tests need not wait for them."""
    with start_server(tmp_path_factory.mktemp("server"), connect_quota_factor=QUOTA_FACTOR) as server:
        server.controls.connect_settings(limits={"users": 10_000})  # all tests together make more than 500
        yield server


@pytest.fixture(scope="package")
def deployer(server: LocalAws) -> Deployer:
    """Whoever applies: has the policies that `make deployer-policy` writes, and no other permission."""
    return Deployer(server)


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory, server: LocalAws, deployer: Deployer) -> Iterator[Stack]:
    """The root as a user applies it."""
    with Stack(tmp_path_factory.mktemp("stack"), server, applied_by=deployer.environment) as stack:
        stack.stage()
        stack.apply(
            user_hierarchy=HIERARCHY,
            connect_requests_per_second=2 * QUOTA_FACTOR,
            people_policies=True,
            uploaders={"outcome": {"prefix": "outcome/"}},
        )
        stack.settle()
        yield stack
