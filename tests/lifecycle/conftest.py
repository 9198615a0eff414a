"""A deployment of its own for each file: its tests change it, and run in their order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from local_aws.client import LocalAws
from tests.end_to_end.conftest import HIERARCHY
from tests.end_to_end.local_account import LocalStack


@pytest.fixture(scope="module")
def lifecycle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A deployment of its own, whose tests run in their order: each begins where the one before ended."""
    home = tmp_path_factory.mktemp("lifecycle")
    with (
        LocalAws(home / "server", connect_quota_factor=20.0) as server,
        LocalStack(home, server, {"user_hierarchy": HIERARCHY}) as stack,
    ):
        stack.stage()
        yield stack
