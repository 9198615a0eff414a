"""What every client of an AWS service has."""

from __future__ import annotations

import pytest

from roster.clients import build_client


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")


def test_a_long_answer_can_be_awaited() -> None:
    client = build_client("lambda", read_timeout=930)

    # A firewall or a NAT gateway on the way forgets connections that are silent for some minutes.
    assert client.meta.config.tcp_keepalive is True
    assert client.meta.config.read_timeout == 930
