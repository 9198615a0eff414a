"""DynamoDB in memory, as far as `roster` calls it: moto takes milliseconds for a call, and these tests make millions.

`test_dynamodb.py` holds it against moto.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from botocore.exceptions import ClientError

from scripts.terraform.tables import table_schemas

_SCHEMAS = {f"rollcall-{label}": schema for label, schema in table_schemas().items()}
KEYS: dict[str, tuple[str, ...]] = {table: schema.keys for table, schema in _SCHEMAS.items()}
_INDEX_KEYS = {(table, index.name): index.keys for table, schema in _SCHEMAS.items() for index in schema.indexes}

Item = dict[str, dict[str, Any]]
Change = Callable[[str, "Item | None", "Item | None"], None]

_CLAUSE = re.compile(r"\b(SET|REMOVE|ADD) ")
_FUNCTION = re.compile(r"attribute_(not_)?exists\((\S+)\)")
_BEGINNING = re.compile(r"begins_with\((\S+), (:\w+)\)")
_TYPE = re.compile(r"attribute_type\((\S+), (:\w+)\)")
_COMPARISON = re.compile(r"(\S+) = (:\w+)")
_AT_LEAST = re.compile(r"(\S+) >= (:\w+)")
_DEFAULT = re.compile(r"if_not_exists\((\S+), (:\w+)\)")


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

    def get_item(self, *, TableName: str, Key: Item, ConsistentRead: bool = False) -> dict[str, Any]:  # noqa: N803
        del ConsistentRead
        item = self.tables[TableName].get(_key(TableName, Key))
        return {"Item": dict(item)} if item else {}

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803
        answers = {
            table: [
                _projected(item, request)
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
        self._write(table, request["Key"], request, _updated(old, request), "UpdateItem")

    def query(self, **request: Any) -> dict[str, Any]:
        """Answer one page with all items, or as many as are asked for; an index has what a projection of keys gives."""
        table = request["TableName"]
        items = list(self.tables[table].values())
        if "IndexName" in request:
            if (table, request["IndexName"]) not in _INDEX_KEYS:
                raise refusal("ValidationException", "Query")
            names = _INDEX_KEYS[(table, request["IndexName"])]
            items = [item for item in items if all(name in item for name in names)]
        for expression in ("KeyConditionExpression", "FilterExpression"):
            if expression in request:
                items = [item for item in items if _holds(request[expression], item, request)]
        ordered = sorted(items, key=functools.partial(_range_key, table))
        return {"Items": [dict(item) for item in ordered[: request.get("Limit")]]}

    def scan(self, **request: Any) -> dict[str, Any]:
        """Answer one page with all items that the filter lets through."""
        items = self.tables[request["TableName"]].values()
        return {"Items": [dict(item) for item in items if _holds(request.get("FilterExpression"), item, request)]}

    def transact_write_items(self, *, TransactItems: list[dict[str, Any]]) -> None:  # noqa: N803
        actions = [next(iter(action.items())) for action in TransactItems]
        keys = [(request["TableName"], _key(request["TableName"], _keys_of(request))) for _, request in actions]
        if len(set(keys)) < len(keys) or not 1 <= len(keys) <= 100:
            raise refusal("ValidationException", "TransactWriteItems")
        olds = [self.tables[table].get(key) for table, key in keys]
        held = [
            _holds(request.get("ConditionExpression"), old, request)
            for (_, request), old in zip(actions, olds, strict=True)
        ]
        if not all(held):
            reasons = [{"Code": "None" if one else "ConditionalCheckFailed"} for one in held]
            raise refusal("TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons)
        for (kind, request), (table, key), old in zip(actions, keys, olds, strict=True):
            new = {"Put": request.get("Item"), "Delete": None}.get(kind, ...)
            self._store(table, key, _updated(old, request) if new is ... else new)

    def get_paginator(self, operation: str) -> FakePaginator:
        return FakePaginator(getattr(self, operation))

    def _write(self, table: str, key: Item, request: dict[str, Any], new: Item | None, operation: str) -> None:
        place = _key(table, key)
        if not _holds(request.get("ConditionExpression"), self.tables[table].get(place), request):
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
    return tuple(next(iter(item[name].values())) for name in KEYS[table])


def _range_key(table: str, item: Item) -> list[Any]:
    keys = (item[name] for name in KEYS[table][1:])
    return [int(key["N"]) if "N" in key else key["S"] for key in keys]


def _holds(expression: str | None, item: Item | None, request: dict[str, Any]) -> bool:
    return all(_holds_one(part, item or {}, request) for part in expression.split(" AND ")) if expression else True


def _holds_one(condition: str, item: Item, request: dict[str, Any]) -> bool:
    values = request.get("ExpressionAttributeValues", {})
    if " OR " in condition:
        options = condition.removeprefix("(").removesuffix(")") if condition.startswith("(") else condition
        return any(_holds_one(option, item, request) for option in options.split(" OR "))
    if found := _TYPE.fullmatch(condition):
        return values[found[2]]["S"] in item.get(_name(found[1], request), {})
    if found := _FUNCTION.fullmatch(condition):
        return (_name(found[2], request) in item) != bool(found[1])
    if found := _BEGINNING.fullmatch(condition):
        return str(item.get(_name(found[1], request), {}).get("S", "")).startswith(values[found[2]]["S"])
    if found := _COMPARISON.fullmatch(condition):
        name = _name(found[1], request)
        return name in item and _comparable(item[name]) == _comparable(values[found[2]])
    if found := _AT_LEAST.fullmatch(condition):
        number = item.get(_name(found[1], request), {}).get("N")
        return number is not None and Decimal(number) >= Decimal(values[found[2]]["N"])
    raise ValueError(f"this DynamoDB does not know the condition {condition}")


def _comparable(value: dict[str, Any]) -> Any:
    """Return a value such that equal ones are equal: numbers of any notation, sets in any order."""
    [(kind, content)] = value.items()
    if kind == "N":
        return kind, Decimal(content)
    if kind == "M":
        return kind, {name: _comparable(member) for name, member in content.items()}
    if kind == "L":
        return kind, [_comparable(member) for member in content]
    if kind in {"SS", "NS", "BS"}:
        return kind, {Decimal(member) if kind == "NS" else member for member in content}
    return kind, content


def _name(name: str, request: dict[str, Any]) -> str:
    return str(request["ExpressionAttributeNames"][name]) if name.startswith("#") else name


def _updated(old: Item | None, request: dict[str, Any]) -> Item:
    before = dict(old or request["Key"])
    item = dict(before)
    parts = _CLAUSE.split(request["UpdateExpression"])[1:]
    for verb, clause in zip(parts[::2], parts[1::2], strict=True):
        for action in re.split(r", (?![^(]*\))", clause.strip()):
            _act(verb, action, before, item, request)
    return item


def _act(verb: str, action: str, before: Item, item: Item, request: dict[str, Any]) -> None:
    values = request.get("ExpressionAttributeValues", {})
    if verb == "REMOVE":
        item.pop(_name(action, request), None)
    elif verb == "ADD":
        name, amount = action.split(" ")
        number = int(before.get(_name(name, request), {"N": "0"})["N"]) + int(values[amount]["N"])
        item[_name(name, request)] = {"N": str(number)}
    else:
        name, value = action.split(" = ", 1)
        if default := _DEFAULT.fullmatch(value):
            item[_name(name, request)] = before.get(_name(default[1], request), values[default[2]])
        else:
            item[_name(name, request)] = values[value]


def _projected(item: Item, request: Mapping[str, Any]) -> Item:
    """Return what a request asks for of an item: all of it, or the attributes that stand for its placeholders."""
    if "ProjectionExpression" not in request:
        return dict(item)
    names = [request["ExpressionAttributeNames"][place] for place in request["ProjectionExpression"].split(", ")]
    return {name: item[name] for name in names if name in item}
