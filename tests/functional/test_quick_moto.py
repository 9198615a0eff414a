"""Moto made quick answers as it comes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from botocore.exceptions import ClientError
from moto import mock_aws

from tests.functional.provision.wire import client
from tests.functional.quick_moto import moto_as_it_comes, quick_moto

_TABLE = {
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("key", "part", "group")],
    "KeySchema": [{"AttributeName": "key", "KeyType": "HASH"}, {"AttributeName": "part", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by_group",
            "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    "BillingMode": "PAY_PER_REQUEST",
}
_FLAT = {
    "AttributeDefinitions": [{"AttributeName": "name", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "name", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
_EVERY_TYPE: dict[str, Any] = {
    "S": {"S": "word"},
    "N": {"N": "1.50"},
    "B": {"B": b"\x00\xff"},
    "BOOL": {"BOOL": False},
    "NULL": {"NULL": True},
    "SS": {"SS": ["a", "b"]},
    "NS": {"NS": ["1", "2"]},
    "BS": {"BS": [b"x"]},
    "L": {"L": [{"S": "one"}, {"M": {"deep": {"L": [{"N": "2"}]}}}]},
    "M": {"M": {"S": {"S": "a map with the name of a type"}, "empty": {"M": {}}}},
}


def _put(key: str, part: str = "0", **more: Any) -> dict[str, Any]:
    return {"TableName": "parts", "Item": {"key": {"S": key}, "part": {"S": part}, **more}}


def _set(key: str, part: str = "0", expression: str = "SET #v = :v", **more: Any) -> dict[str, Any]:
    return {
        "TableName": "parts",
        "Key": {"key": {"S": key}, "part": {"S": part}},
        "UpdateExpression": expression,
        **({"ExpressionAttributeNames": {"#v": "value"}} if "#v" in expression else {}),
        **({"ExpressionAttributeValues": {":v": {"N": "7"}}} if ":v" in expression else {}),
        **more,
    }


_FLAT_SET = {
    "TableName": "flat",
    "Key": {"name": {"S": "one"}},
    "UpdateExpression": "ADD amount :one SET #state = if_not_exists(#state, :new)",
    "ExpressionAttributeNames": {"#state": "state"},
    "ExpressionAttributeValues": {":one": {"N": "1"}, ":new": {"S": "new"}},
}
_UNLESS_THERE = {"ConditionExpression": "attribute_not_exists(part)"}
_IF_SEVEN = {
    "ConditionExpression": "#v = :v AND (attribute_exists(part) OR part = :v)",
    "ExpressionAttributeNames": {"#v": "value"},
    "ExpressionAttributeValues": {":v": {"N": "7"}},
}

CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("put_item", _put("types", **_EVERY_TYPE)),
    ("put_item", _put("grouped", group={"S": "g"})),
    ("update_item", _set("a", ReturnValues="ALL_NEW")),
    ("update_item", _set("a", ReturnValues="UPDATED_OLD")),
    ("update_item", _set("types", expression="REMOVE M.empty, L[0] SET #v = :v", ReturnValues="ALL_NEW")),
    ("update_item", _set("a", expression="SET #v = #v + :v", ReturnValues="ALL_NEW")),
    ("update_item", _set("a", expression="SET #v = missing + :v")),
    ("update_item", _set("a", expression="SET name = :v")),
    ("update_item", _set("a", expression="SET #v = :v SET other = :v")),
    ("update_item", _set("a", expression="SET #v = :v SET other = :v")),
    ("update_item", _set("a", expression="REMOVE #v SET other = :v REMOVE third", ReturnValues="ALL_NEW")),
    ("update_item", _set("a", expression="SET #v = :v", ConditionExpression="#v = :v")),
    ("put_item", _put("a") | _UNLESS_THERE),
    ("put_item", _put("a") | {"ConditionExpression": "group = :v", "ExpressionAttributeValues": {":v": {"N": "7"}}}),
    ("transact_write_items", {"TransactItems": [{"Put": _put("b") | _UNLESS_THERE}, {"Update": _FLAT_SET}]}),
    (
        "transact_write_items",
        {"TransactItems": [{"Update": _FLAT_SET}, {"Update": _set("b")}, {"Put": _put("b", "1")}]},
    ),
    # The last action fails, when the others have been made: of items that were there, that are new, and that go.
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Update": _FLAT_SET},
                {"Update": _set("b", expression="REMOVE #v")},
                {"Put": _put("b", "2")},
                {"Put": _put("types", S={"S": "other"})},
                {"Delete": {"TableName": "parts", "Key": {"key": {"S": "b"}, "part": {"S": "1"}}}},
                {"Put": _put("new")},
                {"Put": _put("a") | _UNLESS_THERE},
            ]
        },
    ),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"Delete": {"TableName": "flat", "Key": {"name": {"S": "one"}}}},
                {"Put": _put("a") | _IF_SEVEN},
            ]
        },
    ),
    ("transact_write_items", {"TransactItems": [{"Update": _set("a")}, {"Put": _put("a")}]}),
    ("transact_write_items", {"TransactItems": [{"Put": _put("c")}, {"Put": {"TableName": "none", "Item": {}}}]}),
    (
        "transact_write_items",
        {
            "TransactItems": [
                {"ConditionCheck": {"TableName": "parts", "Key": _put("b")["Item"], **_IF_SEVEN}},
                {"Update": _set("d")},
            ]
        },
    ),
    ("get_item", {"TableName": "flat", "Key": {"name": {"S": "one"}}}),
    ("get_item", {"TableName": "parts", "Key": {"key": {"S": "types"}, "part": {"S": "0"}}}),
    ("get_item", {"TableName": "parts", "Key": {"key": {"S": "nobody"}, "part": {"S": "0"}}}),
    (
        "query",
        {
            "TableName": "parts",
            "KeyConditionExpression": "#k = :k",
            "ExpressionAttributeNames": {"#k": "key"},
            "ExpressionAttributeValues": {":k": {"S": "b"}},
        },
    ),
    (
        "query",
        {
            "TableName": "parts",
            "IndexName": "by_group",
            "KeyConditionExpression": "#g = :g",
            "ExpressionAttributeNames": {"#g": "group"},
            "ExpressionAttributeValues": {":g": {"S": "g"}},
        },
    ),
    ("scan", {"TableName": "parts", "FilterExpression": "#v = :v", **{k: _IF_SEVEN[k] for k in list(_IF_SEVEN)[1:]}}),
    ("scan", {"TableName": "parts"}),
    ("scan", {"TableName": "flat", "Limit": 1}),
    ("describe_table", {"TableName": "parts"}),
    ("list_tables", {}),
)


def _answers(moto: Callable[[], AbstractContextManager[None]]) -> list[Any]:
    """Make all calls, one after the other, and return what came back of each."""
    with moto(), mock_aws():
        dynamodb, streams = client("dynamodb"), client("dynamodbstreams")
        dynamodb.create_table(TableName="parts", **_TABLE)
        dynamodb.create_table(TableName="flat", **_FLAT)
        answers = [_answer(dynamodb, name, copy.deepcopy(request)) for name, request in CALLS]
        arn = dynamodb.describe_table(TableName="parts")["Table"]["LatestStreamArn"]
        [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        start = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
        records = streams.get_records(ShardIterator=start["ShardIterator"])["Records"]
        return [*answers, [(one["eventName"], _without_times(one["dynamodb"])) for one in records]]


def _answer(dynamodb: Any, name: str, request: dict[str, Any]) -> Any:
    try:
        answer = getattr(dynamodb, name)(**request)
    except ClientError as error:
        answer = error.response
    return _without_times({key: value for key, value in answer.items() if key != "ResponseMetadata"})


def _without_times(answer: Any) -> Any:
    if isinstance(answer, dict):
        drop = {
            "CreationDateTime",
            "ApproximateCreationDateTime",
            "LatestStreamLabel",
            "LatestStreamArn",
            "TableId",
            "SizeBytes",
        }
        return {key: _without_times(value) for key, value in answer.items() if key not in drop}
    return [_without_times(one) for one in answer] if isinstance(answer, list) else answer


def test_every_call_of_dynamodb_is_answered_as_moto_answers_it() -> None:
    plain, quick = _answers(moto_as_it_comes), _answers(quick_moto)

    assert quick == plain


def test_moto_as_it_comes_undoes_what_a_transaction_did_before_its_last_action_failed() -> None:
    # Otherwise nothing of the above would tell of a rollback.
    plain = _answers(moto_as_it_comes)

    refused = [
        one
        for one in plain
        if isinstance(one, dict) and one.get("Error", {}).get("Code") == "TransactionCanceledException"
    ]
    scanned = plain[[name for name, _ in CALLS].index("scan") + 1]
    assert len(refused) == 2
    assert {(item["key"]["S"], item["part"]["S"]) for item in scanned["Items"]} == {
        ("types", "0"),
        ("grouped", "0"),
        ("a", "0"),
        ("b", "0"),
        ("b", "1"),
        ("d", "0"),
    }
