"""Real clients of the local Connect: the Terraform AWS provider and the AWS CLI."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local_aws.client import LocalAws

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTLE_SECONDS = 0.5
"""Long enough that the provider's waiters meet CREATION_IN_PROGRESS, IN_PROGRESS and what is not gone yet."""


@pytest.fixture
def local_aws(tmp_path: Path) -> Iterator[LocalAws]:
    """A server without request quotas, whose instances and numbers take their time as on AWS."""
    with LocalAws(tmp_path / "aws", connect_quota_factor=None) as server:
        server.controls.connect_settings(settle_seconds=SETTLE_SECONDS)
        yield server
