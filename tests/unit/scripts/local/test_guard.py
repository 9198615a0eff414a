"""Local targets never leave this machine."""

import os
from typing import Any

import pytest

from scripts.local.errors import LocalError
from scripts.local.guard import require_local_aws, use_local_aws


@pytest.mark.parametrize("url", ["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])
def test_local_aws_is_accepted(url: str) -> None:
    require_local_aws({"AWS_ENDPOINT_URL": url, "AWS_ENDPOINT_URL_S3": url})


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "AWS_ENDPOINT_URL is not set"),
        ({"AWS_ENDPOINT_URL": ""}, "AWS_ENDPOINT_URL is not set"),
        ({"AWS_ENDPOINT_URL": "https://s3.amazonaws.com"}, "AWS_ENDPOINT_URL is https://s3.amazonaws.com"),
        ({"AWS_ENDPOINT_URL": "http://10.0.0.7:4566"}, "not on this machine"),
        (
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ENDPOINT_URL_CONNECT": "https://connect.amazonaws.com"},
            "AWS_ENDPOINT_URL_CONNECT is",
        ),
        (
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"},
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        ),
    ],
)
def test_anything_else_is_refused(environment: dict[str, str], message: str) -> None:
    with pytest.raises(LocalError, match=message):
        require_local_aws(environment)


class Server:
    def environment(self) -> dict[str, str]:
        return {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}


def test_of_a_users_own_settings_the_choice_of_a_provider_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    own: dict[str, str] = {"AWS_PROFILE": "production", "AWS_PROVIDER": "6.27.0", "HOME": "/home/ada"}
    monkeypatch.setattr(os, "environ", own)
    server: Any = Server()

    use_local_aws(server)

    assert own == {"AWS_PROVIDER": "6.27.0", "HOME": "/home/ada", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
