"""What AWS charges for the calls of an import, by list price. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

PRICES_OF: Final = "mid-2025"
"""When these were the list prices; each service's page at aws.amazon.com/<service>/pricing has today's."""

REGION: Final = "us-east-1"

DOLLARS: Final[dict[str, tuple[float, float, str]]] = {
    "DynamoDB write units": (0.625, 1e6, "on demand; a transaction's count twice"),
    "DynamoDB read units": (0.125, 1e6, "on demand, consistent"),
    "Secrets Manager secrets": (0.40, 1, "a month; kept for `password_retention_days`, 30"),
    "Secrets Manager calls": (0.05, 1e4, ""),
    "KMS requests": (0.03, 1e4, "taken as one for each call to Secrets Manager and Amazon S3"),
    "S3 writes": (0.005, 1e3, "PUT, COPY, LIST"),
    "S3 reads": (0.0004, 1e3, "GET, HEAD"),
    "Lambda requests": (0.20, 1e6, "arm64"),
    "Lambda GB-seconds": (0.0000133334, 1, "arm64"),
    "CloudWatch Logs GB": (0.50, 1, "taken as 600 bytes for each agent that is worked on"),
    "Amazon Connect calls": (0.0, 1, "no charge"),
}
"""What is charged for: dollars, for so many, and a remark."""

_KIB: Final = 1024
_LIST_BYTES: Final = 3
_S3_READS: Final = frozenset({"GetObject", "HeadObject"})
_LOG_BYTES: Final = 600
_BATCH: Final = 25
_PROVISION_GB: Final = 0.5
_INGEST_GB: Final = 1.0
_INGEST_ROWS_A_SECOND: Final = 500.0
"""An assumption: what DynamoDB's transactions one after another come to."""


@dataclass(frozen=True, slots=True)
class Work:
    """What an import did.

    Attributes:
        agents: rows.
        worked_on: agents that were provisioned.
        created: those of them that are new.
        calls: service → operation → how often it was called.
        agent_bytes: size of an agent's item.
        record_bytes: size of the import record.
        quota: Connect's writes a second.
    """

    agents: int
    worked_on: int
    created: int
    calls: Mapping[str, Mapping[str, int]]
    agent_bytes: int
    record_bytes: int
    quota: float


def quantities(work: Work) -> dict[str, float]:
    """Return how much of each thing that is charged for an import took."""
    s3, secrets = work.calls.get("s3", {}), sum(work.calls.get("secretsmanager", {}).values())
    s3_reads = sum(count for operation, count in s3.items() if operation in _S3_READS)
    s3_writes = sum(s3.values()) - s3_reads
    agent, record = _units(work.agent_bytes), _units(work.record_bytes)
    progress = work.calls.get("dynamodb", {}).get("TransactWriteItems", 0) - work.worked_on
    seconds = work.worked_on / work.quota
    return {
        # Ingest writes the agent, and of a new one the index; provision the agent, its outcome and the counts.
        "DynamoDB write units": work.worked_on * 2 * (agent + agent + 1 + record)
        + work.created
        + max(progress, 0) * 2 * record
        + seconds / 3,
        "DynamoDB read units": (work.agents + work.worked_on) * math.ceil(work.agent_bytes / (4 * _KIB)) + seconds,
        "Secrets Manager secrets": work.calls.get("secretsmanager", {}).get("CreateSecret", 0),
        "Secrets Manager calls": secrets,
        "KMS requests": secrets + sum(s3.values()),
        "S3 writes": s3_writes,
        "S3 reads": s3_reads,
        "Lambda requests": 2 + math.ceil(work.worked_on / _BATCH),
        "Lambda GB-seconds": seconds * _PROVISION_GB + work.agents / _INGEST_ROWS_A_SECOND * _INGEST_GB,
        "CloudWatch Logs GB": work.worked_on * _LOG_BYTES / 1e9,
        "Amazon Connect calls": sum(work.calls.get("connect", {}).values()),
    }


def dollars(amounts: Mapping[str, float]) -> dict[str, float]:
    """Return what each quantity costs."""
    return {name: amount * DOLLARS[name][0] / DOLLARS[name][1] for name, amount in amounts.items()}


def _units(size: int) -> int:
    return math.ceil(size / _KIB)


def item_bytes(item: Mapping[str, Any]) -> int:
    """Return an item's size as DynamoDB's documentation counts it: names and values, 3 bytes and more a map or list."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return math.ceil(len(content) / 2) + 1
    if kind == "M":
        return _LIST_BYTES + sum(len(name.encode()) + 1 + _value_bytes(member) for name, member in content.items())
    if kind == "L":
        return _LIST_BYTES + sum(1 + _value_bytes(member) for member in content)
    if kind == "B":
        return len(content)
    return 1
