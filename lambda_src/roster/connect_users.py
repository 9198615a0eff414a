"""Reads users of Amazon Connect, as its calls answer them, in the facets of `roster.agent`. Pure.

Provision reads them before it changes a user; the operator's command and upkeep compare them with the agents table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from roster.agent import UNSET_SETTINGS, Identity
from roster.columns.declaration import VOICE
from roster.columns.table import members_of

Entries = dict[str, dict[str, Any]]
"""Channel → its settings in a list."""

IDENTITY_MEMBERS: Final[dict[str, str]] = {column.member: column.connect.whole for column in members_of("identity")}
"""Member of an agent's identity → member of an `IdentityInfo`."""

_PHONE: Final = members_of("phone")

PHONE_MEMBERS: Final[dict[str, str]] = {
    column.member: column.connect.whole for column in _PHONE if column.connect.whole
}
"""Member of an agent's phone → member of a `PhoneConfig`."""

LISTS: Final = tuple(dict.fromkeys(column.connect.by_channel for column in _PHONE))
"""The parameters that hold a setting by channel."""


def identity_of(user: Mapping[str, Any]) -> Identity:
    """Return the identity of a user as DescribeUser answers it."""
    has = user.get("IdentityInfo") or {}
    return {member: has[name] for member, name in IDENTITY_MEMBERS.items() if has.get(name) not in {None, ""}}


def phone_of(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a user has, or that parameters for one set, by the members of an agent's phone.

    Of the lists, entries for voice stand for calls. Where a setting is in both forms, as no page rules out for what
    DescribeUser answers, the list counts: UpdateUserConfig came in place of UpdateUserPhoneConfig.
    """
    lists = {name: entries_of(user, name) for name in LISTS}
    config = user.get("PhoneConfig") or {}
    held: dict[str, Any] = {}
    for column in _PHONE:
        place = column.connect
        entries = lists[place.by_channel]
        held[column.member] = _at(entries.get(place.channel, {}), place.path)
        if place.whole in config and VOICE not in entries:
            held[column.member] = config[place.whole]
    return {member: value for member, value in held.items() if value not in {None, ""}}


def whole_phone_of(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same with the settings that Connect does not answer where nobody has made them."""
    held = phone_of(user)
    # UpdateUserPhoneConfig gives its limit of after-contact work to every channel.
    followed = {
        column.member: held.get(column.follows, column.form.unset)
        for column in _PHONE
        if column.follows and not user.get(column.connect.by_channel)
    }
    return UNSET_SETTINGS | followed | held


def entries_of(settings: Mapping[str, Any], name: str) -> Entries:
    """Return channel → its settings in a list."""
    return {
        entry["Channel"]: {key: value for key, value in entry.items() if key != "Channel"}
        for entry in settings.get(name) or ()
    }


def _at(entry: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        entry = entry.get(step, {})
    return entry if entry != {} else None
