"""Turns the cells of a line into what the row says about an agent, or into problems. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading.cell_readers import CellReader, cell_readers
from ingest.reading.code_pages import is_garbled
from ingest.reading.columns import Header
from ingest.reading.encodings import UNREADABLE
from ingest.reading.identity import DOCUMENTED_USERNAME, check_password
from ingest.reading.phone_numbers import is_missing_plus
from ingest.reading.row_width import RowWidth
from ingest.reading.values import clean, without_formula
from roster.passwords import Password
from roster.reports_bucket import Problem

_LONGEST_MESSAGE: Final = 500
_IDENTITY: Final = ("first_name", "last_name", "email", "secondary_email", "mobile")
_PHONE: Final = {
    "phone_type": "type",
    "desk_phone_number": "desk_phone_number",
    "auto_accept": "auto_accept",
    "acw_seconds": "acw_seconds",
}
_OTHERS: Final = {
    "routing_profile": "routing_profile",
    "security_profiles": "security_profiles",
    "user_hierarchy": "hierarchy",
    "tags": "tags",
    "proficiencies": "proficiencies",
}
_NAMES: Final = ("first_name", "last_name")
_PHONE_NUMBERS: Final = ("mobile", "desk_phone_number")

Columns = list[tuple[str, int, CellReader]]
"""Member of the agent, index of its cell, reader of the cell."""


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
        listed: whether the file has it; False for an agent that the file dropped.
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
    listed: bool = True


class RowReader:
    """Reads the rows below one header.

    Args:
        header: the file's header.
        policy: the deployment's decisions.
    """

    def __init__(self, header: Header, policy: DeploymentRules) -> None:
        self._header = header
        self._shape = RowWidth(header)
        self._saml = policy.saml
        self._username = header.columns["username" if "username" in header.columns else "email"]
        self._phone_numbers = [header.columns[column] for column in _PHONE_NUMBERS if column in header.columns]
        self._names = [header.columns[column] for column in _NAMES if column in header.columns]
        readers = cell_readers(policy)
        self._read_username_cell = readers["username"]
        # With SAML the identity provider has the address, and Amazon Connect refuses one.
        named = {column: column for column in _IDENTITY if not (policy.saml and column == "email")}
        self._identity = self._columns(named, readers)
        self._phone = self._columns(_PHONE, readers)
        self._others = self._columns(_OTHERS, readers)
        self._status = self._columns({"status": "status"}, readers)

    def _columns(self, members: dict[str, str], readers: dict[str, CellReader]) -> Columns:
        indexes = self._header.columns
        return [(members[column], indexes[column], readers[column]) for column in members if column in indexes]

    def read(self, line: int, cells: list[str], *, damaged: bool = False) -> Row | None:
        """Read one row; every rule that it breaks is among its problems.

        Args:
            line: where it begins.
            cells: its cells, which may become more or fewer.
            damaged: whether any of the file's bytes could not be read.

        Returns:
            None if it is blank.
        """
        if len(cells) == self._shape.width:
            return self._read(Row(line, cells=self._shape.kept(cells)), cells, damaged)
        if not any(map(str.strip, cells)):
            return None
        fit = self._shape.fit(cells)
        row = None if fit.refused else self._read(Row(line, cells=fit.shown), cells, damaged)
        # A password may stand under another header then, and in what is said about the row.
        if row is None or (row.problems and self._header.passwords):
            row = Row(line, cells=fit.shown, problems=[{"column": "", "message": fit.complaint}])
        return row

    def _read(self, row: Row, cells: list[str], damaged: bool) -> Row | None:
        self._read_username(row, cells)
        if not row.username and not any(map(clean, cells)):
            return None
        row.identity = self._read_members(row, cells, self._identity)
        row.phone = self._read_members(row, cells, self._phone)
        row.others = self._read_members(row, cells, self._others)
        if self._status:
            row.state = self._read_members(row, cells, self._status).get("status") or "present"
        if self._header.passwords:
            self._read_password(row, cells)
        for index in self._names:
            if not cells[index].isascii():
                self._warn_of_garbled_name(row, index, cells[index])
        for index in self._phone_numbers:
            if cells[index] and cells[index][0] != "+":
                self._warn_of_missing_plus(row, index, clean(cells[index]))
        if damaged:
            self._check_damage(row, cells)
        return row

    def _read_members(self, row: Row, cells: list[str], columns: Columns) -> dict[str, Any]:
        members = {}
        for member, index, read in columns:
            try:
                members[member] = read(cells[index])
            except ValueError as error:
                self._reject(row, index, error)
        return members

    def _read_username(self, row: Row, cells: list[str]) -> None:
        try:
            name = self._read_username_cell(cells[self._username])
        except ValueError as error:
            self._reject(row, self._username, error)
            return
        if name is None:
            row.problems.append(self._problem(self._username, "is empty; every agent needs a login"))
            return
        row.username = name
        if len(name) > DOCUMENTED_USERNAME and not self._saml:
            message = f"has {len(name)} characters; Amazon Connect documents up to {DOCUMENTED_USERNAME}"
            row.warnings.append(self._problem(self._username, message))

    def _read_password(self, row: Row, cells: list[str]) -> None:
        """Read the first password that is filled in."""
        for index in self._header.initial_passwords:
            if text := without_formula(cells[index].strip()):
                break
        else:
            return
        if self._saml:
            row.warnings.append(self._problem(index, "is ignored, because the instance signs in by SAML"))
            return
        try:
            check_password(text)
        except ValueError as error:
            self._reject(row, index, error)
            return
        row.password = Password(text)

    def _warn_of_garbled_name(self, row: Row, index: int, cell: str) -> None:
        if UNREADABLE not in cell and is_garbled(clean(cell)):
            message = (
                "has a letter or a sign where names have none, as if the file were written in another encoding than it "
                "seems; unless the name is right, save the file as CSV UTF-8"
            )
            row.warnings.append(self._problem(index, message))

    def _warn_of_missing_plus(self, row: Row, index: int, text: str) -> None:
        numbers = (row.phone.get("desk_phone_number"), row.identity.get("mobile"))
        if any(number and is_missing_plus(text, number) for number in numbers):
            message = f"has no + before its country code, which spreadsheets drop; it was read as +{text}"
            row.warnings.append(self._problem(index, message))

    def _check_damage(self, row: Row, cells: list[str]) -> None:
        for index in {*self._header.columns.values(), *self._header.passwords}:
            if UNREADABLE in cells[index]:
                message = (
                    "holds a character that can't be read, because the file mixes encodings; type it again and "
                    "save the file as UTF-8"
                )
                row.problems.append(self._problem(index, message))

    def _reject(self, row: Row, index: int, error: ValueError) -> None:
        row.problems.append(self._problem(index, str(error)))

    def _problem(self, index: int, message: str) -> Problem:
        if len(message) > _LONGEST_MESSAGE:  # it quotes the cell; what to do stands at its end
            message = f"{message[: _LONGEST_MESSAGE // 2]} … {message[-_LONGEST_MESSAGE // 2 :]}"
        return {"column": self._header.names[index].strip(), "message": message}
