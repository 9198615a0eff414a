"""DynamoDB in memory, as far as `roster` calls it: moto takes milliseconds for a call, and these tests make millions.

`test_dynamodb.py` holds it against moto.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from scripts.terraform.tables import Index, table_schemas
from tests.functional.flow.expressions import Item, holds, projected, updated

_SCHEMAS = {f"rollcall-{label}": schema for label, schema in table_schemas().items()}
KEYS: dict[str, tuple[str, ...]] = {table: schema.keys for table, schema in _SCHEMAS.items()}
_INDEXES = {(table, index.name): index for table, schema in _SCHEMAS.items() for index in schema.indexes}

Change = Callable[[str, "Item | None", "Item | None"], None]


def refusal(code: str, operation: str, **details: Any) -> ClientError:
    """Make the error that a client raises."""
    answer: Any = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": 400}, **details}
    return ClientError(answer, operation)


class _Tables(dict[str, dict[tuple[str, ...], Item]]):
    def __missing__(self, table: str) -> Any:
        raise refusal("ResourceNotFoundException", "the operation")


class FakeDynamoDB:
    """The tables that Terraform makes; every call is atomic and every read is of now.

    Args:
        changed: hears of each change, with the item of before and of after.
    """

    def __init__(self, changed: Change = lambda table, old, new: None) -> None:
        self.tables: dict[str, dict[tuple[str, ...], Item]] = _Tables({table: {} for table in KEYS})
        self._changed = changed

    def get_item(self, **request: Any) -> dict[str, Any]:
        item = self.tables[request["TableName"]].get(_key(request["TableName"], request["Key"]))
        return {"Item": projected(item, request)} if item else {}

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803
        answers = {
            table: [
                projected(item, request)
                for key in request["Keys"]
                if (item := self.tables[table].get(_key(table, key))) is not None
            ]
            for table, request in RequestItems.items()
        }
        return {"Responses": answers, "UnprocessedKeys": {}}

    def put_item(self, **request: Any) -> None:
        self._write(request["TableName"], request["Item"], request, dict(request["Item"]), "PutItem")

    def delete_item(self, **request: Any) -> None:
        self._write(request["TableName"], request["Key"], request, None, "DeleteItem")

    def update_item(self, **request: Any) -> None:
        table = request["TableName"]
        old = self.tables[table].get(_key(table, request["Key"]))
        self._write(table, request["Key"], request, updated(old, request), "UpdateItem")

    def query(self, **request: Any) -> dict[str, Any]:
        """Answer one page with all items, or as many as are asked for; those of an index hold what it does."""
        table = request["TableName"]
        items = list(self.tables[table].values())
        keys = KEYS[table]
        if "IndexName" in request:
            if (index := _INDEXES.get((table, request["IndexName"]))) is None:
                raise refusal("ValidationException", "Query")
            keys = index.keys
            items = [_in_index(item, KEYS[table], index) for item in items if all(name in item for name in keys)]
        for expression in ("KeyConditionExpression", "FilterExpression"):
            if expression in request:
                items = [item for item in items if holds(request[expression], item, request)]
        forward = request.get("ScanIndexForward", True)
        ordered = sorted(items, key=functools.partial(_range_key, keys), reverse=not forward)
        return {"Items": [projected(item, request) for item in ordered[: request.get("Limit")]]}

    def scan(self, **request: Any) -> dict[str, Any]:
        """Answer one page with all items that the filter lets through."""
        items = self.tables[request["TableName"]].values()
        found = (item for item in items if holds(request.get("FilterExpression"), item, request))
        return {"Items": [projected(item, request) for item in found]}

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803
        actions = [next(iter(action.items())) for action in TransactItems]
        keys = [(request["TableName"], _key(request["TableName"], _keys_of(request))) for _, request in actions]
        if len(set(keys)) < len(keys) or not 1 <= len(keys) <= 100:
            raise refusal("ValidationException", "TransactWriteItems")
        olds = [self.tables[table].get(key) for table, key in keys]
        held = [
            holds(request.get("ConditionExpression"), old, request)
            for (_, request), old in zip(actions, olds, strict=True)
        ]
        if not all(held):
            reasons = [{"Code": "None" if one else "ConditionalCheckFailed"} for one in held]
            raise refusal("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        for (kind, request), (table, key), old in zip(actions, keys, olds, strict=True):
            new = {"Put": request.get("Item"), "Delete": None}.get(kind, ...)
            self._store(table, key, updated(old, request) if new is ... else new)

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(getattr(self, operation))

    def _write(self, table: str, key: Item, request: dict[str, Any], new: Item | None, operation: str) -> None:
        place = _key(table, key)
        if not holds(request.get("ConditionExpression"), self.tables[table].get(place), request):
            raise refusal("ConditionalCheckFailedException", operation)
        self._store(table, place, new)

    def _store(self, table: str, key: tuple[str, ...], new: Item | None) -> None:
        old = self.tables[table].pop(key, None)
        if new is not None:
            self.tables[table][key] = new
        if old != new:
            self._changed(table, old, new)


class FakePaginator:
    """Asks once, for the only page, however large pages are to be."""

    def __init__(self, operation: Callable[..., Any]) -> None:
        self._operation = operation

    def paginate(self, *, PaginationConfig: Any = None, **request: Any) -> _OnlyPage:  # noqa: N803 (boto3's name)
        del PaginationConfig
        return _OnlyPage(self._operation, request)


class _OnlyPage:
    resume_token = None

    def __init__(self, operation: Callable[..., Any], request: dict[str, Any]) -> None:
        self._operation = operation
        self._request = request

    def __iter__(self) -> Iterator[Any]:
        yield self._operation(**self._request)


def _keys_of(request: dict[str, Any]) -> Item:
    keys: Item = request["Item"] if "Item" in request else request["Key"]
    return keys


def _key(table: str, item: Item) -> tuple[str, ...]:
    if table not in KEYS:
        raise refusal("ResourceNotFoundException", "the operation")
    return tuple(next(iter(item[name].values())) for name in KEYS[table])


def _range_key(keys: tuple[str, ...], item: Item) -> list[Any]:
    return [int(item[name]["N"]) if "N" in item[name] else item[name]["S"] for name in keys[1:]]


def _in_index(item: Item, keys: tuple[str, ...], index: Index) -> Item:
    """Return what an index holds of an item of a table with these keys."""
    names = {*keys, *index.keys, *index.attributes}
    return item if index.projection == "ALL" else {name: value for name, value in item.items() if name in names}
