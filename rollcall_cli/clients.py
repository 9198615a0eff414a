"""Builds AWS clients for commands, which give up sooner than the functions: somebody waits at the terminal.

boto3 is imported with the first client: neither a help nor a wrong command line needs it.
"""

from __future__ import annotations

import os
from typing import Any, Final

_RETRIES: Final[dict[str, Any]] = {"retries": {"mode": "standard", "total_max_attempts": 3}}
"""Fewer attempts than the functions make."""


def regional_client(service: str, region: str | None = None, **config: Any) -> Any:
    """Build a client.

    Args:
        service: such as `dynamodb`.
        region: AWS region; None takes the environment's: `AWS_REGION`, which the AWS CLI and Terraform go by and boto3
            does not, then what boto3 goes by, `AWS_DEFAULT_REGION` and the profile.
        **config: options of `botocore.config.Config` to use instead of the command's.
    """
    from roster.clients import build_client

    region = region or os.environ.get("AWS_REGION")
    where = {"region_name": region} if region else {}
    return build_client(service, **where, **(_RETRIES | config))


def region_of(arn: str) -> str | None:
    """Return the region that an ARN names, None if the text names none."""
    parts = arn.split(":")
    return parts[3] if len(parts) > 3 and parts[3] else None
