"""Which region a client asks."""

from __future__ import annotations

import pytest

from rollcall_cli.clients import region_of, regional_client
from rollcall_cli.deployment import Deployment


@pytest.mark.parametrize(
    ("named", "environment", "region"),
    [
        ("us-west-2", {"AWS_REGION": "eu-west-2"}, "us-west-2"),
        (None, {"AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-2"),
        (None, {"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
        (None, {"AWS_REGION": "", "AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
    ],
)
def test_the_region_of_a_client(
    named: str | None, environment: dict[str, str], region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert regional_client("ssm", named).meta.region_name == region


@pytest.mark.parametrize(
    ("arn", "region"),
    [("arn:aws:connect:eu-west-2:123456789012:instance/i", "eu-west-2"), ("arn:aws:iam::1:role/r", None), ("", None)],
)
def test_the_region_of_an_arn(arn: str, region: str | None) -> None:
    assert region_of(arn) == region


def test_a_deployment_builds_each_client_once() -> None:
    deployment = Deployment({"region": "eu-west-2"})

    client = deployment.client("ssm")

    assert deployment.client("ssm") is client
    assert deployment.client("ssm", read_timeout=1) is not client
    assert Deployment({"region": "eu-west-1"}).client("ssm").meta.region_name == "eu-west-1"
