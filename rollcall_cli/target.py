"""Which Connect instance a command reads, and by which rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.deployment_rules import DeploymentRules
from rollcall_cli.deployment_rules import DEFAULTS, deployed_rules
from rollcall_cli.instance import CLIENT_OPTIONS, Instance
from rollcall_cli.stack import load_stack, regional_client


def find_target(instance_id: str | None, stack_file: Path | None) -> tuple[Instance, DeploymentRules]:
    """Return the deployment's instance with its rules, or any instance with the root's default rules.

    Args:
        instance_id: an instance that is no deployment; its ARN does as well.
        stack_file: the deployment's outputs, if there is no id.

    Raises:
        CliError: there is no such deployment or instance.
    """
    if instance_id is None:
        stack = load_stack(stack_file)
        instance = Instance(stack.client("connect", **CLIENT_OPTIONS), stack.name("instance_id"))
        return instance, deployed_rules(stack)
    arn, _, own = instance_id.rpartition("/")
    instance = Instance(regional_client("connect", arn, **CLIENT_OPTIONS), own)
    return instance, replace(DEFAULTS, saml=instance.saml, instance_id=own)
