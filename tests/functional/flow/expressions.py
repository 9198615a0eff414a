"""The expressions of DynamoDB, as far as `roster` writes them: conditions, updates and projections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Item = dict[str, dict[str, Any]]
"""Attribute → attribute value, as botocore has them."""

_CLAUSE = re.compile(r"\b(SET|REMOVE|ADD) ")
_FUNCTION = re.compile(r"attribute_(not_)?exists\((\S+)\)")
_BEGINNING = re.compile(r"begins_with\((\S+), (:\w+)\)")
_TYPE = re.compile(r"attribute_type\((\S+), (:\w+)\)")
_COMPARISON = re.compile(r"(\S+) = (:\w+)")
_AT_LEAST = re.compile(r"(\S+) >= (:\w+)")
_DEFAULT = re.compile(r"if_not_exists\((\S+), (:\w+)\)")


def holds(expression: str | None, item: Item | None, request: dict[str, Any]) -> bool:
    """Whether an item, or that there is none, fulfils a condition or filter of a request; None holds always."""
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


def _name(name: str, request: Mapping[str, Any]) -> str:
    return str(request["ExpressionAttributeNames"][name]) if name.startswith("#") else name


def updated(old: Item | None, request: dict[str, Any]) -> Item:
    """Return what the update of a request makes of an item, or of none."""
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


def projected(item: Item, request: Mapping[str, Any]) -> Item:
    """Return what a request asks for of an item: all of it, or some attributes."""
    if "ProjectionExpression" not in request:
        return dict(item)
    names = [_name(name, request) for name in request["ProjectionExpression"].split(", ")]
    return {name: item[name] for name in names if name in item}
