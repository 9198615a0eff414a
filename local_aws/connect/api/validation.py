"""Requests read and checked against botocore's service model.

boto3 checks types, required members and minimums before it sends; maxima, patterns and enumerations reach the
service, which answers InvalidParameterException. Other clients send anything, so everything is checked here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.changes import check_change
from local_aws.connect.api.errors import ConnectError, invalid_parameter, invalid_request
from local_aws.connect.api.patterns import compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from botocore.model import OperationModel, Shape

_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "timestamp": (int, float, str),
}

_compiled = cache(compile_pattern)


def read_request(
    operation: OperationModel, uri: Mapping[str, str], query: Mapping[str, Sequence[str]], body: bytes
) -> dict[str, Any]:
    """Return an operation's parameters by member name, checked against the model.

    Args:
        operation: the operation, of botocore's model.
        uri: decoded labels of the path.
        query: decoded query string, each name with its values.
        body: the JSON body as sent; empty is an empty document.

    Raises:
        ConnectError: InvalidRequestException for a document that can't be read or lacks a required member,
            InvalidParameterException for a value outside the model's constraints.
    """
    shape = operation.input_shape
    if shape is None:
        return {}
    document = _document(body)
    params: dict[str, Any] = {}
    for name, member in shape.members.items():
        wire_name = member.serialization.get("name", name)
        location = member.serialization.get("location")
        if location == "uri":
            value: Any = uri.get(wire_name)
        elif location == "querystring":
            value = _query_value(name, member, query.get(wire_name))
        else:
            value = document.get(wire_name)
        if value is not None:
            params[name] = _without_nulls(value)
    problems = list(_check(shape, params, ""))
    if problems:
        raise _refusal(problems)
    check_change(operation, params)
    return params


def _document(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        document = json.loads(body)
    except ValueError as error:
        raise invalid_request(f"The request body is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise invalid_request("The request body is not a JSON object")
    return document


def _query_value(name: str, shape: Shape, values: Sequence[str] | None) -> Any:
    if not values:
        return None
    if shape.type_name == "list":
        return list(values)
    if shape.type_name in ("integer", "long"):
        try:
            return int(values[0])
        except ValueError as error:
            raise invalid_parameter(f"{name} must be a whole number, not {values[0]!r}") from error
    if shape.type_name == "boolean":
        return values[0].lower() == "true"
    return values[0]


def _without_nulls(value: Any) -> Any:
    """Drop members that are null: AWS takes them as absent."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


def _refusal(problems: list[tuple[str, str]]) -> ConnectError:
    refuse = invalid_request if any(kind == "missing" for kind, _ in problems) else invalid_parameter
    return refuse("; ".join(message for _, message in problems))


def _check(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, str]]:
    expected = _PYTHON_TYPES.get(shape.type_name)
    wrong_boolean = isinstance(value, bool) and shape.type_name != "boolean"
    if expected and (wrong_boolean or not isinstance(value, expected)):
        yield "type", f"{path or 'The request'} must be of type {shape.type_name}"
        return
    checker = _CHECKERS.get(shape.type_name)
    if checker is not None:
        yield from checker(shape, value, path)


def _structure(shape: Any, value: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    prefix = f"{path}." if path else ""
    for name in shape.required_members:
        if name not in value:
            yield "missing", f"{prefix}{name} is required"
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield "type", f"{path} must have exactly one member"
    for name, member in shape.members.items():
        wire_name = member.serialization.get("name", name) if path else name
        if wire_name in value:
            yield from _check(member, value[wire_name], f"{prefix}{name}")


def _list(shape: Any, value: list[Any], path: str) -> Iterator[tuple[str, str]]:
    yield from _range(shape, len(value), path, "items")
    for index, item in enumerate(value):
        yield from _check(shape.member, item, f"{path}[{index}]")


def _map(shape: Any, value: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    yield from _range(shape, len(value), path, "entries")
    for key, item in value.items():
        yield from _check(shape.key, key, f"{path} key {key!r}")
        yield from _check(shape.value, item, f"{path}[{key!r}]")


def _string(shape: Any, value: str, path: str) -> Iterator[tuple[str, str]]:
    yield from _range(shape, len(value), path, "characters")
    # The answer names the rule and never the value: a password is a string too.
    pattern = shape.metadata.get("pattern")
    if pattern and not _pattern(pattern).fullmatch(value):
        yield "value", f"{path} must match {pattern}"
    if shape.enum and value not in shape.enum:
        yield "value", f"{path} must be one of {', '.join(shape.enum)}"


def _number(shape: Any, value: float, path: str) -> Iterator[tuple[str, str]]:
    yield from _range(shape, value, path, "")


def _range(shape: Shape, size: float, path: str, unit: str) -> Iterator[tuple[str, str]]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    verb = f"have {{}} {unit}".rstrip() if unit else "be {}"
    if low is not None and size < low:
        yield "value", f"{path} must {verb.format(f'at least {low}')}"
    if high is not None and size > high:
        yield "value", f"{path} must {verb.format(f'at most {high}')}"


def _pattern(pattern: str) -> re.Pattern[str]:
    return _compiled(pattern)


_CHECKERS: dict[str, Callable[[Any, Any, str], Iterator[tuple[str, str]]]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _string,
    "integer": _number,
    "long": _number,
    "float": _number,
    "double": _number,
}
