"""Settings of the report function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    rollcall_name: str
    files_table: str
    outcomes_table: str
    report_bucket: str
    notification_topic_arn: str
