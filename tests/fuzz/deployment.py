"""The deployment of all cases: its settings, the directory that has staffed it, and what its streams send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from roster.items import to_wire
from tests.functional.flow.world import UPLOADS
from tests.functional.provision.settings import SETTINGS
from tests.functional.stores import KEY_ARN

CANARY: Final = "Kn0rr+Zq7!vex"
"""What the passwords of all inputs begin with: it stands nowhere else, so that it can be looked for everywhere."""

DIRECTORY: Final = f"""username,first_name,last_name,password,routing_profile,status,acw_seconds
ada,Ada,King,{CANARY}A,Basic Routing Profile,active,10
bob,Bob,Noyce,{CANARY}B,Basic Routing Profile,active,10
cyd,Cyd,Reed,{CANARY}C,Missing,active,10
dan,Dan,Hill,{CANARY}D,Evening,active,soon
""".encode()
"""A directory of which two agents are made, one fails and one is rejected."""

ENVIRONMENT: Final = {
    "ROLLCALL_NAME": "rollcall",
    "FILES_TABLE": "rollcall-files",
    "AGENTS_TABLE": "rollcall-agents",
    "OUTCOMES_TABLE": "rollcall-outcomes",
    "UPLOAD_BUCKET": UPLOADS,
    "REPORT_BUCKET": "rollcall-reports",
    "PASSWORD_SECRET_PREFIX": "rollcall/passwords",
    "PASSWORD_KEY_ARN": KEY_ARN,
    "INSTANCE_ID": SETTINGS.instance_id,
    "IDENTITY_MANAGEMENT_TYPE": "CONNECT_MANAGED",
    "DEFAULT_ROUTING_PROFILE": "Basic Routing Profile",
    "DEFAULT_SECURITY_PROFILES": '["Agent"]',
    "ALLOWED_SECURITY_PROFILES": "null",
    "DEFAULT_PHONE_COUNTRY": "GB",
    "UPLOAD_RETENTION_DAYS": "365",
    "REPORT_RETENTION_DAYS": "365",
    "PASSWORD_RETENTION_DAYS": "30",
    "DIRECTORY_MODE": "merge",
    "MAX_REMOVALS_PERCENT": "100",
    "COLUMN_NAMES": "{}",
    "COLUMN_VALUES": "{}",
    "CONNECT_REQUESTS_PER_SECOND": "1000000",
    "DRIFT": "tell",
    "INGEST_FUNCTION": "rollcall-ingest",
    "PROVISION_FUNCTION": "rollcall-provision",
    "FAILURE_QUEUE_URL": "https://sqs.eu-central-1.amazonaws.com/123456789012/rollcall-failures",
    "NOTIFICATION_TOPIC_ARN": "arn:aws:sns:eu-central-1:123456789012:rollcall",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "POWERTOOLS_METRICS_NAMESPACE": "Rollcall",
}
"""What all functions find in their environment, together."""


def stream_record(keys: Mapping[str, str], number: int = 1, name: str = "MODIFY", **images: Any) -> dict[str, Any]:
    """Return a record of a table's stream, as AWS Lambda hands it over.

    Args:
        keys: the item's primary key.
        number: in the order of the stream.
        name: `INSERT`, `MODIFY` or `REMOVE`.
        **images: `OldImage` and `NewImage`, as attribute values.
    """
    change = {"Keys": to_wire(keys), "SequenceNumber": str(number), **images}
    return {"eventName": name, "eventSource": "aws:dynamodb", "dynamodb": change}
