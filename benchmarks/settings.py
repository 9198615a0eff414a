"""Environments of the functions, as Terraform sets them, for functions that a benchmark runs itself."""

from __future__ import annotations

from benchmarks.samples import INSTANCE

FILES_TABLE = "rollcall-files"
AGENTS_TABLE = "rollcall-agents"
UPLOAD_BUCKET = "rollcall-uploads"
REPORT_BUCKET = "rollcall-reports"


def ingest_settings() -> dict[str, str]:
    """Return the variables of the ingest function."""
    return {
        "POWERTOOLS_SERVICE_NAME": "ingest",
        "ROLLCALL_NAME": "rollcall",
        "FILES_TABLE": FILES_TABLE,
        "AGENTS_TABLE": AGENTS_TABLE,
        "REPORT_BUCKET": REPORT_BUCKET,
        "PASSWORD_SECRET_PREFIX": "rollcall/passwords",
        "PASSWORD_KEY_ARN": "alias/aws/secretsmanager",
        "INSTANCE_ID": INSTANCE,
        "IDENTITY_MANAGEMENT_TYPE": "CONNECT_MANAGED",
        "DEFAULT_ROUTING_PROFILE": "Basic Routing Profile",
        "DEFAULT_SECURITY_PROFILES": '["Agent"]',
        "ALLOWED_SECURITY_PROFILES": "null",
        "DEFAULT_PHONE_COUNTRY": "US",
        "UPLOAD_RETENTION_DAYS": "1",
        "DIRECTORY_MODE": "merge",
        "MAX_REMOVALS_PERCENT": "20",
        "COLUMN_NAMES": "{}",
        "COLUMN_VALUES": "{}",
    }
