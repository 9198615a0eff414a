"""The fuzzed entries run on stores in memory, in one environment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fuzz.site import environment


@pytest.fixture(scope="module", autouse=True)
def settings_of_functions() -> Iterator[None]:
    """Set the functions' environment once for all cases."""
    with environment():
        yield
