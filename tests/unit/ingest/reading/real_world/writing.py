"""How spreadsheets, consoles and HR systems write directories."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.deployment_rules import DeploymentRules
from tests.deployment_rules import RULES

Kind = Literal["directory", "rejected whole", "plain file"]


MANAGED = [
    "first name",
    "last name",
    "email address",
    "password",
    "user login",
    "routing profile name",
    "security_profile_name_1|security_profile_name_2",
    "phone type (soft/desk)",
    "phone number",
    "soft phone auto accept (yes/no)",
    "ACW timeout (seconds)",
]


MANAGED_NEW = [*MANAGED, "secondary email address", "mobile", "user_hierarchy_1|user_hierarchy_2", "tags"]


SAML_OLD = [name for name in MANAGED if name not in {"email address", "password"}]


SAML_NEW = [*SAML_OLD, "mobile", "agent hierarchy", "tags"]


SHORT = ["user login", "first name", "last name", "routing profile", "phone number", "ACW timeout (seconds)"]


HR = [
    "Employee ID",
    "First Name",
    "Last Name",
    "Email Address",
    "User Login",
    "Routing Profile",
    "Status",
    "Cost Centre",
]


@dataclass(frozen=True)
class RealFile:
    """A file and what it must give.

    Attributes:
        name: how it came about; its test goes by this name.
        content: its bytes.
        kind: what Rollcall makes of it.
        accepted: how many rows become agents.
        rejected: how many are rejected.
        values: `<login>.<member>` → what the row says.
        says: texts that stand in the problems, the warnings or the reason.
        rules: of the deployment that it is uploaded to.
    """

    name: str
    content: bytes
    kind: Kind
    accepted: int = 0
    rejected: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    says: tuple[str, ...] = ()
    rules: DeploymentRules = RULES


def lines(rows: Sequence[Sequence[str]], *, separator: str = ",", end: str = "\r\n", last_end: bool = True) -> str:
    """Write rows as spreadsheets do, with quotes only where they are needed."""

    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if set(cell) & {separator, '"', "\r", "\n"} else cell

    text = end.join(separator.join(map(quoted, row)) for row in rows)
    return text + end if last_end else text


def managed(number: int, **cells: str) -> list[str]:
    """Write a row of the console's template."""
    row = {
        "first": f"First{number}",
        "last": f"Last{number}",
        "email": f"agent{number}@example.com",
        "password": "Secret123",
        "login": f"agent{number}",
        "routing": "Basic Routing Profile",
        "security": "Agent",
        "type": "soft",
        "phone": "",
        "accept": "no",
        "acw": "30",
    }
    return list((row | cells).values())


def short(login: str, *, phone: str = "", first: str = "Ada", last: str = "Lovelace", acw: str = "30") -> list[str]:
    """Write a row of a directory with few columns."""
    return [login, first, last, "Basic Routing Profile", phone, acw]


def archive(text: str) -> bytes:
    """Put a text into an archive that does not compress it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("agents.csv", text)
    return packed.getvalue()


UMLAUTS = [MANAGED, managed(1, first="Jürgen", last="Groß"), managed(2, first="Zoë", last="Ångström")]


UMLAUT_VALUES = {"agent1.first_name": "Jürgen", "agent1.last_name": "Groß", "agent2.last_name": "Ångström"}
