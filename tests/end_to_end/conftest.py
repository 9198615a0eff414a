"""One deployment for all tests of the flow: applying it takes longer than any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.stack import Stack
from tests.end_to_end.standing import NEEDS_LOCAL_AWS, STANDING

if TYPE_CHECKING:
    from local_aws.client import Controls, LocalAws
    from tests.end_to_end.deployer import Deployer

HIERARCHY = {
    "levels": ["Site", "Team"],
    "groups": ["Berlin/Billing", "Berlin/Returns", "Seattle/Billing", "Seattle/Returns"],
}
"""The groups that the sample directory names."""

VARIABLES = {
    "user_hierarchy": HIERARCHY,
    "people_policies": True,
    "uploaders": {"outcome": {"prefix": "outcome/"}},
}
"""What the tests' deployment has beyond the defaults."""

QUOTA_FACTOR = 100.0
"""How many times the quotas are what AWS gives; a quota of 2 requests a second is the usual one."""


_LATE = ("test_changes.py", "test_chaos.py", "test_hand_over.py", "test_removals.py")
"""Files whose users stay: whoever lists all users waits for them, too. The last leaves the stack in another mode."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files last that leave the stack otherwise than they found it."""
    items.sort(key=lambda item: _LATE.index(item.path.name) if item.path.name in _LATE else -1)
    unmarked = [item.nodeid for item in items if uses_local_aws(item) and not item.get_closest_marker(NEEDS_LOCAL_AWS)]
    if unmarked:
        raise pytest.UsageError(f"marked with needs_local_aws and the reason must be: {', '.join(unmarked)}")


def uses_local_aws(item: pytest.Item) -> bool:
    """Whether a test, or a fixture that it uses at whatever remove, turns what only local AWS has."""
    return "local_server" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Stack]:
    """The root as a user applies it.

    Where `make test-aws` has applied it, it is that deployment, in whatever account and with that account's quotas.
    """
    standing = request.config.stash.get(STANDING, None)
    if standing is not None:
        with Stack(standing.home, standing.account, dict(standing.variables)) as stack:
            stack.attach()
            yield stack
        return
    from tests.end_to_end.local_account import LocalStack

    server, deployer = request.getfixturevalue("local_server"), request.getfixturevalue("deployer")
    home = tmp_path_factory.mktemp("stack")
    with LocalStack(home, server, applied_by=deployer.environment) as stack:
        stack.stage()
        stack.apply(connect_requests_per_second=2 * QUOTA_FACTOR, **VARIABLES)
        stack.settle()
        yield stack


@pytest.fixture(scope="package")
def local_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """The local AWS in which the stack stands. Whoever takes it is marked with `needs_local_aws`.

    Its Connect's quotas are lifted, so that tests need not wait for them.
    """
    from tests.servers import start_server

    with start_server(tmp_path_factory.mktemp("server"), connect_quota_factor=QUOTA_FACTOR) as server:
        server.controls.connect_settings(limits={"users": 10_000})  # all tests together make more than 500
        yield server


@pytest.fixture(scope="package")
def controls(local_server: LocalAws) -> Controls:
    """What can be turned on local AWS, and nowhere else."""
    return local_server.controls


@pytest.fixture(scope="package")
def deployer(local_server: LocalAws) -> Deployer:
    """Whoever applies: has the policies that `make deployer-policy` writes, and no other permission."""
    from tests.end_to_end.deployer import Deployer

    return Deployer(local_server)
