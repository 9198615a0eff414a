"""Which Connect instance a command reads, and by which rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.clients import region_of, regional_client
from rollcall_cli.deployment_rules import DEFAULTS, deployed_rules
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.instance import CLIENT_OPTIONS, Instance


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
    if instance_id is None:
        deployment = find_deployment(stack_file, name, region)
        instance = Instance(deployment.client("connect", **CLIENT_OPTIONS), deployment.output("instance_id"))
        return instance, deployed_rules(deployment)
    arn, _, own = instance_id.rpartition("/")
    arn_region = region_of(arn)
    if region and arn_region and region != arn_region:
        raise CliError(f"--region says {region}, but the instance is in {arn_region}", "leave --region out", USAGE)
    instance = Instance(regional_client("connect", arn_region or region, **CLIENT_OPTIONS), own)
    return instance, replace(DEFAULTS, saml=instance.saml, instance_id=own)
