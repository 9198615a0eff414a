"""Transactions try again what others' writes cancelled, and tell what no repetition mends."""

from __future__ import annotations

from typing import Any, cast

import pytest
from botocore.exceptions import ClientError

from roster.errors import RetryableError
from roster.transactions import ConditionsFailedError, write_alone, write_together


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


class FakeItem:
    """Answers an update with the given refusals first, then takes it."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)
        self.calls: list[dict[str, Any]] = []

    def update_item(self, **arguments: Any) -> None:
        self.calls.append(arguments)
        if self.codes:
            raise ClientError({"Error": {"Code": self.codes.pop(0), "Message": "refused"}}, "UpdateItem")


def test_a_write_beside_a_transaction_is_tried_again() -> None:
    """boto3 does not: it would fail whatever writes an import's record while its agents are counted."""
    item, waits = FakeItem("TransactionConflictException", "TransactionConflictException"), list[float]()

    assert write_alone(item.update_item, {"Key": 1}, sleep=waits.append)

    assert item.calls == [{"Key": 1}] * 3
    assert len(waits) == 2


def test_a_condition_that_does_not_hold_is_told() -> None:
    codes = ("TransactionConflictException", "ConditionalCheckFailedException")

    assert not write_alone(FakeItem(*codes).update_item, {}, sleep=lambda _: None)


def test_an_item_that_is_never_free_may_be_tried_again() -> None:
    with pytest.raises(RetryableError, match="8 tries"):
        write_alone(FakeItem(*["TransactionConflictException"] * 8).update_item, {}, sleep=lambda _: None)


def test_another_refusal_of_a_write_is_raised() -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        write_alone(FakeItem("AccessDenied").update_item, {})
