"""Finds the deployment that a command works on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from rollcall_cli.deployment import Deployment, read_deployment
from rollcall_cli.deployment_parameter import deployment_by_name
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.terraform_outputs import terraform_output, terraform_roots

STACK_FILE_VARIABLE: Final = "ROLLCALL_STACK_FILE"
NAME_VARIABLE: Final = "ROLLCALL_DEPLOYMENT"

WAYS: Final = (
    "name a deployment by --deployment NAME, with --region if it is not in the environment's; or a file with what "
    "`terraform output -json` printed by --stack-file FILE; or run this in the folder of a Terraform root, after "
    "`terraform init` and `terraform apply` there. After `make up`: . build/local/env"
)
"""What to do where no deployment is found: the three ways to name one."""


def find_deployment(stack_file: Path | None, name: str | None, region: str | None) -> Deployment:
    """Find the deployment, by the first of these that there is.

    1. `--stack-file`, or `--deployment`
    2. the environment variable `ROLLCALL_STACK_FILE`, then `ROLLCALL_DEPLOYMENT`
    3. `terraform output` of the current folder, then of the checkout that this runs from

    So what is typed counts more than what a shell was given once.

    Args:
        stack_file: value of `--stack-file`.
        name: value of `--deployment`.
        region: value of `--region`, which says where to look for a name.

    Raises:
        CliError: none is found; what is named is not there or of no use; options contradict each other.
        ClientError: AWS refuses.
        BotoCoreError: AWS can't be asked.
    """
    if stack_file and name:
        raise CliError("--stack-file and --deployment both name a deployment", "give one of them", USAGE)
    if not stack_file and not name:
        variable = os.environ.get(STACK_FILE_VARIABLE)
        stack_file = Path(variable) if variable else None
        name = None if stack_file else os.environ.get(NAME_VARIABLE)
    if name:
        return deployment_by_name(name, region)
    found = _from_file(stack_file) if stack_file else _from_terraform()
    if region and found.region and region != found.region:
        raise CliError(
            f"--region says {region}, but the deployment in {found.source} is in {found.region}",
            "leave --region out, or name the deployment that you mean by --deployment",
            USAGE,
        )
    return found


def _from_file(file: Path) -> Deployment:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
        raise CliError(f"{file} can't be read: {reason}", WAYS) from error
    return read_deployment(text, str(file), WAYS)


def _from_terraform() -> Deployment:
    refusals: list[str] = []
    for root in terraform_roots():
        try:
            return read_deployment(terraform_output(root, WAYS), f"terraform output in {root}", WAYS)
        except CliError as error:
            refusals.append(str(error))
    if not refusals:
        raise CliError("No deployment is named, and this folder is no Terraform root", WAYS)
    raise CliError("; ".join(dict.fromkeys(refusals)), WAYS)
