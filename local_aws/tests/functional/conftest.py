"""Our local AWS and ministack alone, each started once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local_aws.client import LocalAws
from local_aws.tests.functional.support import World, bare_ministack

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalAws]:
    directory = tmp_path_factory.mktemp("local-aws")
    code_dir = directory / "code"
    with LocalAws(directory, connect_quota_factor=None, retry_seconds=0.05, code_dir=code_dir) as running:
        yield running


@pytest.fixture(scope="session")
def local(server: LocalAws, tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(server.environment(), tmp_path_factory.mktemp("local-journals"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    directory = tmp_path_factory.mktemp("ministack")
    with bare_ministack(directory) as environment:
        yield World(environment, directory)
