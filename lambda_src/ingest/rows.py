"""Turns the cells of a line into what the row says about an agent, or into problems. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from ingest import values
from ingest.columns import Header
from ingest.policy import Policy
from roster.agent import profile_allowed
from roster.passwords import Password
from roster.reports import Problem

_CACHED_CELLS: Final = 10_000
_IDENTITY: Final = frozenset({"first_name", "last_name", "email", "secondary_email", "mobile"})
_PHONE: Final = {
    "phone_type": "type",
    "desk_phone_number": "desk_phone_number",
    "auto_accept": "auto_accept",
    "acw_seconds": "acw_seconds",
}
_FACET: Final = {"user_hierarchy": "hierarchy"}


@dataclass(slots=True)
class Row:
    """One line of an agent directory.

    `identity`, `phone` and `others` hold what the file has columns for: a value, or None for a cell that
    is empty, which clears the value or takes the default where Connect wants one.

    Attributes:
        line: where the row begins in the file, counting from 1.
        username: the agent; empty when the row has no readable one.
        cells: the file's own cells, without passwords.
        state: `present` or `absent`.
        identity: first name, last name, e-mail, …
        phone: members of `roster.agent.Phone`.
        others: the facets that are one value: routing profile, security profiles, hierarchy, tags, proficiencies.
        password: the initial password, if the row gives one.
        problems: why the row is rejected.
        warnings: what to know about it.
    """

    line: int
    username: str = ""
    cells: list[str] = field(default_factory=list)
    state: str = "present"
    identity: dict[str, Any] = field(default_factory=dict)
    phone: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    password: Password | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class RowReader:
    """Reads the rows below one header.

    Args:
        header: the file's header.
        policy: the deployment's decisions.
    """

    def __init__(self, header: Header, policy: Policy) -> None:
        self._header = header
        self._policy = policy
        self._kept = header.kept
        self._username_column = "username" if "username" in header.columns else "email"
        readers = _readers(policy)
        self._columns = [
            (column, index, readers[column])
            for column, index in header.columns.items()
            if column not in {"username", "password"}
        ]

    def read(self, line: int, cells: list[str]) -> Row:
        """Read one row; every rule that it breaks is among its problems."""
        row = Row(line)
        names = self._header.names
        if len(cells) != len(names):
            if len(cells) < len(names):
                message = (
                    f"the row has {len(cells)} cells where the header has {len(names)}; "
                    "add the missing separators, or quote a cell that holds a line break"
                )
                row.cells = [cell for index, cell in enumerate(cells) if index not in self._header.passwords]
                row.problems.append({"column": "", "message": message})
                return row
            if any(cell.strip() for cell in cells[len(names) :]):
                row.cells = [cells[index] for index in self._kept]
                message = (
                    f"the row has {len(cells)} cells where the header has {len(names)}; "
                    "quote a cell that holds the separator"
                )
                row.problems.append({"column": "", "message": message})
                return row
        row.cells = [cells[index] for index in self._kept]
        self._read_username(row, cells)
        for column, index, read in self._columns:
            cell = cells[index].strip()
            value = None
            if cell:
                try:
                    value = read(cell)
                except ValueError as error:
                    self._reject(row, index, error)
                    continue
            _store(row, column, value)
        if "password" in self._header.columns:
            self._read_password(row, cells)
        return row

    def _read_username(self, row: Row, cells: list[str]) -> None:
        index = self._header.columns[self._username_column]
        name = cells[index].strip()
        if not name:
            row.problems.append(self._problem(index, "is empty; every agent needs a login"))
            return
        try:
            row.username = values.read_username(name, saml=self._policy.saml)
        except ValueError as error:
            self._reject(row, index, error)
            return
        if len(name) > values.DOCUMENTED_USERNAME and not self._policy.saml:
            message = f"has {len(name)} characters; Amazon Connect documents up to {values.DOCUMENTED_USERNAME}"
            row.warnings.append(self._problem(index, message))

    def _read_password(self, row: Row, cells: list[str]) -> None:
        index = self._header.columns["password"]
        text = cells[index].strip()
        if not text:
            return
        if self._policy.saml:
            row.warnings.append(self._problem(index, "is ignored, because the instance signs in by SAML"))
            return
        try:
            values.check_password(text)
        except ValueError as error:
            self._reject(row, index, error)
            return
        row.password = Password(text)

    def _reject(self, row: Row, index: int, error: ValueError) -> None:
        row.problems.append(self._problem(index, str(error)))

    def _problem(self, index: int, message: str) -> Problem:
        return {"column": self._header.names[index].strip(), "message": message}


def _store(row: Row, column: str, value: Any) -> None:
    if column in _IDENTITY:
        row.identity[column] = value
    elif column in _PHONE:
        row.phone[_PHONE[column]] = value
    elif column == "status":
        row.state = value or "present"
    else:
        row.others[_FACET.get(column, column)] = value


def _readers(policy: Policy) -> dict[str, values.Reader]:
    phone = partial(values.read_phone_number, country=policy.phone_country)
    return {
        "first_name": values.read_first_name,
        "last_name": values.read_last_name,
        "email": values.read_email,
        "secondary_email": values.read_email,
        "mobile": phone,
        "desk_phone_number": phone,
        "routing_profile": _remembered(values.read_routing_profile),
        "security_profiles": _remembered(partial(_read_allowed_profiles, policy=policy)),
        "user_hierarchy": _remembered(values.read_hierarchy),
        "phone_type": _remembered(values.read_phone_type),
        "auto_accept": _remembered(values.read_yes_no),
        "acw_seconds": _remembered(values.read_acw_seconds),
        "tags": _remembered(partial(values.read_tags, reserved=policy.own_tag)),
        "proficiencies": _remembered(values.read_proficiencies),
        "status": _remembered(values.read_state),
    }


def _read_allowed_profiles(text: str, *, policy: Policy) -> list[str]:
    names = values.read_security_profiles(text)
    if refused := [name for name in names if not profile_allowed(name, policy.allowed_security_profiles)]:
        raise ValueError(
            f"{', '.join(refused)} may not be given by a file; choose another security profile, or have the "
            "deployment's allowed_security_profiles changed"
        )
    return names


def _remembered(read: values.Reader) -> Callable[[str], Any]:
    """Remember what cells meant: these columns repeat a few values in every row."""
    known: dict[str, Any] = {}

    def remember(text: str) -> Any:
        if text in known:
            return known[text]
        value = read(text)
        if len(known) < _CACHED_CELLS:
            known[text] = value
        return value

    return remember
