"""The rules that a deployment has for agents. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeploymentRules:
    """What the variables of Terraform say about agents; `IngestSettings` reads them from the environment.

    Attributes:
        instance_id: the Connect instance that agents are made in.
        saml: whether its users sign in by SAML: no passwords, no e-mail.
        default_routing_profile: for a new agent whose row names none.
        default_security_profiles: likewise, sorted.
        allowed_security_profiles: what rows may ask for; None is everything but `Admin`.
        phone_country: ISO 3166 country of national phone numbers.
        own_tag: key of the tag that marks Rollcall's users.
        mirror: whether agents that a directory no longer lists are removed.
        column_names: header → column, for headers of this deployment beside those that are built in.
        column_values: column → the cell that every row of a directory has which lacks the column.
        max_removals_percent: how many agents a directory may remove, as `ingest.importing.removal_limit` measures it.
    """

    instance_id: str
    saml: bool
    default_routing_profile: str
    default_security_profiles: tuple[str, ...]
    allowed_security_profiles: tuple[str, ...] | None
    phone_country: str
    own_tag: str
    mirror: bool = False
    max_removals_percent: int = 20
    column_names: Mapping[str, str] = field(default_factory=dict)
    column_values: Mapping[str, str] = field(default_factory=dict)
