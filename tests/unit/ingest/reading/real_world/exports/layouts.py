"""Where the table stands in the file: prefaces, totals, joined exports, headers far down, twice, damaged or missing."""

# Letters in full width are what one of the lists is about.
# ruff: noqa: RUF001

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.unit.ingest.reading.real_world.exports.export import (
    CANARY,
    MARA,
    SECOND_CANARY,
    TOBIAS,
    Export,
    Person,
    address_of,
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


def read(name: str, text: str | bytes, **more: Any) -> Export:
    settings: dict[str, Any] = {"accepted": 2, "agents": BOTH} | more
    content = text.encode() if isinstance(text, str) else text
    return Export(name, f"a list as it comes: {name}", content, "agent_directory", **settings)


def told(name: str, text: str, *says: str, canaries: tuple[str, ...] = (), key: str = "staff.csv") -> Export:
    return Export(name, f"a list as it comes: {name}", text.encode(), "table", key=key, says=says, canaries=canaries)


def above(name: str, lines: Sequence[str], *, separator: str = ",") -> Export:
    """Write lines above the header, once with passwords below."""
    secrets = {**login_of(MARA, password=CANARY), **login_of(TOBIAS, password=SECOND_CANARY)}
    text = text_of(PASSWORDS, secret_rows(*PAIR), above=lines, separator=separator)
    return read(f"above the header: {name}", text, agents=secrets, canaries=SECRETS)


LAYOUTS = [
    above("a title", ["Staff list 2026"]),
    above("a title as wide as the table", ["Staff list 2026,,,"]),
    above("a title and a blank line", ["Staff list 2026", ""]),
    above("a title with commas in it", ["Staff, agents and leads, as of November 2026, Seattle"]),
    above("nine lines", [f"Note {n}" for n in range(1, 10)]),
    above("a line that names the separator", ["sep=;"], separator=";"),
    above("a line that names the separator, and a title", ["sep=;", "Staff list 2026;;;"], separator=";"),
    above("comments", ["# exported 2026-11-22 by hr@example.com", "# 2 records"]),
    above("filters of a report", ["Report:,Agents", "Status:,Active", "Run by:,Noor Haddad", ""]),
    told("header on line 11", text_of(HEADER, rows(*PAIR), above=[f"Note {n}" for n in range(10)]), "line 11"),
    told("header on line 25", text_of(HEADER, rows(*PAIR), above=[f"Note {n}" for n in range(24)]), "line 25"),
    told(
        "header with passwords on line 15",
        text_of(PASSWORDS, secret_rows(*PAIR), above=[f"Note {n}" for n in range(14)]),
        "line 15",
        canaries=SECRETS,
    ),
    told("no header", text_of(rows(MARA)[0], rows(TOBIAS, KIM)), "header"),
    told("no header, German with semicolons", text_of(rows(MARA)[0], rows(TOBIAS, KIM), separator=";"), "header"),
    told(
        "no header, with passwords", text_of(secret_rows(*PAIR)[0], secret_rows(*PAIR)[1:]), "header", canaries=SECRETS
    ),
    told(
        "no header, passwords and addresses",
        text_of([MARA.email, CANARY], [[TOBIAS.email, SECOND_CANARY]]),
        canaries=SECRETS,
    ),
    told("addresses alone", "".join(f"{p.email}\r\n" for p in (MARA, TOBIAS, KIM)), key="agents.txt"),
    read("an empty column in front", text_of(["", *HEADER.split(",")], [["", *row] for row in rows(*PAIR)])),
    read(
        "a number in front",
        text_of(["No.", *HEADER.split(",")], [[str(n), *row] for n, row in enumerate(rows(*PAIR), 1)]),
    ),
    read("stars behind headers", text_of("User login*,First name*,Last name *,E-mail,Routing profile", rows(*PAIR))),
    read(
        "(required) behind headers",
        text_of("User login (required),First name (required),Last name (required),E-mail,Routing profile", rows(*PAIR)),
    ),
    told(
        "headers with numbers",
        text_of("1. User login,2. First name,3. Last name,4. E-mail,5. Routing profile", rows(*PAIR)),
        "1. User login",
    ),
    read(
        "headers with line breaks",
        text_of(["User\nlogin", "First\nname", "Last\nname", "E-mail", "Routing\nprofile"], rows(*PAIR)),
    ),
    read("headers in camel case", text_of("UserLogin,FirstName,LastName,EmailAddress,RoutingProfile", rows(*PAIR))),
    read("headers with blanks that don't break", text_of(HEADER.replace(" ", "\u00a0"), rows(*PAIR))),
    read(
        "headers with invisible characters",
        text_of(HEADER.replace("user login", "\u200buser login\u200b"), rows(*PAIR)),
    ),
    read(
        "headers in full width",
        text_of("ｕｓｅｒ ｌｏｇｉｎ,first name,last name,email address,routing profile", rows(*PAIR)),
    ),
    told(
        "every line quoted as one cell",
        "".join(f'"{line}"\r\n' for line in PLAIN.splitlines()),
        "separator",
    ),
    told(
        "columns of blanks",
        "login       first name   last name    email\r\nmellwood    Mara         Ellwood      mellwood@example.com\r\n",
        key="agents.txt",
    ),
    read(
        "a table of a wiki",
        "| Login | First name | Last name |\n|---|---|---|\n| mellwood | Mara | Ellwood |\n",
        key="agents.md",
        accepted=1,
        rejected=None,
        agents=login_of(MARA),
        not_agents=("---",),
    ),
    told(
        "turned by a quarter",
        "Login,mellwood,tlindqvist\r\nFirst name,Mara,Tobias\r\nLast name,Ellwood,Lindqvist\r\n",
        "Login",
    ),
    told("a caret between the cells", PLAIN.replace(",", "^"), "separator"),
    told(
        "a mistyped login column",
        text_of("Benutzernahme,Vorname,Nachname,E-Mail", [r[:4] for r in rows(*PAIR)], separator=";"),
        "Benutzernahme",
        "did you mean",
    ),
    told(
        "a login column of another name",
        text_of("Logon,First name,Last name,Team", [r[:4] for r in rows(*PAIR)]),
        "Logon",
    ),
    *(
        read(
            f"a column that is nearly known: {header}",
            text_of(
                ["user login", "first name", "last name", header], [[p.login, p.first, p.last, "Sales"] for p in PAIR]
            ),
            says=(header,),
        )
        for header in ("Routing Profil", "Routng Profile", "Hierarchy", "Security Profil", "Phone typ", "Auto accpet")
    ),
    told("two columns for one", text_of(f"{HEADER},Login", [[*row, row[0]] for row in rows(*PAIR)]), "keep one"),
    read(
        "a user id beside addresses that become the logins",
        text_of("User ID,First name,Last name,E-mail,Routing profile", rows(*PAIR)),
        agents={**address_of(MARA), **address_of(TOBIAS)},
        says=("User ID",),
    ),
]
