"""ARNs of the deployment that tests/terraform/policies.tftest.hcl plans, and of what is beside it."""

from __future__ import annotations

from typing import Final

from tests.contract.least_privilege.request import ACCOUNT, REGION


def _arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def table(name: str) -> str:
    """A table's ARN."""
    return _arn("dynamodb", f"table/acme-{name}")


def index(name: str, of: str) -> str:
    """The ARN of a table's index."""
    return f"{table(of)}/index/{name}"


def stream(of: str) -> str:
    """The ARN of a table's stream."""
    return f"{table(of)}/stream/2026-01-01T00:00:00.000"


def function(name: str) -> str:
    """A function's ARN."""
    return _arn("lambda", f"function:acme-{name}")


def log_group(name: str) -> str:
    """The ARN of a function's log group."""
    return _arn("logs", f"log-group:/aws/lambda/acme-{name}")


def log_stream(name: str) -> str:
    """The ARN of a stream in a function's log group."""
    return f"{log_group(name)}:log-stream:2026/12/01/[$LATEST]1"


def role(of: str) -> str:
    """The ARN of a function's role."""
    return f"arn:aws:iam::{ACCOUNT}:role/acme-{of}"


def in_instance(kind: str) -> str:
    """The ARN of something in the instance, such as `agent/1`."""
    return f"{INSTANCE}/{kind}"


FUNCTIONS: Final = ("ingest", "lifecycle", "provision", "report", "upkeep")

UPLOADS: Final = f"arn:aws:s3:::acme-uploads-{ACCOUNT}"
REPORTS: Final = f"arn:aws:s3:::acme-reports-{ACCOUNT}"
ACCESS_LOGS: Final = f"arn:aws:s3:::acme-access-logs-{ACCOUNT}"
RECORDINGS: Final = f"arn:aws:s3:::acme-recordings-{ACCOUNT}"
UPLOAD: Final = f"{UPLOADS}/staff/list.csv"
PLAN: Final = f"{REPORTS}/staff/list.csv/0123456789abcdef/plan/0000000002.jsonl.gz"
REPORT_FILES: Final = tuple(
    f"{REPORTS}/staff/list.csv/0123456789abcdef/{name}"
    for name in ("outcome.csv", "rejected.csv", "report.html", "summary.json")
)

AGENTS: Final = table("agents")
FILES: Final = table("files")
OUTCOMES: Final = table("outcomes")

FAILURES: Final = _arn("sqs", "acme-failures")
RETRIES: Final = _arn("sqs", "acme-retries")
TOPIC: Final = _arn("sns", "acme-notifications")
PASSWORDS: Final = _arn("secretsmanager", "secret:acme/passwords/0123456789abcdef/2-AbCdEf")
KEY: Final = _arn("kms", "key/11111111-aaaa-bbbb-cccc-222222222222")
RECORDINGS_KEY: Final = _arn("kms", "key/recordings")
RULE: Final = _arn("events", "rule/acme-upkeep")
ALARM: Final = _arn("cloudwatch", "alarm:acme-failures")

INSTANCE: Final = _arn("connect", "instance/11111111-2222-3333-4444-555555555555")
OTHER_INSTANCE: Final = _arn("connect", "instance/99999999-2222-3333-4444-555555555555")
USER: Final = in_instance("agent/1")
GROUP: Final = in_instance("agent-group/1")
FLOW: Final = in_instance("contact-flow/flow")
QUEUE: Final = in_instance("queue/1")
QUICK_CONNECT: Final = in_instance("transfer-destination/1")
ROUTING_PROFILE: Final = in_instance("routing-profile/1")
FALLBACK_ROUTING_PROFILE: Final = in_instance("routing-profile/basic")
SECURITY_PROFILE: Final = in_instance("security-profile/1")
CLAIMED_NUMBER: Final = _arn("connect", "phone-number/claimed")
TAKEN_NUMBER: Final = _arn("connect", "phone-number/taken")

BESIDE: Final = (
    *(index(name, "files") for name in ("by_import_id", "by_key", "by_start", "redaction", "unfinished")),
    *(stream(name) for name in ("agents", "files")),
    *(function(name) for name in FUNCTIONS),
    *(log_stream(name) for name in FUNCTIONS),
    *REPORT_FILES,
    *(ACCESS_LOGS, f"{ACCESS_LOGS}/uploads/1", RECORDINGS, f"{RECORDINGS}/1.wav"),
    *(FAILURES, RETRIES, KEY, RECORDINGS_KEY),
    *(_arn("secretsmanager", "secret:acme/other-AbCdEf"), _arn("secretsmanager", "secret:acme/passwords-old/1-AbCdEf")),
    *(OTHER_INSTANCE, f"{OTHER_INSTANCE}/agent/1", in_instance("prompt/1"), in_instance("agent-state/1")),
    _arn("connect", "phone-number/of-others"),
    _arn("sns", "acme-other"),
)
"""What no function needs, or not each: forbidden for all that do not say that they need it."""
