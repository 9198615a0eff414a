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

from roster.agent import CHANNEL_DEFAULTS, CHANNELS, Phone
from roster.connect_users import (
    ACCEPTS,
    CONNECTIONS,
    ENHANCEMENTS,
    LISTS,
    NUMBERS,
    PHONE_MEMBERS,
    VOICE,
    WORKS,
    Entries,
    entries_of,
    phone_of,
    whole_phone_of,
)

Parameters = dict[str, Any]

UPDATE_BY_CHANNEL: Final = "update_user_config"
"""The method of a Connect client that takes settings by channel."""

_IN_LISTS_ALONE: Final = frozenset(CHANNEL_DEFAULTS) - frozenset(PHONE_MEMBERS)


def phone_parameters(phone: Phone, user: Mapping[str, Any] | None = None) -> Parameters:
    """Return the parameters of a phone, in the form in which its user has them, if that can say what is wanted.

    Args:
        phone: what the agent wants: type, auto_accept and acw_seconds, and perhaps more.
        user: its user as DescribeUser answers it; None for a new one. Settings that the phone leaves out stay as they
            are there.
    """
    held = user or {}
    if not (_IN_LISTS_ALONE & phone.keys() or is_by_channel(held)):
        return {"PhoneConfig": _config(phone, held)}
    lists = {
        NUMBERS: {VOICE: _number(phone)},
        ACCEPTS: _laid_over(held, ACCEPTS, _accepts(phone)),
        WORKS: _laid_over(held, WORKS, _works(phone, held)),
        CONNECTIONS: _laid_over(held, CONNECTIONS, _connections(phone, held)),
        ENHANCEMENTS: _laid_over(held, ENHANCEMENTS, _enhancements(phone)),
    }
    return {name: [{"Channel": channel, **entry} for channel, entry in by.items()] for name, by in lists.items() if by}


def is_by_channel(settings: Mapping[str, Any]) -> bool:
    """Whether a user, or parameters for one, have settings by channel."""
    return any(settings.get(name) for name in LISTS)


def made_settings(user: Mapping[str, Any]) -> set[str]:
    """Return the members of a phone that a user has only because somebody made them.

    Having no limit is made, too, where calls have one: a user without limits by channel has that of calls for all.
    """
    held, whole = phone_of(user), whole_phone_of(user)
    made = {member for member, unmade in CHANNEL_DEFAULTS.items() if held.get(member, unmade) != unmade}
    limits = {f"acw_seconds_{channel}" for channel in CHANNELS}
    return made | {member for member in limits if whole[member] != whole.get("acw_seconds", 0)}


def has_phone(user: Mapping[str, Any], wanted: Parameters) -> bool:
    """Whether a user has the settings of parameters already; those that the parameters leave out do not count."""
    has, wants = whole_phone_of(user), phone_of(wanted)
    return has.get("desk_phone_number") == wants.get("desk_phone_number") and wants.items() <= has.items()


def _config(phone: Phone, held: Mapping[str, Any]) -> dict[str, Any]:
    values: Mapping[str, Any] = phone
    kept = {"persistent_connection": phone_of(held).get("persistent_connection")}
    wanted = {member: {**kept, **values}.get(member) for member in PHONE_MEMBERS}
    return {PHONE_MEMBERS[member]: value for member, value in wanted.items() if value not in {None, ""}}


def _number(phone: Phone) -> dict[str, Any]:
    number = phone.get("desk_phone_number")
    return {"PhoneType": phone["type"], **({"PhoneNumber": number} if number else {})}


def _accepts(phone: Phone) -> Entries:
    return {channel: {"AutoAccept": value} for channel, value in _by_channel(phone, "auto_accept").items()}


def _works(phone: Phone, held: Mapping[str, Any]) -> Entries:
    limits = _by_channel(phone, "acw_seconds")
    if not held.get(WORKS):
        # Until now one limit held for all channels.
        limits = {channel.upper(): phone["acw_seconds"] for channel in CHANNELS} | limits
    return {
        channel: {"AfterContactWorkConfig": {"AfterContactWorkTimeLimit": limit}} for channel, limit in limits.items()
    }


def _connections(phone: Phone, held: Mapping[str, Any]) -> Entries:
    wanted = phone.get("persistent_connection", phone_of(held).get("persistent_connection"))
    return {} if wanted is None else {VOICE: {"PersistentConnection": wanted}}


def _enhancements(phone: Phone) -> Entries:
    mode = phone.get("voice_enhancement")
    return {VOICE: {"VoiceEnhancementMode": mode}} if mode else {}


def _by_channel(phone: Phone, member: str) -> dict[str, Any]:
    """Return channel → what a phone wants for it, for those of which it wants something."""
    values: Mapping[str, Any] = phone
    names = {VOICE: member, **{channel.upper(): f"{member}_{channel}" for channel in CHANNELS}}
    return {channel: values[name] for channel, name in names.items() if name in values}


def _laid_over(held: Mapping[str, Any], name: str, wanted: Entries) -> Entries:
    """Return the user's entries of a list with what is wanted; a channel keeps its settings for callbacks."""
    entries = entries_of(held, name)
    return entries | {channel: entries.get(channel, {}) | entry for channel, entry in wanted.items()}
