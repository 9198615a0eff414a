"""Translates an agent's facets into parameters of Amazon Connect's API, and compares them with its users. Pure.

Each facet has a call that changes it. CreateUser takes the parameters of all of them at once, and DescribeUser answers
them under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from roster.agent import NEW_AGENT, Facets, Identity, Phone, Proficiency
from roster.errors import PermanentError

Parameters = dict[str, Any]

UPDATES: Final[dict[str, str]] = {
    "identity": "update_user_identity_info",
    "phone": "update_user_phone_config",
    "routing_profile": "update_user_routing_profile",
    "security_profiles": "update_user_security_profiles",
    "hierarchy": "update_user_hierarchy",
}
"""Facet → the method of a Connect client that replaces it."""

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


def identity_parameters(identity: Identity, *, saml: bool) -> Parameters:
    """Return the parameters of an identity; with SAML Connect refuses an e-mail address."""
    values: Mapping[str, Any] = identity
    info = {
        member: values[key]
        for key, member in _IDENTITY_MEMBERS.items()
        if values.get(key) and not (saml and member == "Email")
    }
    return {"IdentityInfo": info}


def phone_parameters(phone: Phone) -> Parameters:
    """Return the parameters of a phone.

    They are a `PhoneConfig`, not the newer lists by channel, which the boto3 of older Lambda runtimes lacks.
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


def proficiency_parameters(proficiencies: Sequence[Proficiency]) -> list[dict[str, Any]]:
    """Return proficiencies as AssociateUserProficiencies takes them."""
    return [
        {"AttributeName": item["attribute"], "AttributeValue": item["value"], "Level": float(item["level"])}
        for item in proficiencies
    ]


def user_has(user: Mapping[str, Any], facet: str, wanted: Parameters) -> bool:
    """Whether a user, as DescribeUser answers it, has a facet's wanted parameters already.

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


def changed_facets(wanted: Facets, applied: Mapping[str, Any]) -> list[str]:
    """Return the facets whose wanted value is not the one that was last sent to Connect, in the order to send them.

    Of a phone only the members count that are wanted.

    Args:
        wanted: an agent's facets.
        applied: facet → value that was last sent.
    """
    values: Mapping[str, Any] = wanted
    return [facet for facet in values if not _is_applied(facet, values[facet], applied.get(facet))]


def overwrites(facet: str, value: Any, applied: Any) -> bool:
    """Whether a facet's new value changes or removes something of the last one, rather than only adding to it.

    Args:
        facet: its name.
        value: what is to be sent to Connect.
        applied: what was last sent.
    """
    if facet in {"identity", "phone"}:
        return any(value.get(member) != content for member, content in (applied or {}).items())
    return bool(value != applied)


def complete_facets(wanted: Facets, user: Mapping[str, Any], applied: Mapping[str, Any]) -> Facets:
    """Fill partly wanted facets with what the user has: Connect replaces a facet whole, so it would clear the rest.

    Args:
        wanted: an agent's facets, those of several members perhaps in part.
        user: its user as DescribeUser answers it, whose members stand in for those that are missing.
        applied: facet → value that was last sent. A member of an identity that was sent before and is not wanted any
            more is cleared; a phone always has its members.

    Raises:
        PermanentError: the agent shall have no number, but has a desk phone.
    """
    full = Facets(**wanted)
    if "phone" in wanted:
        held = _facet_of(_phone_config(user), _PHONE_MEMBERS)
        full["phone"] = cast("Phone", NEW_AGENT["phone"] | held | wanted["phone"])
        if full["phone"]["type"] == "DESK_PHONE" and not full["phone"].get("desk_phone_number"):
            raise PermanentError(
                "desk_phone_number is empty, and the Connect user has a desk phone, which needs a number: name the "
                "number, or set phone_type to soft, then upload the directory again"
            )
    if "identity" in wanted:
        others = _facet_of(user.get("IdentityInfo") or {}, _IDENTITY_MEMBERS)
        dropped = (applied.get("identity") or {}).keys()
        kept = {member: value for member, value in others.items() if member not in dropped}
        full["identity"] = cast("Identity", kept | wanted["identity"])
    return full


def _is_applied(facet: str, wanted: Any, applied: Any) -> bool:
    if facet == "phone" and isinstance(applied, dict):
        return bool(wanted.items() <= applied.items())
    return bool(wanted == applied)


def _phone_config(user: Mapping[str, Any]) -> dict[str, Any]:
    """Return a user's phone settings as a `PhoneConfig`; where Connect keeps them by channel, those for voice."""
    numbers, accepts, works = (_voice(user, member) for member in _BY_CHANNEL)
    by_channel = {
        "PhoneType": numbers.get("PhoneType"),
        "DeskPhoneNumber": numbers.get("PhoneNumber"),
        "AutoAccept": accepts.get("AutoAccept"),
        "AfterContactWorkTimeLimit": works.get("AfterContactWorkConfig", {}).get("AfterContactWorkTimeLimit"),
    }
    config = user.get("PhoneConfig") or {}
    # A setting is in one of the two places: Connect refuses both at once.
    found = {name: config.get(name, value) for name, value in by_channel.items()}
    return {name: value for name, value in found.items() if value not in {None, ""}}


def _voice(user: Mapping[str, Any], member: str) -> Mapping[str, Any]:
    return next((entry for entry in user.get(member) or () if entry.get("Channel") == "VOICE"), {})


def _facet_of(has: Mapping[str, Any], members: Mapping[str, str]) -> dict[str, Any]:
    """Return what a user has of a facet, with the member names of `roster.agent`."""
    return {member: has[name] for member, name in members.items() if has.get(name) not in {None, ""}}
