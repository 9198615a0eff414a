"""Facets of an agent in the terms of Amazon Connect's API. Pure.

A facet's terms are the parameters of the call that changes it; CreateUser takes them all at once, and
DescribeUser answers them under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from roster.agent import Facets, Identity, Phone, Proficiency

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
    """Return phone settings. `PhoneConfig`, not the lists by channel that older boto3 in Lambda lacks."""
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
        known = {"PhoneType", "AutoAccept", "AfterContactWorkTimeLimit", "DeskPhoneNumber"}
        return {key: value for key, value in (has or {}).items() if key in known and value != ""} == wants
    if facet == "identity":
        return {key: value for key, value in (has or {}).items() if value != ""} == wants
    return (has or None) == (wants or None)


def changed_facets(wanted: Facets, told: Mapping[str, Any]) -> list[str]:
    """Return the facets whose wanted value is not what Connect was last told, in the order to tell them."""
    values: Mapping[str, Any] = wanted
    return [facet for facet in values if values[facet] != told.get(facet)]
