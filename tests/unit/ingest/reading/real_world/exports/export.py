"""What an export of staff is, as a real system writes it, and how its bytes are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.deployment_rules import DeploymentRules
from tests.deployment_rules import RULES

Outcome = Literal["agent_directory", "table", "file"]

# Strings that obey Amazon Connect's rule for passwords and stand nowhere else.
CANARY = "Kz7wQuetzal"
SECOND_CANARY = "Vb4nOkapi9"


@dataclass(frozen=True)
class Export:
    """A file, where it comes from, and what has to become of it.

    Attributes:
        name: its test goes by this name.
        source: the system, version and locale that writes such a file.
        content: its bytes.
        outcome: `agent_directory` for one that is read; `table` for one that looks like staff or holds words for
            passwords and is no directory, so that nothing of it is stored as data and somebody is told; `file` for all
            else.
        key: the name that it is uploaded under.
        accepted: how many rows become agents; None where that is not fixed.
        rejected: how many rows are rejected; None where they may be passed over as well.
        agents: login → member of the agent → its exact value, `password` and `state` among them.
        or_rejected: whether the rows of `agents` may be rejected as well, because their text is not certain. A wrong
            value never is right.
        not_agents: logins that must not be made.
        canaries: passwords, which may stand in an agent's secret and nowhere else.
        never_used: cells that only speak of passwords: they leave the upload and are no agent's password.
        unused: cells of columns that mean nothing to Rollcall, which stay out of plan and report.
        says: texts of what is told: problems, warnings, reasons.
        rules: of the deployment that it is uploaded to.
    """

    name: str
    source: str
    content: bytes
    outcome: Outcome
    key: str = "staff.csv"
    accepted: int | None = None
    rejected: int | None = 0
    agents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    or_rejected: bool = False
    not_agents: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()
    never_used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    rules: DeploymentRules = RULES


@dataclass(frozen=True)
class Person:
    """Somebody made up; no login is longer than the 20 characters that Amazon Connect documents."""

    first: str
    last: str
    login: str
    mobile: str = ""

    @property
    def email(self) -> str:
        return f"{self.login}@example.com"

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def name_turned(self) -> str:
        return f"{self.last}, {self.first}"


MARA = Person("Mara", "Ellwood", "mellwood", "+12065550142")
TOBIAS = Person("Tobias", "Lindqvist", "tlindqvist", "+12065550143")


def text_of(
    header: str | Sequence[str],
    rows: Iterable[Sequence[str] | Mapping[str, str]],
    *,
    separator: str = ",",
    end: str = "\r\n",
    quote_all: bool = False,
    above: Sequence[str] = (),
    below: Sequence[str] = (),
) -> str:
    """Write a table as text.

    Args:
        header: the headers, or one string with commas between them.
        rows: cells, or header → cell where most are empty.
        separator: between the cells.
        end: of each line.
        quote_all: whether every cell is quoted; else those that have to be.
        above: lines above the header, as they are.
        below: lines behind the last row, as they are.
    """
    names = header.split(",") if isinstance(header, str) else header

    def line(cells: Sequence[str]) -> str:
        return separator.join(
            '"' + cell.replace('"', '""') + '"' if quote_all or set(cell) & {separator, '"', "\r", "\n"} else cell
            for cell in cells
        )

    body = [
        line([row.get(name, "") for name in names] if isinstance(row, Mapping) else row)
        for row in rows  # a mapping's keys that are no header would be lost
        if not isinstance(row, Mapping) or not _unknown(row, names)
    ]
    return "".join(part + end for part in (*above, line(names), *body, *below))


def _unknown(row: Mapping[str, str], names: Sequence[str]) -> bool:
    if unknown := row.keys() - set(names):
        raise ValueError(f"{sorted(unknown)} are no headers of the table")
    return False


def login_of(person: Person, **members: Any) -> dict[str, dict[str, Any]]:
    """Expect somebody under their login, with their names and more."""
    return {person.login: {"first_name": person.first, "last_name": person.last, **members}}


def address_of(person: Person, **members: Any) -> dict[str, dict[str, Any]]:
    """Expect somebody whose login is their e-mail address."""
    return {person.email: {"first_name": person.first, "last_name": person.last, **members}}
