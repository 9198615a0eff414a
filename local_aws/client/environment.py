"""The environment that makes any AWS client reach a local AWS and nothing else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

REGION = "us-east-1"


def client_environment(endpoint: str, access_key_id: str, secret_access_key: str, config_file: Path) -> dict[str, str]:
    """Return the variables to lay over a process's environment, for boto3, the AWS CLI and Terraform alike.

    Settings of the user that could lead elsewhere (profiles, endpoints of single services, proxies) are overridden;
    which of those there are is read from this process's own environment.

    Args:
        endpoint: The server's URL.
        access_key_id: Key of the server's administrator.
        secret_access_key: Its secret.
        config_file: The server's AWS configuration, in place of the user's own.
    """
    others = os.environ.get("NO_PROXY") or os.environ.get("no_proxy")
    no_proxy = ",".join(filter(None, ("127.0.0.1,localhost", others)))
    variables = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": access_key_id,
        "AWS_SECRET_ACCESS_KEY": secret_access_key,
        "AWS_SESSION_TOKEN": "",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_PROFILE": "default",
        "AWS_DEFAULT_PROFILE": "default",
        "AWS_CONFIG_FILE": str(config_file),
        "AWS_SHARED_CREDENTIALS_FILE": str(config_file),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
        "AWS_USE_FIPS_ENDPOINT": "false",
        "AWS_USE_DUALSTACK_ENDPOINT": "false",
        "AWS_PAGER": "",
        # S3 Control puts the account before the host, also before that of an endpoint: 000000000000.127.0.0.1, which no
        # resolver knows. NO_PROXY does not count for it in AWS's SDK for Go, so the request comes here as to a proxy.
        "HTTP_PROXY": endpoint,
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
    }
    # The SDKs put the endpoint of a single service before the general one.
    single_services = {name: endpoint for name in os.environ if name.startswith("AWS_ENDPOINT_URL_")}
    return {**single_services, **variables}
