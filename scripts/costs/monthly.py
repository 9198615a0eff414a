"""What a deployment takes in a month that AWS charges for, and what that costs. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scripts.costs.import_prices import DOLLARS

STANDING_DOLLARS: Final[dict[str, tuple[float, float, str]]] = {
    "KMS keys": (1.00, 1, "a month"),
    "CloudWatch alarms": (0.10, 1, "a month; the first 10 of an account are free"),
    "CloudWatch dashboards": (3.00, 1, "a month; the first 3 of an account are free"),
    "CloudWatch metrics": (0.30, 1, "a month, by the hours with a value; the first 10 of an account are free"),
    "SQS requests": (0.40, 1e6, "the first 1,000,000 of an account are free"),
    "DynamoDB storage GB": (0.25, 1, "a month; the first 25 of an account are free"),
    "DynamoDB backup GB": (0.20, 1, "a month, point-in-time recovery"),
    "S3 storage GB": (0.023, 1, "a month"),
    "Phone numbers": (0.90, 1, "a month, a local number of the US at $0.03 a day"),
}
"""What is charged for beside the calls of imports, in the form of `import_prices.DOLLARS`."""

_DAYS: Final = 30
_HOURS: Final = 24 * _DAYS
WORKING_DAYS: Final = 22
CHANGED_A_DAY: Final = 0.02
NEW_A_MONTH: Final = 0.03
_BLOCK: Final = 500
"""Lines whose passwords share a secret."""

_POLLERS: Final = 5
_POLL_SECONDS: Final = 20
"""Lambda's pollers of a queue, and how long each request of theirs waits."""

_UPKEEP_CALLS: Final = 30
_UPKEEP_SECONDS: Final = 5
_UPKEEP_GB: Final = 0.5
"""An assumption for an hourly run with nothing to do."""

_OUTCOME_BYTES: Final = 200
_AGENT_BYTES: Final = 1_100
_REPORT_BYTES: Final = 300
"""An assumption, for each row of an upload: its share of the upload, the plan, and the report's four files."""
_GB: Final = 1e9


@dataclass(frozen=True, slots=True)
class Deployment:
    """What stands, whatever is uploaded; `deployment()` counts it.

    Attributes:
        keys: KMS keys.
        alarms: CloudWatch alarms.
        dashboards: CloudWatch dashboards.
        hourly_metrics: metrics that get a value every hour.
        other_metrics: metrics that get one only while an import runs.
    """

    keys: int
    alarms: int
    dashboards: int
    hourly_metrics: int
    other_metrics: int


@dataclass(frozen=True, slots=True)
class Month:
    """How a month goes.

    Attributes:
        agents: how many the directory has.
        uploads: of the whole directory.
        changed: agents that one upload changes.
        new: agents that one upload adds, each with a password in the file.
    """

    agents: int
    uploads: int = 0
    changed: int = 0
    new: int = 0


def idle(agents: int) -> Month:
    """Return a month in which nobody uploads anything."""
    return Month(agents)


def busy(agents: int) -> Month:
    """Return a month with an upload of everybody on each working day: 2 % change each day, 3 % are new in the month."""
    new = max(1, round(agents * NEW_A_MONTH / WORKING_DAYS))
    return Month(agents, WORKING_DAYS, math.ceil(agents * CHANGED_A_DAY), new)


def quantities(
    deployment: Deployment, month: Month, per_1000: Mapping[str, Mapping[str, float]], keep_days: int
) -> dict[str, float]:
    """Return how much of each thing that is charged for a month takes.

    Args:
        deployment: what stands.
        month: how the month goes.
        per_1000: `new`, `changed` and `unchanged` → what an import of 1,000 such agents takes, as measured.
        keep_days: how long initial passwords are kept.
    """
    shares = {"new": month.new, "changed": month.changed, "unchanged": month.agents - month.new - month.changed}
    found = {
        name: month.uploads * sum(per_1000[case][name] * count / 1000 for case, count in shares.items())
        for name in DOLLARS
    }
    # New agents may stand anywhere in the file, at worst each in a block of its own.
    secrets = month.uploads * min(month.new, math.ceil(month.agents / _BLOCK))
    rows = month.uploads * month.agents
    busy_hours = min(_HOURS, month.uploads * (1 + (month.new + month.changed) / 2 / 3600))
    found["Secrets Manager secrets"] = secrets * keep_days / _DAYS
    found["Lambda requests"] += _HOURS
    found["Lambda GB-seconds"] += _HOURS * _UPKEEP_SECONDS * _UPKEEP_GB
    # The daily comparison reads every agent, 4 KB a unit.
    found["DynamoDB read units"] += _HOURS * _UPKEEP_CALLS + _DAYS * month.agents * _AGENT_BYTES / 4096
    items = month.agents * _AGENT_BYTES + rows * _OUTCOME_BYTES
    return found | {
        "KMS keys": deployment.keys,
        "CloudWatch alarms": deployment.alarms,
        "CloudWatch dashboards": deployment.dashboards,
        "CloudWatch metrics": deployment.hourly_metrics + deployment.other_metrics * busy_hours / _HOURS,
        "SQS requests": _POLLERS * _DAYS * 86_400 / _POLL_SECONDS + 10 * _HOURS,
        "DynamoDB storage GB": items / _GB,
        "DynamoDB backup GB": items / _GB,
        "S3 storage GB": rows * _REPORT_BYTES / _GB,
        "Phone numbers": 1,
    }


def dollars(amounts: Mapping[str, float]) -> dict[str, float]:
    """Return what each quantity costs, without what is free."""
    prices = DOLLARS | STANDING_DOLLARS
    return {name: amount * prices[name][0] / prices[name][1] for name, amount in amounts.items()}
