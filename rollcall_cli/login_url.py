"""Finds where the agents of a deployment log in."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import is_access_denied
from rollcall_cli.instance import describe_instance
from rollcall_cli.printing import warn


def login_url(deployment: Deployment) -> str:
    """Return the URL of the instance's login page: the output `login_url` of the root, or what Amazon Connect says.

    Empty if the caller may not ask Amazon Connect, which is said.

    Raises:
        CliError: there is no such instance.
    """
    told = deployment.outputs.get("login_url")
    if isinstance(told, str) and told:
        return told
    try:
        instance: Any = describe_instance(deployment.client("connect"), deployment.output("instance_id"))
    except ClientError as error:
        if not is_access_denied(error):
            raise
        warn("Where agents log in is not said: it takes connect:DescribeInstance and ds:DescribeDirectories")
        return ""
    alias = instance.get("InstanceAlias")
    url = str(instance.get("InstanceAccessUrl") or (f"https://{alias}.my.connect.aws" if alias else ""))
    return f"{url.rstrip('/')}/" if url else ""
