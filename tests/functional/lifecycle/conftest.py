"""What the lifecycle function finds: their settings, and an account that is empty."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from moto import mock_aws

from local_aws.connect import controls, install

install()


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand-ins for AWS, for the time of a test."""
    monkeypatch.setenv("AGENTS_TABLE", "rollcall-agents")
    monkeypatch.setenv("PASSWORD_SECRET_PREFIX", "rollcall/passwords")
    with mock_aws():
        controls().reset()
        yield
        controls().reset()
