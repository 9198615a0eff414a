"""Settings of the ingest function."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.deployment_rules import DeploymentRules


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    rollcall_name: str
    files_table: str
    agents_table: str
    report_bucket: str
    password_secret_prefix: str
    password_key_arn: str
    instance_id: str
    identity_management_type: str
    default_routing_profile: str
    default_security_profiles: tuple[str, ...]
    allowed_security_profiles: tuple[str, ...] | None
    default_phone_country: str
    upload_retention_days: int
    directory_mode: str
    max_removals_percent: int
    column_names: dict[str, str]
    column_values: dict[str, str]

    def rules(self) -> DeploymentRules:
        """Return the deployment's rules for agents."""
        return DeploymentRules(
            instance_id=self.instance_id,
            saml=self.identity_management_type == "SAML",
            default_routing_profile=self.default_routing_profile,
            default_security_profiles=tuple(sorted(self.default_security_profiles)),
            allowed_security_profiles=self.allowed_security_profiles,
            phone_country=self.default_phone_country,
            own_tag=f"{self.rollcall_name}:import",
            mirror=self.directory_mode == "mirror",
            max_removals_percent=self.max_removals_percent,
            column_names=self.column_names,
            column_values=self.column_values,
        )
