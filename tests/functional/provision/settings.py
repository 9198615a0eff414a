"""The settings of provision in the deployment of `tests.functional.stores`."""

from __future__ import annotations

from provision.settings import ProvisionSettings
from tests.deployment_rules import BRITISH
from tests.functional.stores import KEY_ARN

RETRY_QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/123456789012/rollcall-retries"

SETTINGS = ProvisionSettings(
    rollcall_name="rollcall",
    files_table="rollcall-files",
    agents_table="rollcall-agents",
    outcomes_table="rollcall-outcomes",
    retry_queue_url=RETRY_QUEUE_URL,
    password_secret_prefix="rollcall/passwords",
    password_key_arn=KEY_ARN,
    instance_id=BRITISH.instance_id,
    identity_management_type="CONNECT_MANAGED",
    default_routing_profile="Basic Routing Profile",
    default_security_profiles=("Agent",),
    allowed_security_profiles=None,
    report_retention_days=365,
    connect_requests_per_second=2,
)
