"""What a request names in other services: looked up where the application has somebody to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, not_found

if TYPE_CHECKING:
    from local_aws.connect.api.registry import Call

Exists = Callable[[str], bool]
"""Tells of an ARN whether such a resource exists, be it a bucket, function, stream or key."""

_PARTS_OF_AN_ARN = 6


def check_exists(call: Call, arn: str, service: str) -> None:
    """Check a resource of another service.

    Args:
        call: the request; without ``exists`` nobody is asked.
        arn: the resource's.
        service: as its ARN must have it, such as ``lambda``.

    Raises:
        ConnectError: InvalidParameterException for what is no ARN of the service, ResourceNotFoundException for one of
            nothing.
    """
    parts = arn.split(":", _PARTS_OF_AN_ARN - 1)
    if len(parts) != _PARTS_OF_AN_ARN or parts[0] != "arn" or parts[2] != service:
        raise invalid_parameter(f"{arn} is not an ARN of {service}")
    if call.exists is not None and not call.exists(arn):
        raise not_found(f"Resource of {service}", arn)
