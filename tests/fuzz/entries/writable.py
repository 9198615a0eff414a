"""Tells what DynamoDB takes as an item: nobody can write what it refuses.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from __future__ import annotations

from typing import Any, Final

from scripts.terraform.tables import table_schemas

_KINDS: Final = {"S": str, "N": str, "BOOL": bool, "NULL": bool, "M": dict, "L": list, "SS": list}


def is_writable(item: Any, label: str) -> bool:
    """Whether the table of a label would take something as an item, beside its primary key."""
    types = table_schemas()[label].types
    return _is_item(item, 0) and all(name not in item or types[name] in item[name] for name in types)


def _is_item(item: Any, depth: int) -> bool:
    return isinstance(item, dict) and all(name and _is_value(value, depth) for name, value in item.items())


def _is_value(value: Any, depth: int) -> bool:
    if not isinstance(value, dict) or len(value) != 1 or depth > 30:
        return False
    kind, content = next(iter(value.items()))
    wanted: Any = _KINDS.get(kind, ())
    if not isinstance(content, wanted) or not _is_text(content):
        return False
    if kind == "N":
        return _is_number(content)
    if kind == "SS":
        return 0 < len(content) == len(set(map(str, content))) and all(isinstance(text, str) for text in content)
    if kind == "L":
        return all(_is_value(member, depth + 1) for member in content)
    return kind != "M" or _is_item(content, depth + 1)


def _is_text(content: Any) -> bool:
    return "\ud800" not in str(content)


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) <= 38
