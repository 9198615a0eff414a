"""Whose account it is, by nothing but the environment: credentials, region, and an endpoint where one is set."""

from __future__ import annotations

import os
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tests.end_to_end.account import EnvironmentAccount, client
from tests.on_aws.errors import RefusedError

_HOW = "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, as for `aws sts get-caller-identity`."


@dataclass(frozen=True)
class Caller:
    """Who runs it.

    Attributes:
        account_id: twelve digits.
        arn: of the user or role.
        region: where everything is made.
        endpoint: in place of AWS's own; empty for AWS.
    """

    account_id: str
    arn: str
    region: str
    endpoint: str


def environment_account() -> EnvironmentAccount:
    """Read the environment's credentials as they are now; those of a role may be others later.

    Raises:
        RefusedError: there are none, or no region.
    """
    try:
        session = boto3.Session()
        credentials = session.get_credentials()
    except BotoCoreError as error:  # such as a profile that is not there
        raise RefusedError(f"the environment's AWS settings can't be used: {error}. {_HOW}") from error
    if credentials is None:
        raise RefusedError(f"the environment has no AWS credentials. {_HOW}")
    region = os.environ.get("AWS_REGION") or session.region_name  # boto3 itself does not look at AWS_REGION
    if not region:
        raise RefusedError("the environment names no region: set AWS_REGION, for example to us-east-1.")
    try:
        frozen = credentials.get_frozen_credentials()
    except (BotoCoreError, ClientError) as error:  # such as a session of single sign-on that is over
        raise RefusedError(f"the environment's AWS credentials can't be used: {error}. {_HOW}") from error
    variables = {
        "AWS_ACCESS_KEY_ID": frozen.access_key or "",
        "AWS_SECRET_ACCESS_KEY": frozen.secret_key or "",
        "AWS_SESSION_TOKEN": frozen.token or "",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
    }
    if endpoint := os.environ.get("AWS_ENDPOINT_URL"):
        variables["AWS_ENDPOINT_URL"] = endpoint
    return EnvironmentAccount(variables)


def caller(account: EnvironmentAccount) -> Caller:
    """Ask AWS whose the credentials are.

    Raises:
        RefusedError: AWS does not take them, or can't be reached.
    """
    environment = account.environment()
    try:
        answer = client(environment, "sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise RefusedError(f"AWS does not take the environment's credentials: {error}. {_HOW}") from error
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    return Caller(answer["Account"], answer["Arn"], environment["AWS_REGION"], endpoint)
