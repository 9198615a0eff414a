"""What a run makes, by Terraform's own plan, what that costs, and how long it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from scripts.costs import import_prices
from scripts.costs.import_prices import DOLLARS, REGION
from scripts.costs.monthly import STANDING_DOLLARS

PRICES_OF = f"{REGION}, {import_prices.PRICES_OF}"
"""Where and when the list prices held."""

_MONTH_HOURS = 730

_MONTH_DAYS = 30

_A_MONTH = {
    "aws_kms_key": STANDING_DOLLARS["KMS keys"][0],
    "aws_cloudwatch_metric_alarm": STANDING_DOLLARS["CloudWatch alarms"][0],
    "aws_cloudwatch_dashboard": STANDING_DOLLARS["CloudWatch dashboards"][0],
}
"""USD; AWS counts them by the hour."""

_A_DAY = {"aws_connect_phone_number": STANDING_DOLLARS["Phone numbers"][0] / _MONTH_DAYS}
"""USD for a number of the US; AWS counts whole days."""

_SECRETS, _A_SECRET = 30, DOLLARS["Secrets Manager secrets"][0]
"""Password secrets that the tests have at most, and USD for one a month."""

_BY_USE = 0.25
"""USD for requests, storage and logs, at most: some 100,000 writes, 1 GB, an hour of functions."""

MINUTES = 90
"""With Connect's usual two requests a second: an estimate."""


def planned(kinds: Iterable[str]) -> list[str]:
    """Say what is made: a line for each type of resource with how many, most first."""
    return [f"{amount:3} {kind}" for kind, amount in Counter(kinds).most_common()]


def dollars(kinds: Iterable[str], hours: float) -> float:
    """Return about what it costs in USD to have resources of some types for some hours, with what the tests use."""
    amounts = Counter(kinds)
    monthly = sum(amounts[kind] * price for kind, price in _A_MONTH.items()) + _SECRETS * _A_SECRET
    daily = sum(amounts[kind] * price for kind, price in _A_DAY.items())
    return monthly * hours / _MONTH_HOURS + daily * max(1, -(-hours // 24)) + _BY_USE
