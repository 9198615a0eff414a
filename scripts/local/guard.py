"""Refuses to touch anything but local AWS."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scripts.local.errors import LocalError
from scripts.terraform.provider_choice import VARIABLE as AWS_PROVIDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local_aws.client import LocalAws


def use_local_aws(server: LocalAws) -> None:
    """Points this process, and all it starts, at `server` and at nothing else."""
    for name in [name for name in os.environ if name.startswith("AWS_") and name != AWS_PROVIDER]:
        del os.environ[name]
    os.environ.update(server.environment())
    require_local_aws(os.environ)


def require_local_aws(environment: Mapping[str, str]) -> None:
    """Checks that every AWS call made with `environment` stays on this machine.

    Raises:
        LocalError: An endpoint is missing or is not on loopback, or a profile could bring its own.
    """
    endpoints = {name: value for name, value in environment.items() if name.startswith("AWS_ENDPOINT_URL") and value}
    if "AWS_ENDPOINT_URL" not in endpoints:
        raise LocalError("AWS_ENDPOINT_URL is not set, so this would reach real AWS: start local AWS with `make up`")
    for name, url in endpoints.items():
        if not _on_loopback(url):
            raise LocalError(f"{name} is {url}, which is not on this machine: unset it; local targets never leave it")
    if environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false").lower() == "true":
        raise LocalError("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true, so AWS_ENDPOINT_URL would not count: unset it")


def _on_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, which may lead anywhere
        return False
