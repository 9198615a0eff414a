"""Which Connect instance a command reads, and by which rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.clients import region_of, regional_client
from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import DEFAULTS, deployed_rules
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.instance import CLIENT_OPTIONS, Instance

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient


def choose_instance(
    instance_id: str | None, stack_file: Path | None, name: str | None, region: str | None
) -> tuple[Instance, DeploymentRules]:
    """Return the deployment's instance with its rules, or any instance with the root's default rules.

    Args:
        instance_id: an instance that is no deployment; its ARN does as well.
        stack_file: the deployment's outputs, if there is no id.
        name: the deployment's name, if there is no id.
        region: where to look for the instance or the name; None takes the ARN's, or the environment's.

    Raises:
        CliError: there is no such deployment or instance.
    """
    chosen = choose_client(instance_id, stack_file, name, region)
    instance = Instance(chosen.client, chosen.instance_id)
    if chosen.deployment is not None:
        return instance, deployed_rules(chosen.deployment)
    return instance, replace(DEFAULTS, saml=instance.saml, instance_id=chosen.instance_id)


@dataclass(frozen=True, slots=True)
class ChosenClient:
    """A Connect client and the instance to read with it; `deployment` is None for an instance named by its id."""

    client: ConnectClient
    instance_id: str
    deployment: Deployment | None = None


def choose_client(
    instance_id: str | None, stack_file: Path | None, name: str | None, region: str | None
) -> ChosenClient:
    """Return how to read the deployment's instance, or any instance; its arguments are those of `choose_instance`.

    Raises:
        CliError: there is no such deployment, or the region contradicts the instance's ARN.
    """
    if instance_id is None:
        deployment = find_deployment(stack_file, name, region)
        client = deployment.client("connect", **CLIENT_OPTIONS)
        return ChosenClient(client, deployment.output("instance_id"), deployment)
    arn, _, own = instance_id.rpartition("/")
    arn_region = region_of(arn)
    if region and arn_region and region != arn_region:
        raise CliError(f"--region says {region}, but the instance is in {arn_region}", "leave --region out", USAGE)
    return ChosenClient(regional_client("connect", arn_region or region, **CLIENT_OPTIONS), own)
