"""What is declared of a column of a directory, and how its cells are written. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from ingest.reading.values import Reader
from roster.agent import Facets

Cell = Callable[[str, Facets], str]
"""Writes a cell of an agent, given its username and facets, so that reading it gives the same value."""

Kind = Literal["address", "login", "name", "phone", "word", "pairs", "value", "unknown"]
"""What stands in a column's cells, by which `ingest.reading.cell_kinds` tells whether a cell has moved."""

_SPOKEN_TYPE: Final = {"SOFT_PHONE": "soft", "DESK_PHONE": "desk"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a directory.

    Attributes:
        name: as a directory of ours names it.
        cells: what may stand in it, for the documentation.
        facet: the facet of an agent that its value belongs to (`roster.agent`); empty if to none.
        member: of the facet; empty if the value is the facet.
        read: reads a cell that is cleaned and not empty, where no rule of the deployment has a part in that; the other
            readers stand in `ingest.reading.cell_readers`.
        write: writes its cell of an export; None if Amazon Connect can't be asked for the value.
        kind: what its cells look like.
        example: its cell in a template, where there is no better one.
        only_staff: whether lists of customers and the like have no such column.
        with_saml: whether Amazon Connect takes it where users sign in by SAML.
        may_be_fixed: whether a deployment may set it for directories that lack it.
        optional: whether an agent has it only if somebody sets it. An export in which nobody has it lacks the column,
            and so does a template, since a file without it leaves alone what Connect has.
    """

    name: str
    cells: str
    facet: str = ""
    member: str = ""
    read: Reader | None = None
    write: Cell | None = None
    kind: Kind = "value"
    example: str = ""
    only_staff: bool = False
    with_saml: bool = True
    may_be_fixed: bool = False
    optional: bool = False


def write_member(facet: str, member: str) -> Cell:
    """Return what writes a text or a number that is a member of a facet."""
    return lambda _, facets: str(_members(facets, facet).get(member, ""))


def write_yes_no(facet: str, member: str = "") -> Cell:
    """Return what writes a facet, or a member of one, that is true or false; what is not there is not true."""

    def write(_: str, facets: Facets) -> str:
        values: dict[str, Any] = dict(facets)
        return "yes" if (_members(facets, facet).get(member) if member else values.get(facet)) else "no"

    return write


def write_facet(facet: str) -> Cell:
    """Return what writes a facet that is a text."""

    def write(_: str, facets: Facets) -> str:
        values: dict[str, Any] = dict(facets)
        return str(values.get(facet, ""))

    return write


def write_phone_type(_: str, facets: Facets) -> str:
    """Write `soft` or `desk`."""
    return _SPOKEN_TYPE.get(_members(facets, "phone").get("type", ""), "")


def write_voice_enhancement(_: str, facets: Facets) -> str:
    """Write `voice isolation`, `noise suppression` or `none`."""
    return str(_members(facets, "phone").get("voice_enhancement", "NONE")).replace("_", " ").lower()


def write_security_profiles(_: str, facets: Facets) -> str:
    """Write names, separated by bars."""
    return "|".join(facets.get("security_profiles", ()))


def write_tags(_: str, facets: Facets) -> str:
    """Write `key=value;key=value`."""
    return ";".join(f"{key}={value}" for key, value in sorted(facets.get("tags", {}).items()))


def write_proficiencies(_: str, facets: Facets) -> str:
    """Write `attribute:value:level;…`."""
    return ";".join(
        f"{entry['attribute']}:{entry['value']}:{entry['level']}" for entry in facets.get("proficiencies", ())
    )


def _members(facets: Facets, facet: str) -> dict[str, Any]:
    values: dict[str, Any] = dict(facets)
    members: dict[str, Any] = values.get(facet, {})
    return members
