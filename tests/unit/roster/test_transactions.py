"""Transactions try again what others' writes cancelled, and tell what no repetition mends."""

from __future__ import annotations

from typing import Any, cast

import pytest
from botocore.exceptions import ClientError

from roster.errors import RetryableError
from roster.transactions import ConditionsFailedError, write_together


def cancelled(*codes: str) -> ClientError:
    response = {
        "Error": {"Code": "TransactionCanceledException", "Message": "cancelled"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(cast("Any", response), "TransactWriteItems")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "refused"}}, "TransactWriteItems")


class FakeDynamoDB:
    """Answers with the given errors first, then takes the write."""

    def __init__(self, *errors: ClientError) -> None:
        self.errors = list(errors)
        self.calls: list[list[dict[str, Any]]] = []

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803 (boto3's name)
        self.calls.append(TransactItems)
        if self.errors:
            raise self.errors.pop(0)


ACTIONS: list[dict[str, Any]] = [{"Put": {"number": 1}}, {"Put": {"number": 2}}]


def write(client: FakeDynamoDB) -> list[float]:
    waits: list[float] = []
    write_together(cast("Any", client), ACTIONS, sleep=waits.append)
    return waits


def test_a_write_that_succeeds_is_made_once() -> None:
    client = FakeDynamoDB()

    assert write(client) == []
    assert client.calls == [ACTIONS]


@pytest.mark.parametrize(
    "error",
    [
        cancelled("None", "TransactionConflict"),
        cancelled("ThrottlingError", "None"),
        cancelled("ProvisionedThroughputExceeded"),
        refused("TransactionInProgressException"),
    ],
    ids=["conflict", "throttling", "throughput", "in progress"],
)
def test_what_passes_is_waited_for(error: ClientError) -> None:
    client = FakeDynamoDB(error, error)

    waits = write(client)

    assert client.calls == [ACTIONS] * 3
    assert len(waits) == 2
    assert 0 <= max(waits) <= 0.1


def test_failed_conditions_are_told_by_their_place() -> None:
    with pytest.raises(ConditionsFailedError) as caught:
        write(FakeDynamoDB(cancelled("None", "ConditionalCheckFailed")))

    assert caught.value.indexes == [1]


def test_failed_conditions_count_more_than_conflicts() -> None:
    client = FakeDynamoDB(cancelled("TransactionConflict", "ConditionalCheckFailed"))

    with pytest.raises(ConditionsFailedError):
        write(client)
    assert len(client.calls) == 1


@pytest.mark.parametrize("error", [cancelled("ValidationError"), refused("ValidationException")], ids=["item", "call"])
def test_a_refusal_for_good_is_raised_as_it_is(error: ClientError) -> None:
    client = FakeDynamoDB(error)

    with pytest.raises(ClientError) as caught:
        write(client)
    assert caught.value is error
    assert len(client.calls) == 1


def test_tries_come_to_an_end() -> None:
    client = FakeDynamoDB(*[cancelled("TransactionConflict")] * 20)

    with pytest.raises(RetryableError, match="2 actions was cancelled 8 times"):
        write(client)
    assert len(client.calls) == 8
