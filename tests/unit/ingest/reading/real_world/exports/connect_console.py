"""Amazon Connect's own templates of both generations, filled in as people do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.deployment_rules import SAML
from tests.unit.ingest.reading.real_world.exports.export import CANARY, SECOND_CANARY, Export, text_of
from tests.unit.ingest.reading.real_world.writing import MANAGED, MANAGED_NEW, SAML_NEW, managed

LEVELS = "user_hierarchy_1|user_hierarchy_2|user_hierarchy_3|user_hierarchy_4|user_hierarchy_5"
FIRST = [*MANAGED, "agent hierarchy"]
SECOND = [*MANAGED, "secondary email address", "mobile", LEVELS, "tags"]
BOTH = [*MANAGED, "agent hierarchy", "secondary email address", "mobile", LEVELS, "tags"]
SECRETS = (CANARY, SECOND_CANARY)


def pair(*more: Sequence[str]) -> list[list[str]]:
    """Give two agents with passwords and the cells of the newer columns."""
    return [[*managed(number, password=SECRETS[number - 1]), *cells] for number, cells in enumerate(more, 1)]


def console(
    name: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    **more: Any,
) -> Export:
    settings: dict[str, Any] = {
        "accepted": 2,
        "agents": {
            "agent1": {"first_name": "First1", "password": CANARY, **first},
            "agent2": {"first_name": "First2", "password": SECOND_CANARY, **second},
        },
    } | more
    content = text_of(header, rows).encode()
    return Export(
        name,
        "Amazon Connect, User management, Add new users, CSV template",
        content,
        "agent_directory",
        canaries=SECRETS,
        **settings,
    )


def tagged(text: str, tags: Mapping[str, str], name: str) -> Export:
    rows = pair(["", "", "", text], ["", "", "", ""])
    return console(f"Connect console, tags as {name}", SECOND, rows, {"tags": dict(tags)}, {"tags": None})


CONNECT_CONSOLE = [
    console("Connect console, first template", MANAGED, pair([], []), {"auto_accept": False, "acw_seconds": 30}, {}),
    console(
        "Connect console, first template with one hierarchy column",
        FIRST,
        pair(["Support/IT/Eastern"], [""]),
        {"hierarchy": "Support/IT/Eastern"},
        {"hierarchy": None},
    ),
    console(
        "Connect console, second template",
        SECOND,
        pair(["m1@example.org", "+12065550142", "Support|IT|Eastern||", "team=it"], ["", "", "", ""]),
        {"secondary_email": "m1@example.org", "mobile": "+12065550142", "hierarchy": "Support/IT/Eastern"},
        {"secondary_email": None, "mobile": None, "hierarchy": None},
    ),
    console(
        "Connect console, second template with two levels",
        MANAGED_NEW,
        pair(["", "", "Support|IT", ""], ["", "", "Support", ""]),
        {"hierarchy": "Support/IT"},
        {"hierarchy": "Support"},
    ),
    console(
        "Connect console, both hierarchy columns, the new one filled",
        BOTH,
        pair(["", "", "", "Support|IT|||", ""], ["", "", "", "", ""]),
        {"hierarchy": "Support/IT"},
        {"hierarchy": None},
    ),
    console(
        "Connect console, both hierarchy columns, the old one filled",
        BOTH,
        pair(["Support/IT", "", "", "", ""], ["Support", "", "", "||||", ""]),
        {"hierarchy": "Support/IT"},
        {"hierarchy": "Support"},
    ),
    console(
        "Connect console, both hierarchy columns, both filled",
        BOTH,
        pair(["Support/IT", "", "", "Sales|EMEA", ""], ["", "", "", "Support", ""]),
        {},
        {"hierarchy": "Support"},
        accepted=1,
        rejected=1,
        agents={"agent2": {"hierarchy": "Support", "password": SECOND_CANARY}},
        not_agents=("agent1",),
    ),
    tagged("team|it", {"team": "it"}, "key|value"),
    tagged("team|it||shift|late", {"team": "it", "shift": "late"}, "key1|value1||key2|value2"),
    tagged("team|it||shift|", {"team": "it", "shift": ""}, "a key without a value"),
    tagged("team=it;shift=late", {"team": "it", "shift": "late"}, "key=value;key=value"),
    console(
        "Connect console, security profiles",
        MANAGED,
        [
            managed(1, password=CANARY, security="Agent|QualityAnalyst"),
            managed(2, password=SECOND_CANARY, security="Agent|"),
        ],
        {"security_profiles": ["Agent", "QualityAnalyst"]},
        {"security_profiles": ["Agent"]},
    ),
    console(
        "Connect console, template saved by Excel with semicolons",
        [*MANAGED, "", ""],
        pair(["", ""], ["", ""]),
        {},
        {},
    ),
    Export(
        "Connect console, SAML template with the second generation's columns",
        "Amazon Connect with SAML, User management, Add new users, CSV template",
        text_of(
            [*SAML_NEW[:-2], LEVELS, "tags"],
            [
                [
                    "Mara",
                    "Ellwood",
                    "mellwood",
                    "Basic Routing Profile",
                    "Agent",
                    "soft",
                    "",
                    "yes",
                    "0",
                    "",
                    "Support|IT",
                    "a|b",
                ]
            ],
        ).encode(),
        "agent_directory",
        accepted=1,
        agents={"mellwood": {"hierarchy": "Support/IT", "tags": {"a": "b"}, "auto_accept": True}},
        rules=SAML,
    ),
    Export(
        "Connect, list of users through the AWS CLI",
        "aws connect list-users --output text: no header",
        "".join(
            f"arn:aws:connect:us-west-2:111122223333:instance/1/agent/{n}\t{n}\tus-west-2\t1700000000.0\t{login}\n"
            for n, login in ((1, "mellwood"), (2, "tlindqvist"))
        ).encode(),
        "file",
        key="list.txt",
    ),
]
