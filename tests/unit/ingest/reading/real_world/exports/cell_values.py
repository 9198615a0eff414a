"""Cells as exports and people fill them in: separators, fillers, mangled numbers, invisible characters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import Export, text_of

NAMES = "user login,first name,last name"


def agent(name: str, cells: Mapping[str, str], right: Mapping[str, Any], **more: Any) -> Export:
    """Write one agent, Mara Ellwood unless the cells say otherwise, who must be read."""
    row = {"user login": "mellwood", "first name": "Mara", "last name": "Ellwood"} | dict(cells)
    return Export(
        f"cells: {name}",
        "a cell as exports and people fill it in",
        text_of(list(row), [row]).encode(),
        "agent_directory",
        accepted=1,
        agents={more.pop("login", row["user login"]): dict(right)},
        **more,
    )


def bad(name: str, cells: Mapping[str, str], *says: str, **more: Any) -> Export:
    """Write one agent whose row must be rejected."""
    row = {"user login": "mellwood", "first name": "Mara", "last name": "Ellwood"} | dict(cells)
    return Export(
        f"cells: {name}",
        "a cell that can't be what is meant",
        text_of(list(row), [row]).encode(),
        "agent_directory",
        accepted=0,
        rejected=1,
        says=says,
        **more,
    )


def raw(name: str, line: str, first: str, last: str) -> Export:
    """Write a line as it is."""
    return Export(
        f"cells: {name}",
        "a tool that quotes in its own way",
        f"{NAMES}\r\n{line}\r\n".encode(),
        "agent_directory",
        accepted=1,
        rejected=None,
        agents={"mellwood": {"first_name": first, "last_name": last}},
        or_rejected=True,
    )


CELL_VALUES = [
    agent(
        "profiles, semicolons",
        {"security profile name": "Agent;QualityAnalyst"},
        {"security_profiles": ["Agent", "QualityAnalyst"]},
    ),
    agent(
        "profiles, commas",
        {"security profile name": "Agent, QualityAnalyst"},
        {"security_profiles": ["Agent", "QualityAnalyst"]},
    ),
    agent(
        "profiles, line breaks",
        {"security profile name": "Agent\nQualityAnalyst"},
        {"security_profiles": ["Agent", "QualityAnalyst"]},
    ),
    agent("hierarchy with a slash in front", {"user hierarchy": "/Berlin/Billing"}, {"hierarchy": "Berlin/Billing"}),
    agent("hierarchy with a slash at the end", {"user hierarchy": "Berlin/Billing/"}, {"hierarchy": "Berlin/Billing"}),
    agent(
        "hierarchy with blanks around its slashes",
        {"user hierarchy": "Berlin / Billing"},
        {"hierarchy": "Berlin/Billing"},
    ),
    *(
        bad(f"{filler} for a name", {"last name": filler}, "last name")
        for filler in ("N/A", "n/a", "null", "NULL", "-", ".", "\\N", "none", "#N/A", "?")
    ),
    *(
        bad(f"a login with {what}", {"user login": login}, "user login")
        for what, login in (
            ("a plus", "mara+desk"),
            ("an apostrophe", "m'ellwood"),
            ("an umlaut", "müller"),
            ("a blank", "mara ellwood"),
            ("an ampersand", "mara&tobias"),
            ("a slash", "desk/mara"),
            ("Cyrillic letters", "мара"),
            ("an exclamation mark", "mara!"),
        )
    ),
    *(
        agent(f"a name with {what}", {"first name": cell}, {"first_name": right}, rejected=None, or_rejected=True)
        for what, cell, right in (
            ("a soft hyphen", "Ma\u00adra", "Mara"),
            ("a mark from right to left", "\u202eMara\u202c", "Mara"),
            ("a mark inside", "Ma\u200era", "Mara"),
            ("an HTML entity", "Zo&euml;", "Zoë"),
            ("a numbered entity", "Zo&#235;", "Zoë"),
            ("an ampersand entity", "Mara &amp; Co", "Mara & Co"),
        )
    ),
    raw("quotes behind backslashes", 'mellwood,"Zoe \\"Z\\" Ann",Ellwood', 'Zoe "Z" Ann', "Ellwood"),
    raw("a blank before a quote", 'mellwood, "Ann", Ellwood', "Ann", "Ellwood"),
    raw("a blank before a quote with a comma", 'mellwood, "Ann, Marie", Ellwood', "Ann, Marie", "Ellwood"),
    raw("a tab before a quote", 'mellwood,\t"Ann",Ellwood', "Ann", "Ellwood"),
    raw("single quotes", "mellwood,'Ann','Ellwood'", "Ann", "Ellwood"),
    agent("yes in capitals", {"auto accept": "YES"}, {"auto_accept": True}),
    agent("a tick for yes", {"auto accept": "x"}, {"auto_accept": True}, rejected=None, or_rejected=True),
    agent("a phone type in words", {"phone type": "Soft phone"}, {"type": "SOFT_PHONE"}),
    agent(
        "seconds with a unit", {"ACW timeout (seconds)": "30 s"}, {"acw_seconds": 30}, rejected=None, or_rejected=True
    ),
    agent(
        "an address in angle brackets",
        {"email address": "Mara Ellwood <mellwood@example.com>"},
        {"email": "mellwood@example.com"},
        rejected=None,
        or_rejected=True,
    ),
    agent(
        "a mailto link",
        {"email address": "mailto:mellwood@example.com"},
        {"email": "mellwood@example.com"},
        rejected=None,
        or_rejected=True,
    ),
    agent(
        "a login in the domain's form",
        {"user login": "CORP\\mellwood"},
        {"first_name": "Mara"},
        rejected=None,
        or_rejected=True,
    ),
    bad("Admin", {"security profile name": "Admin"}, "Admin"),
    Export(
        "cells: logins that differ by case alone",
        "two exports joined, one of them in capitals",
        text_of(NAMES, [["mellwood", "Mara", "Ellwood"], ["MEllwood", "Mara", "Ellwood"]]).encode(),
        "agent_directory",
        accepted=1,
        rejected=1,
        agents={"mellwood": {"first_name": "Mara"}},
        says=("line 2",),
    ),
    Export(
        "cells: a cell of 131,073 characters",
        "a column of notes into which somebody pasted a log",
        text_of(
            f"{NAMES},notes",
            [["mellwood", "Mara", "Ellwood", "x" * 131_073], ["tlindqvist", "Tobias", "Lindqvist", ""]],
        ).encode(),
        "agent_directory",
        accepted=None,
        rejected=None,
        agents={"tlindqvist": {"first_name": "Tobias"}},
    ),
    Export(
        "cells: an open quote before 249 people",
        "a name with an inch sign in quotes",
        (
            text_of(NAMES, [["mellwood", "Mara", "Ellwood"]])
            + 'kortega,"Kim,Ortega\r\n'
            + "".join(f"agent{n},First,Last\r\n" for n in range(249))
        ).encode(),
        "agent_directory",
        accepted=None,
        rejected=250,
        agents={"mellwood": {"first_name": "Mara"}},
    ),
]
