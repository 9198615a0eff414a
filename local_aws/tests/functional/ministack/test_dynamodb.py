"""What the flow rests on in DynamoDB: ministack has it right, and a new version must not lose it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


@pytest.fixture
def table(local: World) -> str:
    return local.stream().table


def _key(n: int) -> dict[str, Any]:
    return {"k": {"S": "a"}, "n": {"N": str(n)}}


def _count(table: str, n: int, **condition: Any) -> dict[str, Any]:
    values = {":one": {"N": "1"}, **condition.pop("values", {})}
    update = {"TableName": table, "Key": _key(n), "UpdateExpression": "ADD hits :one"}
    return {"Update": {**update, "ExpressionAttributeValues": values, **condition}}


def _hits(local: World, table: str, n: int) -> int:
    item = local.client("dynamodb").get_item(TableName=table, Key=_key(n), ConsistentRead=True).get("Item", {})
    return int(item.get("hits", {"N": "0"})["N"])


def test_a_cancelled_transaction_writes_nothing_and_says_which_condition_failed(local: World, table: str) -> None:
    client = local.client("dynamodb")
    client.put_item(TableName=table, Item={**_key(2), "hits": {"N": "5"}})
    refused = _count(
        table,
        2,
        ConditionExpression="hits < :limit",
        values={":limit": {"N": "3"}},
        ReturnValuesOnConditionCheckFailure="ALL_OLD",
    )
    with pytest.raises(client.exceptions.TransactionCanceledException) as caught:
        client.transact_write_items(TransactItems=[_count(table, 1), refused])
    first, second = caught.value.response["CancellationReasons"]
    assert (first["Code"], second["Code"]) == ("None", "ConditionalCheckFailed")
    assert second["Item"]["hits"] == {"N": "5"}
    assert (_hits(local, table, 1), _hits(local, table, 2)) == (0, 5)


def test_a_transaction_touches_an_item_once(local: World, table: str) -> None:
    with pytest.raises(ClientError, match="multiple operations on one item"):
        local.client("dynamodb").transact_write_items(TransactItems=[_count(table, 1), _count(table, 1)])


def test_a_token_makes_a_transaction_idempotent(local: World, table: str) -> None:
    client, token = local.client("dynamodb"), str(uuid.uuid4())
    for _ in range(2):
        client.transact_write_items(TransactItems=[_count(table, 1)], ClientRequestToken=token)
    assert _hits(local, table, 1) == 1
    with pytest.raises(client.exceptions.IdempotentParameterMismatchException):
        client.transact_write_items(TransactItems=[_count(table, 2)], ClientRequestToken=token)


def test_a_transaction_takes_a_hundred_actions(local: World, table: str) -> None:
    client = local.client("dynamodb")
    client.transact_write_items(TransactItems=[_count(table, n) for n in range(100)])
    with pytest.raises(ClientError, match="less than or equal to 100"):
        client.transact_write_items(TransactItems=[_count(table, n) for n in range(101)])


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("attribute_exists(k)", True),
        ("attribute_not_exists(gone)", True),
        ("attribute_not_exists(k)", False),
        ("#s = :pending AND NOT begins_with(#s, :x)", True),
        ("#s IN (:x, :pending)", True),
        ("counts.made BETWEEN :one AND :nine", True),
        ("size(#s) = :nine", False),
        ("contains(tags, :x)", True),
        ("attribute_type(counts, :m)", True),
        ("gone = :x OR (counts.made > :one AND #s <> :x)", True),
        ("gone <> :x", True),
        ("gone < :one", False),
    ],
)
def test_conditions(local: World, table: str, condition: str, holds: bool) -> None:
    client = local.client("dynamodb")
    item = {**_key(1), "status": {"S": "PENDING"}, "counts": {"M": {"made": {"N": "5"}}}, "tags": {"SS": ["x", "y"]}}
    client.put_item(TableName=table, Item=item)
    all_values = {":pending": "PENDING", ":x": "x", ":m": "M", ":one": 1, ":nine": 9}
    values = {
        name: {"S": value} if isinstance(value, str) else {"N": str(value)}
        for name, value in all_values.items()
        if name in condition
    }
    parameters: dict[str, Any] = {"TableName": table, "Key": _key(1), "ConditionExpression": condition}
    if values:
        parameters["ExpressionAttributeValues"] = values
    if "#s" in condition:
        parameters["ExpressionAttributeNames"] = {"#s": "status"}
    if holds:
        client.delete_item(**parameters)
    else:
        with pytest.raises(client.exceptions.ConditionalCheckFailedException):
            client.delete_item(**parameters)


def test_an_item_has_at_most_400_kilobytes(local: World, table: str) -> None:
    with pytest.raises(ClientError, match="size has exceeded"):
        local.put(table, "a", 1, content="x" * 410_000)


def test_a_tables_warm_throughput_is_active(local: World, table: str) -> None:
    """Terraform's AWS provider waits for that since 6.13, and fails where it is missing."""
    described = local.client("dynamodb").describe_table(TableName=table)["Table"]

    assert described["WarmThroughput"]["Status"] == "ACTIVE"
