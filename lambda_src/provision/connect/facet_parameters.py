"""Facets of an agent in the terms of Amazon Connect's API. Pure.

A facet's terms are the parameters of the call that changes it; CreateUser takes them all at once, and
DescribeUser answers them under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from roster.agent import NEW_AGENT, Facets, Identity, Phone, Proficiency

Terms = dict[str, Any]

UPDATES: Final[dict[str, str]] = {
    "identity": "update_user_identity_info",
    "phone": "update_user_phone_config",
    "routing_profile": "update_user_routing_profile",
    "security_profiles": "update_user_security_profiles",
    "hierarchy": "update_user_hierarchy",
}
"""Facet → the method of a Connect client that replaces it whole."""

_PARAMETER: Final[dict[str, str]] = {
    "identity": "IdentityInfo",
    "phone": "PhoneConfig",
    "routing_profile": "RoutingProfileId",
    "security_profiles": "SecurityProfileIds",
    "hierarchy": "HierarchyGroupId",
}

_PHONE_MEMBERS: Final[dict[str, str]] = {
    "type": "PhoneType",
    "desk_phone_number": "DeskPhoneNumber",
    "auto_accept": "AutoAccept",
    "acw_seconds": "AfterContactWorkTimeLimit",
}

_BY_CHANNEL: Final = ("PhoneNumberConfigs", "AutoAcceptConfigs", "AfterContactWorkConfigs")

_IDENTITY_MEMBERS: Final[dict[str, str]] = {
    "first_name": "FirstName",
    "last_name": "LastName",
    "email": "Email",
    "secondary_email": "SecondaryEmail",
    "mobile": "Mobile",
}


def identity_terms(identity: Identity, *, saml: bool) -> Terms:
    """Return an identity; with SAML Connect refuses an e-mail address."""
    values: Mapping[str, Any] = identity
    info = {
        member: values[key]
        for key, member in _IDENTITY_MEMBERS.items()
        if values.get(key) and not (saml and member == "Email")
    }
    return {"IdentityInfo": info}


def phone_terms(phone: Phone) -> Terms:
    """Return phone settings. `PhoneConfig`, not the lists by channel that older boto3 in Lambda lacks.

    UpdateUserPhoneConfig gives its after-call work limit to every channel that the user handles.
    """
    config: dict[str, Any] = {
        "PhoneType": phone["type"],
        "AutoAccept": phone["auto_accept"],
        "AfterContactWorkTimeLimit": phone["acw_seconds"],
    }
    if number := phone.get("desk_phone_number"):
        config["DeskPhoneNumber"] = number
    return {"PhoneConfig": config}


def proficiency_terms(proficiencies: Sequence[Proficiency]) -> list[dict[str, Any]]:
    """Return proficiencies as AssociateUserProficiencies takes them."""
    return [
        {"AttributeName": item["attribute"], "AttributeValue": item["value"], "Level": float(item["level"])}
        for item in proficiencies
    ]


def described(user: Mapping[str, Any], facet: str, wanted: Terms) -> bool:
    """Whether a user, as DescribeUser answers it, has a facet's wanted terms already.

    Settings that Rollcall never sends, such as a persistent connection, do not count.
    """
    parameter = _PARAMETER[facet]
    has, wants = user.get(parameter), wanted.get(parameter)
    if facet == "security_profiles":
        return set(has or ()) == set(wants or ())
    if facet == "phone":
        return _phone_config(user) == wants
    if facet == "identity":
        return {key: value for key, value in (has or {}).items() if value != ""} == wants
    return (has or None) == (wants or None)


def changed_facets(wanted: Facets, told: Mapping[str, Any]) -> list[str]:
    """Return the facets whose wanted value is not what Connect was last told, in the order to tell them.

    Of a phone only the members count that are wanted.
    """
    values: Mapping[str, Any] = wanted
    return [facet for facet in values if not _is_told(facet, values[facet], told.get(facet))]


def takes_back(facet: str, value: Any, told: Any) -> bool:
    """Whether a facet's value takes back something that Connect was last told, instead of adding to it alone.

    Args:
        facet: its name.
        value: what Connect is to be told.
        told: what it was told.
    """
    if facet in {"identity", "phone"}:
        return any(value.get(member) != content for member, content in (told or {}).items())
    return bool(value != told)


def completed(wanted: Facets, user: Mapping[str, Any], told: Mapping[str, Any]) -> Facets:
    """Return facets as Connect replaces them, whole, so that nothing is lost that nobody wanted to change.

    Args:
        wanted: an agent's facets, those of several members perhaps in part.
        user: its user as DescribeUser answers it, whose members stand in for those that are missing.
        told: facet → value that Connect was last told. A member of an identity that was told before and is not wanted
            any more goes; a phone always has its members.
    """
    full = Facets(**wanted)
    if "phone" in wanted:
        held = _held(_phone_config(user), _PHONE_MEMBERS)
        full["phone"] = cast("Phone", NEW_AGENT["phone"] | held | wanted["phone"])
    if "identity" in wanted:
        others = _held(user.get("IdentityInfo") or {}, _IDENTITY_MEMBERS)
        dropped = (told.get("identity") or {}).keys()
        kept = {member: value for member, value in others.items() if member not in dropped}
        full["identity"] = cast("Identity", kept | wanted["identity"])
    return full


def _is_told(facet: str, wanted: Any, told: Any) -> bool:
    if facet == "phone" and isinstance(told, dict):
        return bool(wanted.items() <= told.items())
    return bool(wanted == told)


def _phone_config(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return a user's phone settings; those that Connect keeps by channel, as its newer console does, for calls."""
    numbers, accepts, works = (_voice(user, member) for member in _BY_CHANNEL)
    by_channel = {
        "PhoneType": numbers.get("PhoneType"),
        "DeskPhoneNumber": numbers.get("PhoneNumber"),
        "AutoAccept": accepts.get("AutoAccept"),
        "AfterContactWorkTimeLimit": works.get("AfterContactWorkConfig", {}).get("AfterContactWorkTimeLimit"),
    }
    config = user.get("PhoneConfig") or {}
    # Connect refuses a setting both ways at once.
    found = {name: config.get(name, value) for name, value in by_channel.items()}
    return {name: value for name, value in found.items() if value not in {None, ""}}


def _voice(user: Mapping[str, Any], member: str) -> Mapping[str, Any]:
    return next((entry for entry in user.get(member) or () if entry.get("Channel") == "VOICE"), {})


def _held(has: Mapping[str, Any], members: Mapping[str, str]) -> dict[str, Any]:
    """Return what a user has of a facet, in the terms of `roster.agent`."""
    return {member: has[name] for member, name in members.items() if has.get(name) not in {None, ""}}
