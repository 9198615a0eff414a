"""What a deployment decided about agents, as its ingest function has it, or as the root's defaults are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.deployment_rules import DeploymentRules
from ingest.settings import IngestSettings
from rollcall_cli.errors import CliError
from rollcall_cli.stack import Stack
from roster.errors import SettingsError
from roster.settings import read_settings

DEFAULTS: Final = DeploymentRules(
    instance_id="",
    saml=False,
    default_routing_profile="Basic Routing Profile",
    default_security_profiles=("Agent",),
    allowed_security_profiles=None,
    phone_country="US",
    own_tag="rollcall:import",
)
"""The defaults of the root's variables."""


def deployed_rules(stack: Stack) -> DeploymentRules:
    """Return what the deployed ingest function goes by.

    Raises:
        CliError: it is of another version.
    """
    variables = _variables(stack, "ingest")
    try:
        return read_settings(IngestSettings, variables).rules()
    except SettingsError as error:
        raise CliError(
            f"The deployed ingest function is of another version: {'; '.join(error.problems)}",
            "apply this version, or use the checkout that was applied",
        ) from error


def requests_per_second(stack: Stack) -> float | None:
    """Return how many write calls a second Amazon Connect is sent, None if the deployment does not say."""
    text = _variables(stack, "provision").get("CONNECT_REQUESTS_PER_SECOND", "")
    return float(text) if text else None


def chosen_rules(*, saml: bool, allowed: list[str] | None, phone_country: str) -> DeploymentRules:
    """Return the root's defaults with what the command line says instead."""
    return replace(
        DEFAULTS,
        saml=saml,
        allowed_security_profiles=tuple(allowed) if allowed else None,
        phone_country=phone_country.upper(),
    )


def _variables(stack: Stack, part: str) -> dict[str, str]:
    answer = stack.client("lambda").get_function_configuration(FunctionName=stack.function(part))
    variables: dict[str, str] = answer.get("Environment", {}).get("Variables", {})
    return variables
