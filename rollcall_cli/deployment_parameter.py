"""Finds a deployment by its name, in the SSM parameter that the Terraform module `staffing` writes.

The parameter is `/rollcall/<name>/deployment`, a String with the deployment's names as a JSON object.
"""

from __future__ import annotations

import re
from typing import Any, Final

from botocore.exceptions import ClientError

from rollcall_cli.clients import regional_client
from rollcall_cli.deployment import Deployment, read_deployment
from rollcall_cli.errors import USAGE, CliError, is_access_denied

_PREFIX: Final = "/rollcall/"
_PARAMETER: Final = re.compile(rf"{_PREFIX}([^/]+)/deployment")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+")
"""What Systems Manager takes between two slashes of a parameter's name."""

_UNREADABLE: Final = (
    "`terraform apply` of the deployment writes the parameter; if it did, the deployment is of another version than "
    "`rollcall --version` says"
)


def deployment_by_name(name: str, region: str | None) -> Deployment:
    """Read a deployment's names from its parameter.

    Args:
        name: the deployment's, which is `name` in its Terraform configuration.
        region: where to look; None takes the environment's.

    Raises:
        CliError: there is none of that name, the caller may not read it, or it holds something else.
        ClientError: AWS refuses for another reason.
        BotoCoreError: AWS can't be asked.
    """
    if not _NAME.fullmatch(name):
        raise CliError(f"{name!r} is no name of a deployment", "give `name` of its Terraform configuration", USAGE)
    ssm = regional_client("ssm", region)
    parameter = f"{_PREFIX}{name}/deployment"
    where: str = ssm.meta.region_name
    try:
        value: str = ssm.get_parameter(Name=parameter)["Parameter"]["Value"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ParameterNotFound":
            raise _no_deployment(ssm, name, where) from error
        if is_access_denied(error):
            raise CliError(
                f"You may not read the SSM parameter {parameter} in {where}: {error.response['Error'].get('Message')}",
                f"have ssm:GetParameter allowed on parameter{parameter}, sign in as somebody who has it, or name a "
                "file with the deployment's outputs by --stack-file",
            ) from error
        raise
    return read_deployment(value, f"the SSM parameter {parameter} in {where}", _UNREADABLE)


def _no_deployment(ssm: Any, name: str, where: str) -> CliError:
    """Return the error that says which deployments there are instead."""
    advice = "check the name, --region (or AWS_REGION) and AWS_PROFILE"
    try:
        names = _deployments(ssm)
    except ClientError as error:
        if not is_access_denied(error):
            raise
        return CliError(
            f"There is no deployment {name!r} in {where}; which there are you may not list "
            "(ssm:GetParametersByPath on parameter/rollcall/)",
            advice,
        )
    if not names:
        return CliError(
            f"There is no deployment {name!r} in {where}, nor any other",
            f"{advice}; a deployment of a version before the parameters is found by --stack-file until it is applied "
            "again",
        )
    return CliError(f"There is no deployment {name!r} in {where}, only: {', '.join(names)}", advice)


def _deployments(ssm: Any) -> list[str]:
    """Return the names of all deployments in the client's region, sorted."""
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=_PREFIX, Recursive=True)
    found = (_PARAMETER.fullmatch(parameter["Name"]) for page in pages for parameter in page["Parameters"])
    return sorted(match[1] for match in found if match)
