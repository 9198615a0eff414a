"""Translates an agent's phone into parameters of Amazon Connect's API, and reads it from a user. Pure.

Connect keeps these settings in one of two forms. A `PhoneConfig` has one limit of after-contact work for all channels,
which is what UpdateUserPhoneConfig sets. Lists by channel have a value for each; CreateUser and UpdateUserConfig take
them, and refuse a setting in both forms at once. Agents get a `PhoneConfig` unless they want something that only the
lists can say, or their user has lists already. A list replaces the one that the user has, so it is sent with what
the user has for the channels of which nothing is wanted:
https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from roster.agent import UNSET_SETTINGS, Phone
from roster.columns.phone import NUMBERS
from roster.columns.table import members_of
from roster.connect_users import LISTS, PHONE_MEMBERS, Entries, entries_of, phone_of, whole_phone_of

Parameters = dict[str, Any]

UPDATE_BY_CHANNEL: Final = "update_user_config"
"""The method of a Connect client that takes settings by channel."""

_PHONE: Final = members_of("phone")
_IN_LISTS_ALONE: Final = frozenset(UNSET_SETTINGS) - frozenset(PHONE_MEMBERS)
_KEPT: Final = frozenset(UNSET_SETTINGS) & frozenset(PHONE_MEMBERS)
"""Settings that a `PhoneConfig` would take away if it did not repeat them, and so would lists in its place."""


def phone_parameters(phone: Phone, user: Mapping[str, Any] | None = None) -> Parameters:
    """Return the parameters of a phone, in the form in which its user has them, if that can say what is wanted.

    Args:
        phone: what the agent wants: type, auto_accept and acw_seconds, and perhaps more.
        user: its user as DescribeUser answers it; None for a new one. Settings that the phone leaves out stay as they
            are there.
    """
    held = user or {}
    kept: dict[str, Any] = {member: value for member, value in phone_of(held).items() if member in _KEPT}
    wanted = kept | {member: value for member, value in phone.items() if value not in {None, ""}}
    if not (_IN_LISTS_ALONE & phone.keys() or is_by_channel(held)):
        return {"PhoneConfig": {name: wanted[member] for member, name in PHONE_MEMBERS.items() if member in wanted}}
    # Where there is no list yet, one limit of after-contact work held for all channels until now.
    followed = {
        column.member: wanted[column.follows]
        for column in _PHONE
        if column.follows and not held.get(column.connect.by_channel)
    }
    entries = _entries(followed | wanted)
    return {
        name: [{"Channel": channel, **entry} for channel, entry in _laid_over(held, name, entries[name]).items()]
        for name in LISTS
        if held.get(name) or entries[name]
    }


def is_by_channel(settings: Mapping[str, Any]) -> bool:
    """Whether a user, or parameters for one, have settings by channel."""
    return any(settings.get(name) for name in LISTS)


def made_settings(user: Mapping[str, Any]) -> set[str]:
    """Return the members of a phone that a user has only because somebody made them.

    Having no limit is made, too, where calls have one: a user without limits by channel has that of calls for all.
    """
    held, whole = phone_of(user), whole_phone_of(user)
    made = {member for member, unmade in UNSET_SETTINGS.items() if held.get(member, unmade) != unmade}
    followers = (column for column in _PHONE if column.follows)
    return made | {
        column.member for column in followers if whole[column.member] != whole.get(column.follows, column.form.unset)
    }


def has_phone(user: Mapping[str, Any], wanted: Parameters) -> bool:
    """Whether a user has the settings of parameters already; those that the parameters leave out do not count."""
    has, wants = whole_phone_of(user), phone_of(wanted)
    return has.get("desk_phone_number") == wants.get("desk_phone_number") and wants.items() <= has.items()


def _entries(wanted: Mapping[str, Any]) -> dict[str, Entries]:
    """Return list → channel → what is wanted of it."""
    lists: dict[str, Entries] = {name: {} for name in LISTS}
    for column in _PHONE:
        if column.member in wanted:
            place = column.connect
            value = wanted[column.member]
            for step in reversed(place.path):
                value = {step: value}
            lists[place.by_channel].setdefault(place.channel, {}).update(value)
    return lists


def _laid_over(held: Mapping[str, Any], name: str, wanted: Entries) -> Entries:
    """Return the user's entries of a list with what is wanted; a channel keeps its settings for callbacks.

    Of the numbers nothing is kept: a soft phone has none.
    """
    entries = {} if name == NUMBERS else entries_of(held, name)
    return entries | {channel: entries.get(channel, {}) | entry for channel, entry in wanted.items()}
