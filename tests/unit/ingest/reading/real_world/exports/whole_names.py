"""Lists with one column for the whole name: split where both parts are plain, told where they are not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import MARA, TOBIAS, Export, text_of

PLAIN_NAMES = {"mellwood": ("Mara", "Ellwood"), "tlindqvist": ("Tobias", "Lindqvist")}


def named(
    name: str,
    header: str,
    cells: Mapping[str, str],
    agents: Mapping[str, tuple[str, str]],
    *,
    separator: str = ",",
    **more: Any,
) -> Export:
    """Write login, whole name and address of some people.

    Args:
        name: of the export.
        header: of the whole name.
        cells: login → whole name.
        agents: login → first and last name.
        separator: between the cells.
        more: members of `Export`.
    """
    rows = [[login, whole, f"{login}@example.com"] for login, whole in cells.items()]
    settings: dict[str, Any] = {"accepted": len(agents)} | more
    return Export(
        f"whole names: {name}",
        "a list kept by hand, or an export with display names",
        text_of(["Username", header, "E-mail"], rows, separator=separator).encode(),
        "agent_directory",
        agents={login: {"first_name": first, "last_name": last} for login, (first, last) in agents.items()},
        **settings,
    )


LAST_FIRST = {p.login: p.name_turned for p in (MARA, TOBIAS)}
FIRST_LAST = {p.login: p.name for p in (MARA, TOBIAS)}
DOUBTFUL = {"mcruz": "María del Carmen Ruiz Soto", "mellwood": "Mara Ellwood"}
WHOLE_NAMES = [
    named("Last, First", "Name", LAST_FIRST, PLAIN_NAMES),
    named("First Last", "Name", FIRST_LAST, PLAIN_NAMES),
    named("Full Name", "Full Name", FIRST_LAST, PLAIN_NAMES),
    named("Display name", "Display name", LAST_FIRST, PLAIN_NAMES),
    named("displayName", "displayName", FIRST_LAST, PLAIN_NAMES),
    named("cn", "cn", FIRST_LAST, PLAIN_NAMES),
    named("Employee name", "Employee Name", LAST_FIRST, PLAIN_NAMES),
    named("Agent name", "Agent Name", LAST_FIRST, PLAIN_NAMES),
    named("German", "Vor- und Nachname", FIRST_LAST, PLAIN_NAMES, separator=";"),
    named("German, turned", "Name, Vorname", LAST_FIRST, PLAIN_NAMES, separator=";"),
    named("French", "Nom complet", FIRST_LAST, PLAIN_NAMES, separator=";"),
    named("Spanish", "Nombre completo", FIRST_LAST, PLAIN_NAMES, separator=";"),
    named(
        "hyphens and apostrophes",
        "Name",
        {"jodea": "O'Dea, Jean-Luc", "mellwood": "Mara Ellwood"},
        {"jodea": ("Jean-Luc", "O'Dea"), "mellwood": ("Mara", "Ellwood")},
    ),
    named("two last names behind a comma", "Name", {"mruiz": "Ruiz Soto, María"}, {"mruiz": ("María", "Ruiz Soto")}),
    named(
        "more parts than two", "Name", DOUBTFUL, {"mellwood": ("Mara", "Ellwood")}, rejected=1, not_agents=("mcruz",)
    ),
    named(
        "one part",
        "Name",
        {"madonna": "Solvei", "mellwood": "Mara Ellwood"},
        {"mellwood": ("Mara", "Ellwood")},
        rejected=1,
        not_agents=("madonna",),
    ),
    named(
        "a title",
        "Name",
        {"nhaddad": "Dr. Noor Haddad", "mellwood": "Mara Ellwood"},
        {"mellwood": ("Mara", "Ellwood")},
        accepted=None,
        rejected=None,
    ),
    Export(
        "whole names: beside first and last names",
        "an export with display names, which may differ",
        text_of(
            "Username,Display Name,First Name,Last Name",
            [
                ["mellwood", "Ellwood, M. (Contractor)", "Mara", "Ellwood"],
                ["tlindqvist", "Toby L.", "Tobias", "Lindqvist"],
            ],
        ).encode(),
        "agent_directory",
        accepted=2,
        agents={login: {"first_name": first, "last_name": last} for login, (first, last) in PLAIN_NAMES.items()},
    ),
]
