"""Starts local AWS for tests that deploy what `make build` made."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT

_CODE: Final = PROJECT / "build" / "local-aws-code"


def start_server(data_dir: Path, *, connect_quota_factor: float) -> LocalAws:
    """Start a server that finds the functions' code unpacked and compiled if one before it has had the same zips.

    Args:
        data_dir: Where it keeps the rest.
        connect_quota_factor: Multiplies Connect's request quotas.
    """
    return LocalAws(data_dir, connect_quota_factor=connect_quota_factor, code_dir=_CODE)
