"""Describes an agent in people's words, from its item in the agents table. Pure.

Others write the table too, so a value may be anything: what can't be told is shown as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from roster.agent import CHANNELS

Line = tuple[str, str]
"""A label and what is said under it; an empty text is not shown."""

_STATUS: Final = {
    "PENDING": "waits for Amazon Connect",
    "ACTIVE": "has a user, as wanted",
    "FAILED": "failed",
    "REMOVED": "removed",
}
_IDENTITY: Final = {
    "first_name": "first name",
    "last_name": "last name",
    "email": "e-mail",
    "secondary_email": "second e-mail",
    "mobile": "mobile",
}
_PHONES: Final = {"SOFT_PHONE": "soft phone", "DESK_PHONE": "desk phone"}
_CHANNELS: Final = {channel: {"email": "e-mails"}.get(channel, f"{channel}s") for channel in CHANNELS}


def describe_agent(item: Mapping[str, Any], when: Callable[[object], str] = str) -> list[Line]:
    """Return what is known of an agent, label by label.

    Args:
        item: the agent's item.
        when: writes a time for who reads it.
    """
    lines = [
        ("login", _text(item.get("username"))),
        *_status(item, when),
        *((label, _text(_part(item, "identity").get(name))) for name, label in _IDENTITY.items()),
        ("routing profile", _text(item.get("routing_profile"))),
        ("security profiles", _text(item.get("security_profiles"))),
        ("hierarchy group", _text(item.get("hierarchy"))),
        *_phone(_part(item, "phone")),
        ("quick connect", _yes_no(item.get("quick_connect"))),
        ("proficiencies", _proficiencies(item.get("proficiencies"))),
        ("tags", _text(item.get("tags"))),
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


def _phone(phone: Mapping[str, Any]) -> Iterator[Line]:
    number = phone.get("desk_phone_number")
    kind = phone.get("type")
    yield "phone", " ".join(filter(None, (_PHONES.get(str(kind), _text(kind)), _text(number))))
    yield "accepts calls by itself", _yes_no(phone.get("auto_accept"))
    yield "after-contact work", _seconds(phone.get("acw_seconds"))
    yield "stays connected between calls", _yes_no(phone.get("persistent_connection"))
    yield "voice enhancement", _text(phone.get("voice_enhancement")).replace("_", " ").lower()
    for channel, words in _CHANNELS.items():
        yield f"accepts {words} by itself", _yes_no(phone.get(f"auto_accept_{channel}"))
        yield f"after-contact work of {words}", _seconds(phone.get(f"acw_seconds_{channel}"))


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


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{name}={_text(member)}" for name, member in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)
