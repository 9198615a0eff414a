"""Checks that what stands in a store is what Rollcall writes there: others may write there too. Pure.

What can't be read is left as it is and told by its place, for somebody to mend or delete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from roster.errors import UnreadableError

Check = Callable[[Any], bool]


def is_text(value: Any) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def is_whole(value: Any) -> bool:
    """Whether a value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_flag(value: Any) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def list_of(check: Check) -> Check:
    """Return the check of a list whose members all pass another one."""
    return lambda value: isinstance(value, list) and all(map(check, value))


def structure_of(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Return the check of a structure.

    Args:
        needed: members that it has, with their checks.
        optional: members that it may have, likewise; any others are passed over.
    """
    may_have = tuple((optional or {}).items())
    has = tuple(needed.items())

    def check(value: Any) -> bool:
        return (
            isinstance(value, dict)
            and all(name in value and passes(value[name]) for name, passes in has)
            and all(passes(value[name]) for name, passes in may_have if name in value)
        )

    return check


def check_item(item: Mapping[str, Any], what: str, needed: Mapping[str, Check], optional: Mapping[str, Check]) -> None:
    """Check an item of a table.

    Args:
        item: the item.
        what: names it in the message.
        needed: attributes that it has, with their checks.
        optional: attributes that it may have, likewise.

    Raises:
        UnreadableError: an attribute is missing, or is of another kind.
    """
    wrong = [*_wrong(item, needed, missing=True), *_wrong(item, optional, missing=False)]
    if wrong:
        raise UnreadableError(f"{what} can't be read, as somebody else wrote there: {', '.join(wrong)}")


def _wrong(item: Mapping[str, Any], checks: Mapping[str, Check], *, missing: bool) -> Iterable[str]:
    for name, passes in checks.items():
        if name not in item:
            if missing:
                yield f"{name} is missing"
        elif not passes(item[name]):
            yield f"{name} is of another kind"
