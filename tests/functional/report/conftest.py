"""The function's environment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from report.handler import build_reporter


@pytest.fixture(autouse=True)
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A new container with the variables that Terraform sets."""
    monkeypatch.setenv("FILES_TABLE", "rollcall-files")
    monkeypatch.setenv("OUTCOMES_TABLE", "rollcall-outcomes")
    monkeypatch.setenv("REPORT_BUCKET", "rollcall-reports")
    build_reporter.cache_clear()
    yield
    build_reporter.cache_clear()
