"""Reads users of Amazon Connect, as its calls answer them, in the facets of `roster.agent`. Pure.

Provision reads them before it changes a user; the operator's command and upkeep compare them with the agents table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from roster.agent import CHANNEL_DEFAULTS, CHANNELS, Identity

Entries = dict[str, dict[str, Any]]
"""Channel → its settings in a list."""

IDENTITY_MEMBERS: Final[dict[str, str]] = {
    "first_name": "FirstName",
    "last_name": "LastName",
    "email": "Email",
    "secondary_email": "SecondaryEmail",
    "mobile": "Mobile",
}
"""Member of an agent's identity → member of an `IdentityInfo`."""

PHONE_MEMBERS: Final[dict[str, str]] = {
    "type": "PhoneType",
    "desk_phone_number": "DeskPhoneNumber",
    "auto_accept": "AutoAccept",
    "acw_seconds": "AfterContactWorkTimeLimit",
    "persistent_connection": "PersistentConnection",
}
"""Member of an agent's phone → member of a `PhoneConfig`."""

VOICE: Final = "VOICE"
NUMBERS: Final = "PhoneNumberConfigs"
ACCEPTS: Final = "AutoAcceptConfigs"
WORKS: Final = "AfterContactWorkConfigs"
CONNECTIONS: Final = "PersistentConnectionConfigs"
ENHANCEMENTS: Final = "VoiceEnhancementConfigs"

LISTS: Final = (NUMBERS, ACCEPTS, WORKS, CONNECTIONS, ENHANCEMENTS)
"""The parameters that hold a setting by channel."""

_LIST_OF: Final[dict[str, str]] = {
    "type": NUMBERS,
    "desk_phone_number": NUMBERS,
    "auto_accept": ACCEPTS,
    "acw_seconds": WORKS,
    "persistent_connection": CONNECTIONS,
}
"""Member of an agent's phone that a `PhoneConfig` can say → the list that says it for voice."""


def identity_of(user: Mapping[str, Any]) -> Identity:
    """Return the identity of a user as DescribeUser answers it."""
    return cast("Identity", _facet_of(user.get("IdentityInfo") or {}, IDENTITY_MEMBERS))


def phone_of(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a user has, or that parameters for one set, by the members of `roster.agent.Phone`.

    Of the lists, entries for voice stand for calls. Where a setting is in both forms, as no page rules out for what
    DescribeUser answers, the list counts: UpdateUserConfig came in place of UpdateUserPhoneConfig.
    """
    by_channel = {
        "type": entries_of(user, NUMBERS).get(VOICE, {}).get("PhoneType"),
        "desk_phone_number": entries_of(user, NUMBERS).get(VOICE, {}).get("PhoneNumber"),
        "persistent_connection": entries_of(user, CONNECTIONS).get(VOICE, {}).get("PersistentConnection"),
        "voice_enhancement": entries_of(user, ENHANCEMENTS).get(VOICE, {}).get("VoiceEnhancementMode"),
    }
    for channel, suffix in ((VOICE, ""), *((channel.upper(), f"_{channel}") for channel in CHANNELS)):
        by_channel[f"auto_accept{suffix}"] = entries_of(user, ACCEPTS).get(channel, {}).get("AutoAccept")
        by_channel[f"acw_seconds{suffix}"] = _limit(entries_of(user, WORKS).get(channel, {}))
    config = user.get("PhoneConfig") or {}
    in_config = {
        member: config[name]
        for member, name in PHONE_MEMBERS.items()
        if name in config and VOICE not in entries_of(user, _LIST_OF[member])
    }
    return {member: value for member, value in (by_channel | in_config).items() if value not in {None, ""}}


def whole_phone_of(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same with the settings that Connect does not answer where nobody has made them."""
    held = phone_of(user)
    unmade = dict(CHANNEL_DEFAULTS)
    if not user.get(WORKS):
        # UpdateUserPhoneConfig gives its limit to every channel.
        unmade |= {f"acw_seconds_{channel}": held.get("acw_seconds", 0) for channel in CHANNELS}
    return unmade | held


def entries_of(settings: Mapping[str, Any], name: str) -> Entries:
    """Return channel → its settings in a list."""
    return {
        entry["Channel"]: {key: value for key, value in entry.items() if key != "Channel"}
        for entry in settings.get(name) or ()
    }


def _limit(work: Mapping[str, Any]) -> Any:
    return work.get("AfterContactWorkConfig", {}).get("AfterContactWorkTimeLimit")


def _facet_of(has: Mapping[str, Any], members: Mapping[str, str]) -> dict[str, Any]:
    """Return what a user has of a facet, with the member names of `roster.agent`."""
    return {member: has[name] for member, name in members.items() if has.get(name) not in {None, ""}}
