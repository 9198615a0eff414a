"""Settings of the provision function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NO_IMPORT: Final = "direct"
"""Value of the import tag of users whose agents came from no import."""


@dataclass(frozen=True, slots=True)
class ProvisionSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    rollcall_name: str
    files_table: str
    agents_table: str
    outcomes_table: str
    retry_queue_url: str
    password_secret_prefix: str
    password_key_arn: str
    instance_id: str
    identity_management_type: str
    default_routing_profile: str
    default_security_profiles: tuple[str, ...]
    allowed_security_profiles: tuple[str, ...] | None
    report_retention_days: int
    connect_requests_per_second: float

    @property
    def saml(self) -> bool:
        """Whether the instance's users sign in by SAML: they have neither password nor e-mail in Connect."""
        return self.identity_management_type == "SAML"

    @property
    def import_tag(self) -> str:
        """Key of the tag that tells which import created a user."""
        return f"{self.rollcall_name}:import"
