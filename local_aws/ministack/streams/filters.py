"""Filter criteria of event source mappings, which are EventBridge's patterns.

ministack 1.5.33 does not let `exists: false` match below an absent parent. Rules:
https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
"""

import json
from collections.abc import Callable
from typing import Any

Record = dict[str, Any]
Pattern = dict[str, Any]

_OPERATORS = ("exists", "prefix", "suffix", "anything-but", "numeric", "equals-ignore-case")
_MISSING = object()


class FilterError(ValueError):
    """A pattern that Lambda refuses."""


def parse(criteria: dict[str, Any] | None) -> list[Pattern]:
    """Read a mapping's filter criteria.

    Args:
        criteria: `{"Filters": [{"Pattern": "<JSON>"}]}`, or None.

    Returns:
        The patterns, of which a record must match one; none means that every record matches.

    Raises:
        FilterError: A pattern is no JSON object, or a leaf of it no list.
    """
    patterns = []
    for given in (criteria or {}).get("Filters") or ():
        text = given.get("Pattern")
        try:
            pattern = json.loads(text)
        except (TypeError, ValueError) as error:
            raise FilterError(f"Invalid filter pattern definition, no JSON: {text}") from error
        _check(pattern, text)
        patterns.append(pattern)
    return patterns


def _check(pattern: Any, text: str) -> None:
    if not isinstance(pattern, dict) or not pattern:
        raise FilterError(f"Invalid filter pattern definition, no object or an empty one: {text}")
    for name, value in pattern.items():
        if name == "$or":
            if not isinstance(value, list) or len(value) < 2:
                raise FilterError(f"Invalid filter pattern definition, $or takes two patterns or more: {text}")
            for alternative in value:
                _check(alternative, text)
        elif isinstance(value, dict):
            _check(value, text)
        elif not isinstance(value, list) or not value:
            raise FilterError(f"Invalid filter pattern definition, {name} must be a list or an object: {text}")
        else:
            for condition in value:
                if isinstance(condition, dict) and (len(condition) != 1 or next(iter(condition)) not in _OPERATORS):
                    raise FilterError(f"Invalid filter pattern definition, unknown operator {condition}: {text}")


def matches(record: Record, patterns: list[Pattern]) -> bool:
    """Whether a record is for the function."""
    return not patterns or any(_match(record, pattern) for pattern in patterns)


def _match(value: Any, pattern: Pattern) -> bool:
    # Below an absent parent only `exists: false` can match, as if it were empty.
    fields = value if isinstance(value, dict) else {}
    for name, wanted in pattern.items():
        if name == "$or":
            if not any(_match(fields, alternative) for alternative in wanted):
                return False
        elif isinstance(wanted, dict):
            if not _match(fields.get(name), wanted):
                return False
        else:
            found = fields.get(name, _MISSING)
            if not any(_condition(found, condition) for condition in wanted):
                return False
    return True


def _condition(found: Any, condition: Any) -> bool:
    if isinstance(condition, dict):
        ((operator, operand),) = condition.items()
        if operator == "exists":
            return (found is not _MISSING) is bool(operand)
    if found is _MISSING:
        return False
    values = found if isinstance(found, list) else [found]
    if isinstance(condition, dict):
        return any(_TESTS[operator](value, operand) for value in values)
    return any(_equal(value, condition) for value in values)


def _equal(value: Any, wanted: Any) -> bool:
    # In Python True equals 1; in JSON true does not.
    return isinstance(value, bool) == isinstance(wanted, bool) and bool(value == wanted)


def _anything_but(value: Any, banned: Any) -> bool:
    if isinstance(banned, dict):
        ((operator, operand),) = banned.items()
        return not _TESTS[operator](value, operand)
    return not any(_equal(value, one) for one in (banned if isinstance(banned, list) else [banned]))


def _numeric(value: Any, terms: list[Any]) -> bool:
    # DynamoDB numbers are text in stream records, so numeric conditions never match them; AWS does the same.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    compare: dict[str, Callable[[float, float], bool]] = {
        "=": lambda a, b: a == b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
    }
    return all(compare[terms[i]](value, terms[i + 1]) for i in range(0, len(terms), 2))


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "prefix": lambda value, operand: isinstance(value, str) and value.startswith(operand),
    "suffix": lambda value, operand: isinstance(value, str) and value.endswith(operand),
    "equals-ignore-case": lambda value, operand: isinstance(value, str) and value.lower() == operand.lower(),
    "anything-but": _anything_but,
    "numeric": _numeric,
}
