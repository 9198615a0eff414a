"""Turns the cells of a line into what they say about an agent, or into what is wrong with them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ingest.deployment_rules import DeploymentRules
from ingest.reading.cell_readers import CellReader, cell_readers
from ingest.reading.columns import Header
from ingest.reading.directory_columns import COLUMNS
from ingest.reading.facet_readers import RememberingReader, read_members
from ingest.reading.file_encoding import UNREADABLE, FileEncoding
from ingest.reading.fixed_values import FixedValues
from ingest.reading.garbled_names import before_it_was_garbled
from ingest.reading.identity import DOCUMENTED_USERNAME, SIMPLE_USERNAME
from ingest.reading.missing_values import NOT_CALCULATED, reject_missing_values, shown_values
from ingest.reading.password_rule import check_password
from ingest.reading.phone_numbers import is_missing_plus
from ingest.reading.remarks import Remarks
from ingest.reading.row import Row
from ingest.reading.row_width import RowWidth
from ingest.reading.text_repairs import FILLERS
from ingest.reading.values import clean, without_formula
from roster.initial_password import Password

if TYPE_CHECKING:
    from ingest.reading.whole_names import WholeNames

_OTHERS: Final = {column.name: column.facet for column in COLUMNS if column.facet and not column.member}
_NAMES: Final = ("first_name", "last_name", "name")
_HIERARCHY: Final = "hierarchy"
_PHONE_NUMBERS: Final = ("mobile", "desk_phone_number")
_REMEMBERED_NAMES: Final = 4_096
_GARBLED: Final = (
    "has a letter or a sign where names have none, as if the file were written in another encoding than it seems; "
    "unless the name is right, save the file as CSV UTF-8"
)


class RowReader:
    """Reads the rows below one header.

    Args:
        header: the file's header.
        rules: the deployment's rules.
    """

    def __init__(self, header: Header, rules: DeploymentRules) -> None:
        self._header = header
        self._row_width = RowWidth(header)
        self._width = self._row_width.width
        self._kept = self._row_width.kept
        self._saml = rules.saml
        self._username = header.columns["username" if "username" in header.columns else "email"]
        self._phone_numbers = [header.columns[column] for column in _PHONE_NUMBERS if column in header.columns]
        self._names = [header.columns[column] for column in _NAMES if column in header.columns]
        readers = cell_readers(rules)
        self._read_username_cell = readers["username"]
        self._identity = self._columns(_members_of("identity", saml=rules.saml), readers)
        phone = self._columns(_members_of("phone", saml=rules.saml), readers)
        others = self._columns(_OTHERS, readers)
        self._settings = RememberingReader(phone, others, header.names, varying="desk_phone_number")
        self._status = self._columns({"status": "status"}, readers)
        self._whole_names = _whole_names(header, readers)
        self._fixed = FixedValues(header, rules.column_values, readers)
        self._has_fixed = bool(self._fixed)
        self._second_hierarchy = header.second_hierarchy
        self._read_hierarchy = readers["user_hierarchy"]
        self._is_workbook = header.dialect.sheet is not None
        self._remarks = Remarks(header.names)

    def _columns(self, members: dict[str, str], readers: dict[str, CellReader]) -> list[tuple[str, int, CellReader]]:
        indexes = self._header.columns
        return [(members[column], indexes[column], readers[column]) for column in members if column in indexes]

    def read(self, line: int, cells: list[str], doubtful: FileEncoding | None = None) -> Row | None:
        """Read one row; every rule that it breaks is among its problems.

        Args:
            line: where it begins.
            cells: its cells.
            doubtful: the file's encoding, if some of its characters can't be read or are not certain.

        Returns:
            None if it is blank.
        """
        if len(cells) == self._width:
            if self._is_workbook and (refused := self._refuse_missing_values(line, cells)):
                return refused
            return self._read(line, cells, self._kept(cells), doubtful)
        if not any(map(str.strip, cells)):
            return None
        fitted = self._row_width.fit(cells)
        row = None if fitted.refused else self._read(line, fitted.cells, fitted.shown, doubtful)
        # In a row of another width a password may stand under another header, and messages quote the cells they are
        # about. So where the file has passwords, only the complaint about the width is shown.
        if row is None or (row.problems and self._header.may_hold_passwords):
            row = Row(line, cells=fitted.shown, problems=({"column": "", "message": fitted.complaint},))
        return row

    def _read(self, line: int, cells: list[str], shown: list[str], doubtful: FileEncoding | None) -> Row | None:
        remarks = self._remarks
        remarks.clear()
        username = self._read_username(cells, remarks)
        if not username and not any(map(clean, cells)):
            return None
        identity = read_members(cells, self._identity, remarks)
        phone, others = self._settings.read(cells, remarks)
        if self._whole_names is not None:
            self._whole_names.fill_in(cells, identity, remarks)
        if self._has_fixed:
            phone, others = self._fixed.fill_in(phone, others, remarks)
        if self._second_hierarchy is not None:
            others = self._fill_in_hierarchy(cells, others, remarks)
        state = read_members(cells, self._status, remarks).get("status") if self._status else None
        password = self._read_password(cells, remarks) if self._header.initial_passwords else None
        for index in self._names:
            if not cells[index].isascii() and _seems_garbled(cells[index]):
                remarks.warn(index, _GARBLED)
        for index in self._phone_numbers:
            if cells[index] and cells[index][0] != "+":
                numbers = (phone.get("desk_phone_number"), identity.get("mobile"))
                _warn_of_missing_plus(index, clean(cells[index]), numbers, remarks)
        if doubtful is not None:
            self._check_encoding(cells, doubtful, remarks)
        return Row(
            line,
            username,
            shown,
            state or "present",
            identity,
            phone,
            others,
            password,
            tuple(remarks.problems) if remarks.problems else (),
            tuple(remarks.warnings) if remarks.warnings else (),
        )

    def _fill_in_hierarchy(
        self, cells: Sequence[str], others: Mapping[str, Any], remarks: Remarks
    ) -> Mapping[str, Any]:
        """Take the hierarchy from the file's second column for it, where the first one is empty."""
        index = self._second_hierarchy
        if index is None or _HIERARCHY not in others:
            return others
        try:
            second = remarks.take(index, self._read_hierarchy(cells[index]))
        except ValueError as error:
            remarks.reject(index, str(error))
            return others
        if others[_HIERARCHY] and second and others[_HIERARCHY] != second:
            remarks.reject(index, "names another group than the file's other column for it; empty one of them")
        return {**others, _HIERARCHY: others[_HIERARCHY] or second}

    def _read_username(self, cells: Sequence[str], remarks: Remarks) -> str:
        """Return the login; nothing if there is no readable one."""
        cell = cells[self._username]
        if SIMPLE_USERNAME.fullmatch(cell) and cell not in FILLERS:
            return cell  # as most are; no rule is left that it could break
        try:
            name: str | None = self._read_username_cell(cell)
        except ValueError as error:
            remarks.reject(self._username, str(error))
            return ""
        if name is None:
            remarks.reject(self._username, "is empty; every agent needs a login")
            return ""
        if len(name) > DOCUMENTED_USERNAME and not self._saml:
            message = f"has {len(name)} characters; Amazon Connect documents up to {DOCUMENTED_USERNAME}"
            remarks.warn(self._username, message)
        return name

    def _read_password(self, cells: Sequence[str], remarks: Remarks) -> Password | None:
        """Read the first password that is filled in."""
        for index in self._header.initial_passwords:
            if text := without_formula(cells[index].strip()):
                break
        else:
            return None
        if self._saml:
            remarks.warn(index, "is ignored, because the instance signs in by SAML")
            return None
        try:
            check_password(text)
        except ValueError as error:
            remarks.reject(index, str(error))
            return None
        return Password(text)

    def _refuse_missing_values(self, line: int, cells: list[str]) -> Row | None:
        """Reject a row for its cells whose formula has no value; None if there are none."""
        remarks = Remarks(self._header.names)
        if not reject_missing_values(cells, self._header, remarks):
            return None
        username = "" if cells[self._username] == NOT_CALCULATED else self._read_username(cells, remarks)
        return Row(line, username, shown_values(self._row_width.kept(cells)), problems=tuple(remarks.problems))

    def _check_encoding(self, cells: Sequence[str], encoding: FileEncoding, remarks: Remarks) -> None:
        for index in (*self._header.kept, *self._header.initial_passwords):
            if UNREADABLE in cells[index]:
                remarks.reject_alone(index, encoding.advice)
            elif encoding.doubtful and not cells[index].isascii():
                remarks.warn(index, encoding.warning)


def _whole_names(header: Header, readers: Mapping[str, CellReader]) -> WholeNames | None:
    if "name" not in header.columns:
        return None
    # Its patterns of letters take milliseconds to compile, and most directories have a column for each part of a name.
    from ingest.reading.whole_names import WholeNames

    return WholeNames(header, readers)


def _members_of(facet: str, *, saml: bool) -> dict[str, str]:
    """Return column → member of a facet. With SAML the identity provider has the e-mail address, and Connect none."""
    return {
        column.name: column.member for column in COLUMNS if column.facet == facet and (column.with_saml or not saml)
    }


@lru_cache(_REMEMBERED_NAMES)
def _seems_garbled(cell: str) -> bool:
    # Only names with letters beyond ASCII need it.
    from ingest.reading.code_pages import is_garbled

    name = clean(cell)
    return UNREADABLE not in name and is_garbled(name) and not before_it_was_garbled(name)


def _warn_of_missing_plus(index: int, text: str, numbers: Sequence[str | None], remarks: Remarks) -> None:
    if any(number and is_missing_plus(text, number) for number in numbers):
        message = f"has no + before its country code, which spreadsheets drop; it was read as +{text}"
        remarks.warn(index, message)
