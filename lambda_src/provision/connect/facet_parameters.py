"""Translates an agent's facets into parameters of Amazon Connect's API, and compares them with its users. Pure.

Each facet has a call that changes it. CreateUser takes the parameters of all of them at once, and DescribeUser answers
them under the same names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from provision.connect.phone_settings import Parameters, has_phone
from roster.agent import NEW_AGENT, REFUSED_BY_SAML, Facets, Identity, Phone, Proficiency
from roster.columns.table import members_of
from roster.connect_users import IDENTITY_MEMBERS, identity_of, phone_of
from roster.errors import PermanentError

_ALWAYS_OF_PHONE: Final = frozenset(column.member for column in members_of("phone") if not column.optional)
"""Members of a phone that are always sent. The others are sent with what the user has, and noted as ours only if
wanted."""

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
    "routing_profile": "RoutingProfileId",
    "security_profiles": "SecurityProfileIds",
    "hierarchy": "HierarchyGroupId",
}


def identity_parameters(identity: Identity, *, saml: bool) -> Parameters:
    """Return the parameters of an identity; with SAML Connect refuses an e-mail address."""
    values: Mapping[str, Any] = identity
    info = {
        member: values[key]
        for key, member in IDENTITY_MEMBERS.items()
        if values.get(key) and not (saml and key in REFUSED_BY_SAML)
    }
    return {"IdentityInfo": info}


def proficiency_parameters(proficiencies: Sequence[Proficiency]) -> list[dict[str, Any]]:
    """Return proficiencies as AssociateUserProficiencies takes them."""
    return [
        {"AttributeName": item["attribute"], "AttributeValue": item["value"], "Level": float(item["level"])}
        for item in proficiencies
    ]


def user_has(user: Mapping[str, Any], facet: str, wanted: Parameters) -> bool:
    """Whether a user, as DescribeUser answers it, has a facet's wanted parameters already.

    Settings that the parameters leave out do not count.
    """
    if facet == "phone":
        return has_phone(user, wanted)
    parameter = _PARAMETER[facet]
    has, wants = user.get(parameter), wanted.get(parameter)
    if facet == "security_profiles":
        return set(has or ()) == set(wants or ())
    if facet == "identity":
        return {key: value for key, value in (has or {}).items() if value != ""} == wants
    return (has or None) == (wants or None)


def changed_facets(wanted: Facets, applied: Mapping[str, Any]) -> list[str]:
    """Return the facets whose wanted value is not the one that was last sent to Connect, in the order to send them.

    Of a phone only the members count that are wanted. A quick connect is no part of a user, and is not among them.

    Args:
        wanted: an agent's facets.
        applied: facet → value that was last sent.
    """
    values: Mapping[str, Any] = wanted
    return [
        facet
        for facet in values
        if facet != "quick_connect" and not _is_applied(facet, values[facet], applied.get(facet))
    ]


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
        held = {member: value for member, value in phone_of(user).items() if member in _ALWAYS_OF_PHONE}
        full["phone"] = cast("Phone", NEW_AGENT["phone"] | held | wanted["phone"])
        if full["phone"]["type"] == "DESK_PHONE" and not full["phone"].get("desk_phone_number"):
            raise PermanentError(
                "desk_phone_number is empty, and the Connect user has a desk phone, which needs a number: name the "
                "number, or set phone_type to soft, then upload the directory again"
            )
    if "identity" in wanted:
        others = identity_of(user)
        dropped = (applied.get("identity") or {}).keys()
        kept = {member: value for member, value in others.items() if member not in dropped}
        full["identity"] = kept | wanted["identity"]
    return full


def _is_applied(facet: str, wanted: Any, applied: Any) -> bool:
    if facet == "phone" and isinstance(applied, dict):
        return bool(wanted.items() <= applied.items())
    return bool(wanted == applied)
