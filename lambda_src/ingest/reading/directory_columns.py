r"""The columns of an agent directory, each declared once. Pure.

From here come the header's columns that only staff have, where a row's values go in the agent, the cells of exports and
templates, and the tables in README.md and docs/directories.md (`make docs`). The headers by which a column is known are
in `headers.csv`, the rules for its cells in `ingest.reading.cell_readers`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from roster.agent import Facets

Cell = Callable[[str, Facets], str]
"""Writes a cell of an agent, given its username and facets, so that reading it gives the same value."""

_SPOKEN_TYPE: Final = {"SOFT_PHONE": "soft", "DESK_PHONE": "desk"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a directory.

    Attributes:
        name: as a directory of ours names it.
        cells: what may stand in it, for the documentation.
        facet: the facet of an agent that its value belongs to (`roster.agent`); empty if to none.
        member: of the facet; empty if the value is the facet.
        write: writes its cell of an export; None if Amazon Connect can't be asked for the value.
        example: its cell in a template, where there is no better one.
        only_staff: whether lists of customers and the like have no such column.
        with_saml: whether Amazon Connect takes it where users sign in by SAML.
        may_be_fixed: whether a deployment may set it for directories that lack it.
    """

    name: str
    cells: str
    facet: str = ""
    member: str = ""
    write: Cell | None = None
    example: str = ""
    only_staff: bool = False
    with_saml: bool = True
    may_be_fixed: bool = False


def _identity(member: str) -> Cell:
    return lambda _, facets: str(_members(facets, "identity").get(member, ""))


def _members(facets: Facets, facet: str) -> dict[str, Any]:
    values: dict[str, Any] = dict(facets)
    members: dict[str, Any] = values.get(facet, {})
    return members


def _write_phone_type(_: str, facets: Facets) -> str:
    return _SPOKEN_TYPE.get(_members(facets, "phone").get("type", ""), "")


def _write_tags(_: str, facets: Facets) -> str:
    return ";".join(f"{key}={value}" for key, value in sorted(facets.get("tags", {}).items()))


def _write_proficiencies(_: str, facets: Facets) -> str:
    return ";".join(
        f"{entry['attribute']}:{entry['value']}:{entry['level']}" for entry in facets.get("proficiencies", ())
    )


COLUMNS: Final = (
    Column(
        "username",
        "letters a to z, digits and `_ - . @`; up to 100 characters, a warning above 20; with SAML up to 64, "
        "and `\\` too. Without this column, the e-mail address is the login",
        write=lambda username, _: username,
        only_staff=True,
    ),
    Column(
        "first_name",
        "up to 255 characters, a letter among them; every agent needs one",
        facet="identity",
        member="first_name",
        write=_identity("first_name"),
    ),
    Column(
        "last_name",
        "up to 256 characters, 300 with SAML, a letter among them; every agent needs one",
        facet="identity",
        member="last_name",
        write=_identity("last_name"),
    ),
    Column(
        "name",
        'the whole name, for rows without first or last name. It is split where that is plain: "Lovelace, Ada", "Ada '
        'Lovelace"; a warning says how',
    ),
    Column(
        "email",
        "one address; not sent with SAML",
        facet="identity",
        member="email",
        write=_identity("email"),
        with_saml=False,
    ),
    Column(
        "secondary_email",
        "as `email`",
        facet="identity",
        member="secondary_email",
        write=_identity("secondary_email"),
    ),
    Column(
        "mobile",
        "E.164, or national by `default_phone_country`; one that can't exist is rejected, one in no range in "
        "use has a warning",
        facet="identity",
        member="mobile",
        write=_identity("mobile"),
    ),
    Column(
        "password",
        "the initial one, by Connect's rule: 8 to 64 characters, lower case, upper case, digit. Empty: one is made",
    ),
    Column(
        "routing_profile",
        "a name; default by `default_routing_profile`",
        facet="routing_profile",
        write=lambda _, facets: facets.get("routing_profile", ""),
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "security_profiles",
        "up to 10 names, separated by `|`, `;`, `,` or line breaks; default by `default_security_profiles`",
        facet="security_profiles",
        write=lambda _, facets: "|".join(facets.get("security_profiles", ())),
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "user_hierarchy",
        "a path of group names, separated by `/` or `|`; a `/` before it means nothing. Of the console's two "
        "columns the one that is filled counts",
        facet="hierarchy",
        write=lambda _, facets: facets.get("hierarchy", ""),
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "phone_type",
        "soft, desk, SOFT_PHONE, DESK_PHONE; default soft",
        facet="phone",
        member="type",
        write=_write_phone_type,
        example="soft",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "desk_phone_number",
        "as `mobile`; needed for a desk phone",
        facet="phone",
        member="desk_phone_number",
        write=lambda _, facets: str(_members(facets, "phone").get("desk_phone_number", "")),
    ),
    Column(
        "auto_accept",
        "yes or no; default no",
        facet="phone",
        member="auto_accept",
        write=lambda _, facets: "yes" if _members(facets, "phone").get("auto_accept") else "no",
        example="no",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "acw_seconds",
        "0 to 2,000,000; 0, the default, is no limit",
        facet="phone",
        member="acw_seconds",
        write=lambda _, facets: str(_members(facets, "phone").get("acw_seconds", 0)),
        example="0",
        only_staff=True,
        may_be_fixed=True,
    ),
    Column(
        "tags",
        "`key=value;key=value` or `key|value||key|value`, up to 49 and 5,000 characters",
        facet="tags",
        write=_write_tags,
        may_be_fixed=True,
    ),
    Column(
        "proficiencies",
        "`attribute:value:level;…`, level 1 to 5, up to 10",
        facet="proficiencies",
        write=_write_proficiencies,
        may_be_fixed=True,
    ),
    Column("status", "active (the default); inactive, removed or terminated removes the user"),
)
"""In the order of exports and of the documentation."""
