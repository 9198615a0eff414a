"""Tells what DynamoDB takes as an item, since nobody can write what it refuses, and what it gives back.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from scripts.terraform.tables import table_schemas

_MAX_DEPTH: Final = 32
"""Levels of maps and lists:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""

_MAX_DIGITS: Final = 38
_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")


class _RefusedError(Exception):
    """DynamoDB does not take it."""


def stored_item(item: Any, label: str) -> dict[str, Any] | None:
    """Return what clients read of an item that somebody writes into the table of a label; None if nobody can.

    Args:
        item: JSON: attributes beside the primary key, with attribute values.
        label: of the table's resource.
    """
    types = table_schemas()[label].types
    try:
        stored = _map(item, 0)
    except _RefusedError:
        return None
    of_keys = [(stored[name], kind) for name, kind in types.items() if name in stored]
    return stored if all(kind in value and value[kind] != "" for value, kind in of_keys) else None


def _map(item: Any, depth: int) -> dict[str, Any]:
    if not isinstance(item, dict) or "" in item:
        raise _RefusedError
    return {_text(name): _value(value, depth) for name, value in item.items()}


def _value(value: Any, depth: int) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) != 1 or depth > _MAX_DEPTH:
        raise _RefusedError
    [(kind, content)] = value.items()
    if kind == "M":
        return {kind: _map(content, depth + 1)}
    if kind == "L":
        return {kind: [_value(member, depth + 1) for member in _list(content)]}
    if kind in _SETS:
        return {kind: _set(content, _SETS[kind])}
    if kind not in _KINDS:
        raise _RefusedError
    return {kind: _KINDS[kind](content)}


def _set(content: Any, member_of: Callable[[Any], Any]) -> list[Any]:
    members = [member_of(member) for member in _list(content)]
    if not 0 < len(members) == len(set(members)):
        raise _RefusedError
    return members


def _list(content: Any) -> list[Any]:
    if not isinstance(content, list):
        raise _RefusedError
    return content


def _text(content: Any) -> str:
    if not isinstance(content, str):
        raise _RefusedError
    try:
        content.encode()
    except UnicodeEncodeError as error:  # half a character
        raise _RefusedError from error
    return content


def _number(content: Any) -> str:
    """A number of at most 38 digits, from 1E-130 to 9.99E+125 or as much below zero; all zeros come back with it."""
    if not _NUMBER.fullmatch(_text(content)):
        raise _RefusedError
    number = Decimal(content)
    digits = "".join(map(str, number.as_tuple().digits)).strip("0")
    if not digits:
        return "0"
    if len(digits) > _MAX_DIGITS or not -130 <= number.adjusted() <= 125:
        raise _RefusedError
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _binary(content: Any) -> bytes:
    try:
        return base64.b64decode(_text(content), validate=True)
    except ValueError as error:
        raise _RefusedError from error


def _flag(content: Any) -> bool:
    if not isinstance(content, bool):
        raise _RefusedError
    return content


def _null(content: Any) -> bool:
    if content is not True:
        raise _RefusedError
    return content


_KINDS: Final[dict[str, Callable[[Any], Any]]] = {
    "S": _text,
    "N": _number,
    "B": _binary,
    "BOOL": _flag,
    "NULL": _null,
}
_SETS: Final[dict[str, Callable[[Any], Any]]] = {"SS": _text, "NS": _number, "BS": _binary}
"""Kind of a set → what reads a member."""
