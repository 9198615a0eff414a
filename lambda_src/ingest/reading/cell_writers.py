"""Maps each form of a column's values to what writes its cells, so that reading them gives the same values. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from roster.agent import Facets
from roster.columns.declaration import Column

CellWriter = Callable[[Any], str]

_SPOKEN_TYPE: Final = {"SOFT_PHONE": "soft", "DESK_PHONE": "desk"}
_NOT_SAID: Final = object()
_WHERE_NOT_SAID: Final = {"yes_no": "no", "voice_enhancement": "none"}
"""Form → the cell of an agent of which nothing is said; all other cells are empty then."""


def cell_of(column: Column, username: str, facets: Facets) -> str:
    """Return an agent's cell of a column that exports have.

    Args:
        column: the column, which `is_written`.
        username: the agent's login.
        facets: what the agent wants or has.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: the facets hold something else than an agent's.
    """
    if not column.facet:
        return username
    values: Mapping[str, Any] = facets
    value = values.get(column.facet, {} if column.member else _NOT_SAID)
    if column.member:
        value = value.get(column.member, _NOT_SAID)
    if value is _NOT_SAID:
        return _WHERE_NOT_SAID.get(column.form.name, "")
    return WRITERS[column.form.name](value)


def _write_yes_no(value: Any) -> str:
    return "yes" if value else "no"


def _write_phone_type(value: Any) -> str:
    return _SPOKEN_TYPE.get(value, "")


def _write_mode(value: Any) -> str:
    """Write `voice isolation`, `noise suppression` or `none`."""
    return str(value).replace("_", " ").lower()


def _write_tags(value: Any) -> str:
    """Write `key=value;key=value`."""
    return ";".join(f"{key}={tag}" for key, tag in sorted(value.items()))


def _write_proficiencies(value: Any) -> str:
    """Write `attribute:value:level;…`."""
    return ";".join(f"{entry['attribute']}:{entry['value']}:{entry['level']}" for entry in value)


WRITERS: Final[dict[str, CellWriter]] = {
    **dict.fromkeys(("first_name", "last_name", "address", "phone_number", "routing_profile", "path", "seconds"), str),
    "phone_type": _write_phone_type,
    "yes_no": _write_yes_no,
    "voice_enhancement": _write_mode,
    "security_profiles": "|".join,
    "tags": _write_tags,
    "proficiencies": _write_proficiencies,
}
"""Form of a column that belongs to a facet → what writes it."""
