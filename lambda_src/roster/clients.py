"""AWS clients, built once per container by the function that needs them and passed on from there."""

from __future__ import annotations

import functools
from typing import Any, Final

import botocore.session
from botocore.config import Config

_RETRIES: Final = 6


@functools.cache
def aws_session() -> botocore.session.Session:
    """Return the session that all clients of a container share, with its credentials and AWS's models.

    It is botocore's own, of the function's zip. boto3 makes the same clients, and what it adds, such as transfers of
    files, nothing here uses; but it takes a sixth longer to load, in each cold start.
    """
    return botocore.session.get_session()


def build_client(service: str, **config: Any) -> Any:
    """Build a client with Rollcall's time-outs and retries.

    Args:
        service: such as `dynamodb`, as text: the build reads it there, and packs what botocore knows of it.
        **config: options of `botocore.config.Config` to use instead.
    """
    options: dict[str, Any] = {
        "connect_timeout": 5,
        "read_timeout": 20,
        "retries": {"mode": "standard", "max_attempts": _RETRIES},
        "max_pool_connections": 16,
        # Without keep-alive packets, a NAT gateway on the way drops a connection on which nothing is sent for minutes,
        # such as one on which the answer of a long invocation is awaited.
        "tcp_keepalive": True,
    } | config
    return aws_session().create_client(service, config=Config(**options))
