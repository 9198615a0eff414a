"""What a month of a deployment takes."""

from __future__ import annotations

import pytest

from scripts.costs.import_prices import DOLLARS
from scripts.costs.monthly import STANDING_DOLLARS, Deployment, Month, busy, dollars, idle, quantities

DEPLOYMENT = Deployment(keys=1, alarms=12, dashboards=1, hourly_metrics=8, other_metrics=12)
PER_1000 = {
    "new": dict.fromkeys(DOLLARS, 10.0),
    "changed": dict.fromkeys(DOLLARS, 5.0),
    "unchanged": dict.fromkeys(DOLLARS, 1.0),
}


def test_an_idle_month_costs_what_stands() -> None:
    found = quantities(DEPLOYMENT, idle(500), PER_1000, 30)

    assert found.keys() == {*DOLLARS, *STANDING_DOLLARS}
    assert (found["KMS keys"], found["CloudWatch alarms"], found["CloudWatch metrics"]) == (1, 12, 8)
    assert found["DynamoDB write units"] == found["Secrets Manager secrets"] == 0
    assert found["Lambda requests"] == 720
    assert found["SQS requests"] == 5 * 3 * 60 * 24 * 30 + 7_200


def test_a_busy_month_adds_each_kind_of_row_in_proportion() -> None:
    found = quantities(DEPLOYMENT, Month(agents=1_000, uploads=2, changed=100, new=10), PER_1000, 30)

    assert found["S3 writes"] == pytest.approx(2 * (10 * 10 + 100 * 5 + 890 * 1) / 1000)
    assert 8 < found["CloudWatch metrics"] < 8.1


@pytest.mark.parametrize(
    ("month", "days", "secrets"),
    [
        (Month(agents=50, uploads=22, new=1), 30, 22),
        (Month(agents=5_000, uploads=22, new=7), 30, 154),  # each in a block of its own
        (Month(agents=5_000, uploads=1, new=600), 30, 10),  # all ten blocks have some
        (Month(agents=5_000, uploads=22, new=7), 3, 15.4),
        (Month(agents=50, uploads=22, new=1), 90, 22),  # as many again stand there from the months before
    ],
)
def test_secrets_are_those_of_the_blocks_with_new_agents(month: Month, days: int, secrets: float) -> None:
    expected = secrets * max(1, days / 30)

    assert quantities(DEPLOYMENT, month, PER_1000, days)["Secrets Manager secrets"] == pytest.approx(expected)


def test_a_busy_month_has_new_agents_however_small_the_directory() -> None:
    assert busy(50) == Month(agents=50, uploads=22, changed=1, new=1)
    assert busy(5_000) == Month(agents=5_000, uploads=22, changed=100, new=7)


def test_dollars_are_amounts_by_price() -> None:
    assert dollars({"KMS keys": 2, "S3 writes": 4_000}) == {"KMS keys": 2.0, "S3 writes": pytest.approx(0.02)}
