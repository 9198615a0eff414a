"""Settings of the upkeep function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    rollcall_name: str
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
