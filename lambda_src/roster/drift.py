"""Compares an agent's item with its Amazon Connect user. Pure.

`rollcall drift` and upkeep compare by it, and provision asks it what the user of a mended agent shall have.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from roster.agent import FACETS, NEW_AGENT, REFUSED_BY_SAML, UNSET_SETTINGS, Facets, filled, profile_allowed
from roster.connect_users import IDENTITY_MEMBERS

AWS_TAGS: Final = "aws:"
"""How the keys of AWS's own tags begin, which nobody else can set or remove:
https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html"""

_COMPARED_BY_MEMBER: Final = frozenset({"identity", "tags", "proficiencies"})
"""Facets of which only the members in the agents table are compared: a user may have others, set in the console.

A member that is there and empty was emptied by a file: there shall be none. So shall there be no tag and no proficiency
where a file emptied the whole facet. Of a phone the settings that no file has are not compared either.
"""


_NO_NUMBER: Final[dict[str, Any]] = {"desk_phone_number": ""}
"""A phone of which Connect was told without a number shall have none."""


@dataclass(frozen=True, slots=True)
class DriftRules:
    """What a deployment's settings mean for the comparison.

    Attributes:
        saml: whether users sign in by SAML: they have no e-mail address in Connect.
        own_tag: key of the tag that marks Rollcall's users, of which nobody's file says anything.
        allowed_security_profiles: users who hold others are not touched; None allows all but `Admin`.
    """

    saml: bool
    own_tag: str
    allowed_security_profiles: tuple[str, ...] | None

    def refused_profiles(self, names: Iterable[str]) -> list[str]:
        """Return those of a user's security profiles for which Rollcall leaves the user alone."""
        return [name for name in names if not profile_allowed(name, self.allowed_security_profiles)]


@dataclass(frozen=True, slots=True)
class Difference:
    """A facet in which item and user differ.

    Attributes:
        facet: its name.
        wanted: its value by the agents table.
        actual: what the user has.
    """

    facet: str
    wanted: Any
    actual: Any


def facets_to_have(item: Mapping[str, Any]) -> Facets:
    """Return the facets that an agent's user shall have: what the item states, and besides what Connect was last told.

    A facet in neither is nobody's business. So are tags and proficiencies of which the item says nothing and Connect
    was told nothing. A quick connect is stated by the item alone.
    """
    applied = item.get("applied")
    told: Mapping[str, Any] = applied if isinstance(applied, dict) else {}
    shall: dict[str, Any] = {}
    for facet in FACETS:
        if facet in item:
            shall[facet] = item[facet]
        elif facet in told and facet != "quick_connect" and (told[facet] or facet not in _COMPARED_BY_MEMBER):
            shall[facet] = told[facet]
    if isinstance(shall.get("phone"), dict) and isinstance(told.get("phone", {}), dict):
        shall["phone"] = NEW_AGENT["phone"] | _NO_NUMBER | told.get("phone", {}) | shall["phone"]
    return cast("Facets", shall)


def differences(
    item: Mapping[str, Any],
    has: Mapping[str, Any],
    rules: DriftRules,
    *,
    identity_members: Collection[str] = frozenset(IDENTITY_MEMBERS),
) -> list[Difference]:
    """Compare an agent's item with what its user has.

    Args:
        item: the agent's item. Others write the table too, so it may hold anything.
        has: the user's facets, as `roster.connect_instance` reads them. One that is not there is not compared.
        rules: the deployment's.
        identity_members: those members of an identity that were read of the user.
    """
    shall: Mapping[str, Any] = facets_to_have(item)
    return [
        found
        for facet in FACETS
        if facet in shall and facet in has
        if (found := _compare(facet, item, shall[facet], has[facet], rules, identity_members)) is not None
    ]


def _compare(
    facet: str, item: Mapping[str, Any], wanted: Any, actual: Any, rules: DriftRules, identity_members: Collection[str]
) -> Difference | None:
    if facet == "tags":
        actual = {key: tag for key, tag in actual.items() if key != rules.own_tag and not key.startswith(AWS_TAGS)}
    if isinstance(wanted, type(actual)):  # a hand-made item may hold anything
        wanted = _comparable(facet, wanted, rules, identity_members)
        if facet in _COMPARED_BY_MEMBER and (wanted or facet not in item):
            actual = _compared_members(facet, actual, wanted)
        if facet in {"identity", "phone"}:
            wanted = filled(wanted)
        if facet == "phone":
            unsaid = UNSET_SETTINGS.keys() - wanted.keys()
            actual = {member: value for member, value in actual.items() if member not in unsaid}
    return Difference(facet, wanted, actual) if wanted != actual else None


def _comparable(facet: str, wanted: Any, rules: DriftRules, identity_members: Collection[str]) -> Any:
    if facet == "security_profiles":
        return sorted(wanted, key=str)
    if facet == "identity":
        compared = set(identity_members) - (REFUSED_BY_SAML if rules.saml else set())
        return {member: value for member, value in wanted.items() if member in compared}
    return wanted


def _compared_members(facet: str, has: Any, wanted: Any) -> Any:
    """Return the members of a facet that the agents table has too."""
    if facet != "proficiencies":
        return {key: value for key, value in has.items() if key in wanted}
    by_key = {(entry["attribute"], entry["value"]): entry for entry in has}
    keys = [(entry.get("attribute"), entry.get("value")) for entry in wanted if isinstance(entry, dict)]
    return [by_key[key] for key in keys if key in by_key]
