"""One deployment for all tests of the flow: applying it takes longer than any of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local_aws.client import LocalAws
from tests.end_to_end.stack import Stack

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
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The root as a user applies it, with Connect's quotas lifted so that tests need not wait for them."""
    home = tmp_path_factory.mktemp("stack")
    with LocalAws(home / "server", connect_quota_factor=QUOTA_FACTOR) as server, Stack(home, server) as stack:
        server.controls.connect_settings(limits={"users": 10_000})  # all tests together make more than 500
        stack.stage()
        stack.apply(
            user_hierarchy=HIERARCHY,
            connect_requests_per_second=2 * QUOTA_FACTOR,
            people_policies=True,
            uploaders={"outcome": {"prefix": "outcome/"}},
        )
        stack.settle()
        yield stack
