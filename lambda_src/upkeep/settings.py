"""Settings of the upkeep function."""

from __future__ import annotations

from dataclasses import dataclass

from roster.drift import DriftRules


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    rollcall_name: str
    instance_id: str
    identity_management_type: str
    allowed_security_profiles: tuple[str, ...] | None
    connect_requests_per_second: float
    drift: str
    files_table: str
    agents_table: str
    outcomes_table: str
    upload_bucket: str
    upload_retention_days: int
    report_retention_days: int
    password_secret_prefix: str
    password_retention_days: int
    ingest_function: str
    provision_function: str
    failure_queue_url: str

    def drift_rules(self) -> DriftRules:
        """Return what the comparison with Amazon Connect goes by."""
        return DriftRules(
            saml=self.identity_management_type == "SAML",
            own_tag=f"{self.rollcall_name}:import",
            allowed_security_profiles=self.allowed_security_profiles,
        )

    @property
    def mends_drift(self) -> bool:
        """Whether drifted agents are put back for provision to mend."""
        return self.drift == "mend"
