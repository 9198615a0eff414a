"""What a deployment decided about agents."""

from __future__ import annotations

from dataclasses import replace

from ingest.deployment_rules import DeploymentRules

RULES = DeploymentRules(
    instance_id="11111111-aaaa-bbbb-cccc-222222222222",
    saml=False,
    default_routing_profile="Basic Routing Profile",
    default_security_profiles=("Agent",),
    allowed_security_profiles=None,
    phone_country="US",
    own_tag="rollcall:import",
)
BRITISH = replace(RULES, phone_country="GB")
GERMAN = replace(RULES, phone_country="DE")
SAML = replace(RULES, saml=True)
