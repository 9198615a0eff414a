"""Reads the rules that a deployment has for agents from the environment of its functions, or gives the defaults."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading.columns import DIRECTORY_COLUMNS
from ingest.settings import IngestSettings
from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import USAGE, CliError
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
"""The rules of a deployment whose Terraform variables all have their defaults."""


def deployed_rules(deployment: Deployment) -> DeploymentRules:
    """Return the rules of the deployed ingest function.

    Raises:
        CliError: it is of another version.
    """
    variables = _variables(deployment, "ingest")
    try:
        return read_settings(IngestSettings, variables).rules()
    except SettingsError as error:
        raise CliError(
            f"The deployed ingest function is of another version: {'; '.join(error.problems)}",
            "apply the version that `rollcall --version` says, or use the version that was applied",
        ) from error


def requests_per_second(deployment: Deployment) -> float | None:
    """Return `connect_requests_per_second` of the deployment; None if it does not say."""
    text = _variables(deployment, "provision").get("CONNECT_REQUESTS_PER_SECOND", "")
    return float(text) if text else None


def report_retention_days(deployment: Deployment) -> int:
    """Return for how many days the deployment keeps outcomes and reports.

    Raises:
        CliError: it does not say.
    """
    text = _variables(deployment, "provision").get("REPORT_RETENTION_DAYS", "")
    if not text.isdecimal():
        raise CliError(
            "The deployed provision function is of another version: it does not say REPORT_RETENTION_DAYS",
            "apply the version that `rollcall --version` says, or use the version that was applied",
        )
    return int(text)


def chosen_rules(*, saml: bool, allowed: list[str] | None, phone_country: str) -> DeploymentRules:
    """Return the default rules, but for what the command line says."""
    return replace(
        DEFAULTS,
        saml=saml,
        allowed_security_profiles=tuple(allowed) if allowed else None,
        phone_country=phone_country.upper(),
    )


def with_column_names(rules: DeploymentRules, mappings: list[str] | None) -> DeploymentRules:
    """Return rules with further headers.

    Args:
        rules: the others.
        mappings: each a header, `=`, and the column that it names.

    Raises:
        CliError: one is no such thing.
    """
    names = dict(rules.column_names)
    for mapping in mappings or ():
        header, _, column = (part.strip() for part in mapping.rpartition("="))
        if not header or column not in {*DIRECTORY_COLUMNS, "password"}:
            raise CliError(
                f"--map {mapping!r} names no column",
                f"write HEADER=COLUMN, with one of {', '.join(sorted({*DIRECTORY_COLUMNS, 'password'}))}",
                USAGE,
            )
        names[header] = column
    return replace(rules, column_names=names)


def _variables(deployment: Deployment, part: str) -> dict[str, str]:
    answer = deployment.client("lambda").get_function_configuration(FunctionName=deployment.function_name(part))
    variables: dict[str, str] = answer.get("Environment", {}).get("Variables", {})
    return variables
