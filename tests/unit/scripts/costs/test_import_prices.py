"""What is charged for an import."""

from __future__ import annotations

import pytest

from scripts.costs.import_prices import Work, dollars, item_bytes, quantities

CALLS = {
    "connect": {"CreateUser": 1000},
    "secretsmanager": {"CreateSecret": 2, "GetSecretValue": 2},
    "s3": {"PutObject": 6, "GetObject": 4},
    "dynamodb": {"TransactWriteItems": 1012},
}
NEW = Work(agents=1000, worked_on=1000, created=1000, calls=CALLS, agent_bytes=1000, record_bytes=600, quota=2)


def test_two_secrets_a_month_are_most_of_it() -> None:
    costs = dollars(quantities(NEW))

    assert costs["Secrets Manager secrets"] == pytest.approx(0.8)
    assert sum(costs.values()) - costs["Secrets Manager secrets"] < 0.02
    assert costs["Amazon Connect calls"] == 0


def test_an_item_of_more_than_a_kib_takes_twice_the_writes() -> None:
    larger = Work(agents=1000, worked_on=1000, created=1000, calls=CALLS, agent_bytes=1025, record_bytes=600, quota=2)

    assert quantities(larger)["DynamoDB write units"] - quantities(NEW)["DynamoDB write units"] == 1000 * 2 * 2


def test_an_item_is_as_large_as_dynamodb_says() -> None:
    assert item_bytes({"a": {"S": "äb"}, "n": {"N": "1234"}, "m": {"M": {"x": {"BOOL": True}}}}) == 4 + 4 + 7
