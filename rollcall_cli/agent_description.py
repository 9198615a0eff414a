"""Describes an agent in people's words, from its item in the agents table. Pure.

Others write the table too, so a value may be anything: what can't be told is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from roster.columns import forms
from roster.columns.declaration import Column
from roster.columns.table import COLUMNS

Line = tuple[str, str]
"""A label and what is said under it; an empty text is not shown."""

_STATUS: Final = {
    "PENDING": "waits for Amazon Connect",
    "ACTIVE": "has a user, as wanted",
    "FAILED": "failed",
    "REMOVED": "removed",
}
_PHONES: Final = {"SOFT_PHONE": "soft phone", "DESK_PHONE": "desk phone"}


def describe_agent(item: Mapping[str, Any], when: Callable[[object], str] = str) -> list[Line]:
    """Return what is known of an agent, label by label.

    Args:
        item: the agent's item.
        when: writes a time for who reads it.
    """
    lines = [
        ("login", _text(item.get("username"))),
        *_status(item, when),
        *((column.label, _said_of(column, item)) for column in _TOLD),
        *_origin(item, when),
    ]
    return [(label, text) for label, text in lines if text]


def _status(item: Mapping[str, Any], when: Callable[[object], str]) -> Iterator[Line]:
    status = _text(item.get("status")) or "PENDING"  # as of an item that others put
    words = f"{status}: {_STATUS[status]}" if status in _STATUS else status
    leaves = item.get("state") == "absent" and status != "REMOVED"
    yield "status", f"{words}; is to be removed" if leaves else words
    yield "reason", _text(item.get("status_reason"))
    retry = _part(item, "retry")
    if status == "PENDING" and retry:
        at, attempt = when(retry.get("at")), _text(retry.get("attempt"))
        yield "tried again", f"at {at}, try {attempt}: {_text(retry.get('reason'))}"


def _said_of(column: Column, item: Mapping[str, Any]) -> str:
    value = _part(item, column.facet).get(column.member) if column.member else item.get(column.facet)
    text = _SAID.get(column.form.name, _text)(value)
    if column.form is forms.PHONE_TYPE:
        return " ".join(filter(None, (text, _text(_part(item, column.facet).get("desk_phone_number")))))
    return text


def _origin(item: Mapping[str, Any], when: Callable[[object], str]) -> Iterator[Line]:
    source, import_id = _part(item, "source"), _text(item.get("import_id"))[:8]
    if source or import_id:
        line = f", line {_text(source.get('line'))}" if source.get("line") is not None else ""
        through = f" (import {import_id})" if import_id else ""
        yield "wanted by", f"{_text(source.get('key') or item.get('source_key')) or 'a file'}{line}{through}"
    if item.get("password_secret"):
        # A secret is named after the import that stored it: <prefix>/<import id>/<first line>.
        stored_by = _text(item["password_secret"]).split("/")[-2:-1]
        of = f" of import {stored_by[0][:8]}" if stored_by else ""
        yield "initial password", f"stored with those{of}, until it has had its time: rollcall passwords"
    since = f", known since {when(item['user_since'])}" if item.get("user_since") else ""
    yield "Connect user", f"{_text(item.get('user_id'))}{since}" if item.get("user_id") else "none yet"
    yield "Connect instance", _text(item.get("instance_id"))
    yield "first listed", when(item["created_at"]) if item.get("created_at") else ""
    yield "last changed", when(item["updated_at"]) if item.get("updated_at") else ""


def _part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def _yes_no(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else _text(value)


def _seconds(value: object) -> str:
    if value is None:
        return ""
    return "no limit" if value == 0 else f"{_text(value)} s at most"


def _proficiencies(value: object) -> str:
    entries = value if isinstance(value, list) else []
    if not all(isinstance(entry, dict) and {"attribute", "value", "level"} <= entry.keys() for entry in entries):
        return _text(value)
    return ", ".join(f"{entry['attribute']} {entry['value']} (level {entry['level']})" for entry in entries)


def _phone_type(value: object) -> str:
    return _PHONES.get(str(value), _text(value))


def _mode(value: object) -> str:
    return _text(value).replace("_", " ").lower()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{name}={_text(member)}" for name, member in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)


_SAID: Final[dict[str, Callable[[object], str]]] = {
    "phone_type": _phone_type,
    "yes_no": _yes_no,
    "seconds": _seconds,
    "voice_enhancement": _mode,
    "proficiencies": _proficiencies,
}
"""Form of a column → what says its values; the others are said as they stand."""


def _told() -> list[Column]:
    """Return what is told, in its order: the phone's settings channel by channel, and tags last, which may be long."""
    told = [column for column in COLUMNS if column.facet and column.label]
    facets = [*dict.fromkeys(column.facet for column in told if column.facet != "tags"), "tags"]
    channels = list(dict.fromkeys(column.connect.channel for column in told))
    return sorted(told, key=lambda column: (facets.index(column.facet), channels.index(column.connect.channel)))


_TOLD: Final = _told()
