"""Lists with more than one table's worth of lines: totals below, headers repeated, a second header."""

from __future__ import annotations

from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    Person,
    login_of,
    text_of,
)

HEADER = "user login,first name,last name,email address,routing profile"
PASSWORDS = "user login,first name,last name,password"
KIM = Person("Kim", "Ortega", "kortega")
PAIR = (MARA, TOBIAS)
BOTH = {**login_of(MARA), **login_of(TOBIAS)}
SECRETS = (CANARY, SECOND_CANARY)


def rows(*people: Person) -> list[list[str]]:
    return [[p.login, p.first, p.last, p.email, "Basic Routing Profile"] for p in people]


def secret_rows(*people: Person) -> list[list[str]]:
    return [[p.login, p.first, p.last, secret] for p, secret in zip(people, SECRETS, strict=True)]


PLAIN = text_of(HEADER, rows(*PAIR))
TURNED = text_of(
    "last name,first name,user login,email address,routing profile", [[KIM.last, KIM.first, KIM.login, KIM.email, ""]]
)


def read(name: str, text: str | bytes, **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": BOTH} | more
    content = text.encode() if isinstance(text, str) else text
    return Export(name, f"a list as it comes: {name}", content, "agent_directory", **settings)


def below(name: str, *lines: str, **more: Any) -> Export:
    """Write lines behind the last row that are no people."""
    return read(name, text_of(HEADER, rows(*PAIR), below=lines), rejected=None, **more)


JOINED_EXPORTS = [
    below("totals: Total", "Total,2,,,"),
    below("totals: Summe", "Summe,,,,2"),
    below("totals: a count at the end", ",,,,2 rows", not_agents=("2 rows",)),
    below("totals: wide words", "Total agents: 2,,,,", not_agents=("Total agents: 2",)),
    below("totals: words below a blank line", "", "Number of records: 2"),
    below("a signature", "", "Exported by Noor Haddad on 2026-11-22"),
    read(
        "the header repeated in the middle",
        PLAIN + text_of(HEADER, rows(KIM)),
        accepted=3,
        rejected=None,
        agents={**BOTH, **login_of(KIM)},
        not_agents=("user login", "user"),
    ),
    read(
        "the header repeated, named username",
        text_of("username,first_name,last_name,email", [r[:4] for r in rows(*PAIR)])
        + text_of("username,first_name,last_name,email", [r[:4] for r in rows(KIM)]),
        accepted=3,
        rejected=None,
        agents={**BOTH, **login_of(KIM)},
        not_agents=("username",),
    ),
    read(
        "the header repeated behind a byte order mark",
        PLAIN.encode("utf-8-sig") + text_of(HEADER, rows(KIM)).encode("utf-8-sig"),
        accepted=3,
        rejected=None,
        agents={**BOTH, **login_of(KIM)},
        not_agents=("user login", "\ufeffuser login"),
    ),
    read(
        "a second header in another order",
        PLAIN + TURNED,
        accepted=None,
        rejected=None,
        agents={**BOTH, **login_of(KIM)},
        or_rejected=True,
        not_agents=("last name", "Ortega"),
    ),
    read(
        "a second header with passwords in another place",
        text_of(PASSWORDS, secret_rows(*PAIR))
        + text_of("user login,password,first name,last name", [["kortega", "Rm6dLynxes", "Kim", "Ortega"]]),
        accepted=None,
        rejected=None,
        agents={**login_of(MARA, password=CANARY), **login_of(TOBIAS, password=SECOND_CANARY)},
        canaries=(*SECRETS, "Rm6dLynxes"),
    ),
]
