"""The one engine of all searches: trees of conditions on an item's fields and tags.

As on AWS a search ignores case, so EXACT also finds names that differ in case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import invalid_parameter
from local_aws.connect.api.paging import page

if TYPE_CHECKING:
    from local_aws.connect.api.registry import Call
    from local_aws.connect.state import Document

Test = Callable[["Document"], bool]
"""Whether an item is what a condition wants."""

Condition = Callable[[Any], Test]
"""Makes a test of a condition, or refuses it."""

_SHORTEST, _LONGEST = 2, 25
"""Characters of a bounded field that can be searched for."""

_FILTERS = ("TagFilter", "AttributeFilter", "UserAttributeFilter")


@dataclass(frozen=True)
class Field:
    """What a string condition can ask for.

    Attributes:
        values: an item's values of the field.
        bounded: whether AWS takes only 2 to 25 characters.
    """

    values: Callable[[Document], Iterable[str]]
    bounded: bool = False


def member(name: str, *, bounded: bool = False) -> Field:
    """Return the field of an item's member, which may be missing."""
    return Field(lambda item: [str(item[name])] if name in item else [], bounded)


def find(
    call: Call,
    items: Iterable[Document],
    fields: Mapping[str, Field],
    *,
    arn: str = "",
    conditions: Mapping[str, Condition] | None = None,
) -> list[Document]:
    """Return the items that a request's ``SearchCriteria`` and ``SearchFilter`` let through.

    Args:
        call: the request.
        items: everything there is.
        fields: by the name that a ``StringCondition`` gives.
        arn: name of the items' ARN, whose tags filters look at.
        conditions: further conditions by the name of their member, such as ``HierarchyGroupCondition``.

    Raises:
        ConnectError: InvalidParameterException for a field or value that can't be searched for.
    """

    def tags(wanted: Iterable[Document]) -> Test:
        pairs = [(condition.get("TagKey", ""), condition.get("TagValue")) for condition in wanted]
        return lambda item: _has_tags(call.backend.tags(item[arn]), pairs)

    kinds: dict[str, Condition] = {
        "StringCondition": lambda condition: _string_test(condition, fields),
        "TagCondition": lambda condition: tags([condition]),
        "TagConditions": tags,
        **(conditions or {}),
    }
    search_filter = call.get("SearchFilter", {})
    trees = [call.get("SearchCriteria", {}), *(search_filter[name] for name in _FILTERS if name in search_filter)]
    tests = [_tree(tree, kinds) for tree in trees]
    return [item for item in items if all(test(item) for test in tests)]


def search_page(
    call: Call, result: str, found: list[Document], *, key: Callable[[Document], str] | None = None
) -> Document:
    """Return one page of what a search has found, with how many there are in all."""
    answer = page(call, result, found, key=key)
    answer["ApproximateTotalCount"] = len(found)
    return answer


def _tree(node: Any, kinds: Mapping[str, Condition]) -> Test:
    """Return the test of a tree; every condition is looked at, so that a wrong one is refused whatever there is."""
    if isinstance(node, list):  # tags of a filter, all of which an item must have
        return kinds["TagConditions"](node)
    if "TagKey" in node:
        return kinds["TagCondition"](node)
    tests: list[Test] = []
    for name, value in node.items():
        if name == "OrConditions":
            tests.append(_any([_tree(part, kinds) for part in value]))
        elif name == "AndConditions":
            tests.append(_all([_tree(part, kinds) for part in value]))
        elif name == "AndCondition":
            tests.append(_tree(value, kinds))
        elif name in kinds:
            tests.append(kinds[name](value))
    return _all(tests)


def _all(tests: list[Test]) -> Test:
    return lambda item: all(test(item) for test in tests)


def _any(tests: list[Test]) -> Test:
    return lambda item: any(test(item) for test in tests)


def _string_test(condition: Document, fields: Mapping[str, Field]) -> Test:
    name, wanted = condition.get("FieldName", ""), condition.get("Value", "")
    if name not in fields:
        raise invalid_parameter(f"StringCondition.FieldName must be one of {', '.join(fields)}")
    field = fields[name]
    if field.bounded and not _SHORTEST <= len(wanted) <= _LONGEST:
        raise invalid_parameter(f"StringCondition.Value must have {_SHORTEST} to {_LONGEST} characters")
    compare = _COMPARISONS[condition.get("ComparisonType", "EXACT")]
    return lambda item: any(compare(value.casefold(), wanted.casefold()) for value in field.values(item))


_COMPARISONS: dict[str, Callable[[str, str], bool]] = {
    "STARTS_WITH": str.startswith,
    "CONTAINS": lambda value, wanted: wanted in value,
    "EXACT": lambda value, wanted: value == wanted,
}


def _has_tags(tags: Mapping[str, str], wanted: Iterable[tuple[str, str | None]]) -> bool:
    return all(key in tags and value in (None, tags[key]) for key, value in wanted)
