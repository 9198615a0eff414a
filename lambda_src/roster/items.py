"""Converts between plain values and DynamoDB's attribute values.

The kinds of values that Rollcall writes are converted here, several times as fast as boto3 does it: a directory of
100,000 rows has two million values. boto3's converters take the others. They are imported where there is such a value:
the operator's command needs no boto3 to print its help.
"""

from __future__ import annotations

import base64
import functools
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

_SAFE_DIGITS: Final = 38
"""Numbers have up to so many digits, as DynamoDB documents; boto3 refuses those beyond."""

_SAFE_NUMBER: Final = 10**_SAFE_DIGITS
_EXACT: Final = Context(prec=300)


def to_wire(item: Mapping[str, Any]) -> dict[str, Any]:
    """Turn a plain item into attribute values, leaving out the keys whose value is None."""
    return {key: _write(value) for key, value in item.items() if value is not None}


def from_wire(item: Mapping[str, Any]) -> dict[str, Any]:
    """Turn attribute values into a plain item; numbers become int, binary becomes bytes.

    Every number that Rollcall stores is whole. A fraction that somebody else wrote stays a Decimal, as does a number of
    more than 38 digits, such as 1E+40: an int of it could not be written back. Binary is bytes in DynamoDB's answers
    and text in base 64 in what AWS Lambda makes of its streams.
    """
    # Most values are texts, for which a call each would take half of the time.
    return {key: value["S"] if "S" in value else _read(value) for key, value in item.items()}


def _write(value: Any) -> dict[str, Any]:
    writer = _WRITERS.get(type(value))
    if writer is None:
        return cast("dict[str, Any]", _converters()[0].serialize(value))
    return writer(value)


def _write_number(value: int) -> dict[str, Any]:
    if -_SAFE_NUMBER < value < _SAFE_NUMBER:
        return {"N": str(value)}
    return cast("dict[str, Any]", _converters()[0].serialize(value))


@functools.cache
def _converters() -> tuple[TypeSerializer, TypeDeserializer]:
    # Only values that others have written need them, and nothing else needs boto3 (`roster.clients`).
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

    return TypeSerializer(), TypeDeserializer()


_WRITERS: Final[dict[type, Callable[[Any], dict[str, Any]]]] = {
    str: lambda value: {"S": value},
    bool: lambda value: {"BOOL": value},
    int: _write_number,
    dict: lambda value: {"M": {key: _write(member) for key, member in value.items()}},
    list: lambda value: {"L": [_write(member) for member in value]},
}


def _read(value: Any) -> Any:
    """Return the plain value of an attribute value, which is a dict of its one kind and its content."""
    if "S" in value:
        return value["S"]
    if "M" in value:
        return from_wire(value["M"])
    if "BOOL" in value:
        return value["BOOL"]
    if "N" in value:
        content = value["N"]
        return int(content) if len(content) <= _SAFE_DIGITS and content.isdecimal() else _number(content)
    if "L" in value:
        return [_read(member) for member in value["L"]]
    if "NS" in value:
        return {_number(member) for member in value["NS"]}
    if "B" in value:
        return _bytes(value["B"])
    if "BS" in value:
        return {_bytes(member) for member in value["BS"]}
    return _converters()[1].deserialize(value)


def _bytes(value: Any) -> bytes:
    return base64.b64decode(value) if isinstance(value, str) else bytes(value)


def _number(text: str) -> int | Decimal:
    # DynamoDB writes 1E+125 out with all its zeros, which boto3 takes for too many digits.
    value = _EXACT.normalize(Decimal(text))
    is_whole = abs(value) < _SAFE_NUMBER and value == value.to_integral_value()
    return int(value) if is_whole else value
