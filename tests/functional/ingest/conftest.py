"""Clients that tests may hang handlers on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.provision.wire import client


@pytest.fixture
def make_client() -> Callable[[str], Any]:
    """Each test has clients of its own: many let a call of theirs go wrong."""
    return client
