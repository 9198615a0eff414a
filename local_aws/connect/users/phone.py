"""A user's phone settings, for all channels in ``PhoneConfig`` or for single ones in lists by channel.

The rules are those of the API reference for CreateUser, UpdateUserConfig and UpdateUserPhoneConfig.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, invalid_request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.connect.state import Document

_COUNTERPARTS = {
    "AutoAcceptConfigs": ("AutoAccept",),
    "AfterContactWorkConfigs": ("AfterContactWorkTimeLimit",),
    "PhoneNumberConfigs": ("PhoneType", "DeskPhoneNumber"),
    "PersistentConnectionConfigs": ("PersistentConnection",),
    "VoiceEnhancementConfigs": (),
}
"""Members of ``PhoneConfig`` that say for all channels what a list says for single ones."""

CHANNEL_MEMBERS = tuple(_COUNTERPARTS)
"""The settings for single channels, which stand beside ``PhoneConfig``."""

MAX_AFTER_CONTACT_WORK_SECONDS = 2_000_000

_VOICE_ONLY = ("PhoneNumberConfigs", "PersistentConnectionConfigs", "VoiceEnhancementConfigs")

_CALLBACK_MEMBERS = ("AgentFirstCallbackAutoAccept", "AgentFirstCallbackAfterContactWorkConfig")
"""Of the voice channel alone."""


def check_phone(params: Document) -> None:
    """Check the phone settings of a request.

    Raises:
        ConnectError: InvalidRequestException for a setting both in ``PhoneConfig`` and in its list by channel,
            InvalidParameterException for a value.
    """
    _check_channels(params)
    phone = params.get("PhoneConfig")
    if phone is None:
        return
    for name, counterparts in _COUNTERPARTS.items():
        both = [member for member in counterparts if params.get(name) and member in phone]
        if both:
            raise invalid_request(f"PhoneConfig.{both[0]} and {name} exclude each other")
    if not params.get("PhoneNumberConfigs"):
        _check_type("PhoneConfig", phone, "DeskPhoneNumber")
    _check_seconds("PhoneConfig", phone)


def replace_phone(user: Document, phone: Document) -> None:
    """Give a user the same phone settings on all channels; what has no counterpart there stays."""
    for name, counterparts in _COUNTERPARTS.items():
        if counterparts:
            user.pop(name, None)
    user["PhoneConfig"] = phone


def replace_channels(user: Document, params: Document) -> None:
    """Give a user the lists by channel that a request names; their counterparts hold for no channel any more."""
    for name, counterparts in _COUNTERPARTS.items():
        if name not in params:
            continue
        user[name] = params[name]
        phone = {key: value for key, value in user.get("PhoneConfig", {}).items() if key not in counterparts}
        if phone:
            user["PhoneConfig"] = phone
        else:
            user.pop("PhoneConfig", None)


def _check_channels(params: Document) -> None:
    for name in CHANNEL_MEMBERS:
        settings = params.get(name, [])
        channels = [item["Channel"] for item in settings]
        if len(set(channels)) != len(channels):
            raise invalid_parameter(f"{name} names a channel twice")
        if name in _VOICE_ONLY and set(channels) - {"VOICE"}:
            raise invalid_parameter(f"{name} takes the channel VOICE only")
        for item in settings:
            _check_channel(name, item)


def _check_channel(name: str, item: Document) -> None:
    for member in _CALLBACK_MEMBERS:
        if member in item and item["Channel"] != "VOICE":
            raise invalid_parameter(f"{name}: {member} is for the channel VOICE only")
    if name == "PhoneNumberConfigs":
        _check_type(name, item, "PhoneNumber")
    for part in _limits(item):
        _check_seconds(name, part)


def _limits(item: Document) -> Iterator[Document]:
    for member in ("AfterContactWorkConfig", "AgentFirstCallbackAfterContactWorkConfig"):
        if member in item:
            yield item[member]


def _check_type(where: str, phone: Document, number: str) -> None:
    if "PhoneType" not in phone:
        raise invalid_parameter(f"{where}.PhoneType is required")
    if phone["PhoneType"] == "DESK_PHONE" and not phone.get(number):
        raise invalid_parameter(f"{where}.{number} is required for a desk phone")


def _check_seconds(where: str, part: Document) -> None:
    if part.get("AfterContactWorkTimeLimit", 0) > MAX_AFTER_CONTACT_WORK_SECONDS:
        raise invalid_parameter(
            f"{where}.AfterContactWorkTimeLimit must be at most {MAX_AFTER_CONTACT_WORK_SECONDS} seconds"
        )
