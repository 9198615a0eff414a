"""Phone numbers as exports and people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.deployment_rules import GERMAN, RULES
from tests.unit.ingest.reading.real_world.exports.export import Export, text_of

SAUDI = replace(RULES, phone_country="SA")


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


PHONE_CELLS = [
    *(
        bad(f"the phone number {number}", {"phone number": number}, "phone number")
        for number in (
            "+1212555010",
            "+1 000 000 0000",
            "+999123456",
            "555-0100",
            "call me",
            "+12065550142 ext",
            "1042",
        )
    ),
    *(
        agent(f"the phone number {number}", {"phone number": number}, {"desk_phone_number": right})
        for number, right in (
            ("(206) 555-0142", "+12065550142"),
            ("206.555.0142", "+12065550142"),
            ("+1 206 555 0142", "+12065550142"),
            ("001 206 555 0142", "+12065550142"),
            ("tel:+12065550142", "+12065550142"),
            ("+44 (0)20 7946 0042", "+442079460042"),
            ("\u202a+12065550142\u202c", "+12065550142"),
        )
    ),
    agent(
        "a phone number that is possible and not valid",
        {"phone number": "+447700900123"},
        {"desk_phone_number": "+447700900123"},
        says=("phone number",),
    ),
    agent(
        "a German phone number",
        {"phone number": "030/23125-042"},
        {"desk_phone_number": "+493023125042"},
        rules=GERMAN,
    ),
    agent("Arabic digits", {"phone number": "٠٥٠١٢٣٤٥٦٧"}, {"desk_phone_number": "+966501234567"}, rules=SAUDI),
]
