"""The fuzzed entries run on stores in memory; what their handlers share with other tests is reset here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import ingest.handler
import report.handler
import upkeep.handler
from tests.fuzz.site import environment


@pytest.fixture(scope="module", autouse=True)
def settings_of_functions() -> Iterator[None]:
    """Set the functions' environment once for all cases."""
    with environment():
        yield


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    """Leave no objects of these deployments to the handlers."""
    yield
    for build in (ingest.handler.build_intake, ingest.handler.build_lambda_client, report.handler.build_reporter):
        build.cache_clear()
    upkeep.handler.build_upkeep.cache_clear()
