"""A deployment of its own for each file: its tests change it, and run in their order.

Terraform runs with the policies that `make deployer-policy` writes, and no other permission.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local_aws.client import LocalAws
from tests.end_to_end.conftest import HIERARCHY
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.local_account import LocalStack
from tests.servers import start_server

VARIABLES = {
    "user_hierarchy": HIERARCHY,
    "people_policies": True,
    "uploaders": {"office": {"prefix": "office/"}},
    "notification_email": "staffing@example.com",
    "tags": {"CostCentre": "4711"},
}
"""All that may be switched on, so that whoever applies needs a permission for it."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    """The local AWS that is deployed into."""
    with start_server(tmp_path_factory.mktemp("server"), connect_quota_factor=20.0) as server:
        yield server


@pytest.fixture(scope="module")
def deployer(server: LocalAws) -> Deployer:
    """Whoever applies and destroys, and makes no role without a permissions boundary."""
    return Deployer(server, boundary=True)


@pytest.fixture(scope="module")
def lifecycle(tmp_path_factory: pytest.TempPathFactory, server: LocalAws, deployer: Deployer) -> Iterator[LocalStack]:
    """A deployment of its own, whose tests run in their order: each begins where the one before ended."""
    home = tmp_path_factory.mktemp("lifecycle")
    with LocalStack(
        home, server, VARIABLES | {"permissions_boundary_arn": deployer.boundary}, deployer.environment
    ) as stack:
        stack.stage()
        yield stack
