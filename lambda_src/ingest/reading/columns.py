"""The columns of an agent directory, and the headers by which each is known. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.reading.dialect import Dialect
from roster.cells import original_cell

_HEADERS: Final = {
    "username": "username userlogin login loginname",
    "first_name": "firstname givenname forename",
    "last_name": "lastname surname familyname",
    "email": "email emailaddress",
    "secondary_email": "secondaryemail secondaryemailaddress",
    "mobile": "mobile mobilenumber",
    "routing_profile": "routingprofile routingprofilename",
    "phone_type": "phonetype phonetypesoftdesk",
    "desk_phone_number": "deskphonenumber phonenumber",
    "auto_accept": "autoaccept autoacceptyesno softphoneautoaccept softphoneautoacceptyesno",
    "acw_seconds": "acwseconds acwtimeout acwtimeoutseconds",
    "tags": "tags",
    "proficiencies": "proficiencies",
    "status": "status",
}
_COLUMN_OF: Final = {header: column for column, headers in _HEADERS.items() for header in headers.split()}

# The console numbers the values that one cell holds: security_profile_name_1|security_profile_name_2.
_SECURITY_PROFILES: Final = re.compile(r"securityprofiles?(names?)?(\d+(securityprofile(name)?\d+)*)?")
_USER_HIERARCHY: Final = re.compile(r"(user|agent)hierarchy(\d+((user|agent)hierarchy\d+)*)?")

# A column whose header contains one of these may hold passwords. "Secretary" is the exception.
_PASSWORD: Final = re.compile(
    "password|passwd|pwd|passwort|kennwort|secret(?!ar)|passphrase|passcode|"
    "motdepasse|contrase[nñ]a|senha|wachtwoord|lösenord|adgangskode|hasło|пароль"
)
# Where several columns may hold passwords, initial ones are read from those with such a header. "Password expired" is
# none.
_INITIAL_PASSWORD: Final = re.compile(
    "(agent|connect|default|first|initial|login|new|start|temp|temporary|user)?"
    "(password|passwd|pwd|passwort|kennwort)|(erst|einmal|initial|start)(passwort|kennwort)"
)
_NOISE: Final = re.compile(r"[\W_]+")
_ERROR: Final = "error"

_ONLY_STAFF_HAVE: Final = frozenset(
    {"username", "routing_profile", "security_profiles", "user_hierarchy", "phone_type", "auto_accept", "acw_seconds"}
)
_ENOUGH_COLUMNS: Final = 3
_LONGEST_HEADER: Final = 60
_NO_HEADER: Final = re.compile(r'[{}<>="]')


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a file says.

    Attributes:
        names: the headers as they stand in the file.
        columns: column → its index, for the columns that Rollcall knows, passwords aside.
        passwords: indexes of all columns that can hold passwords.
        initial_passwords: those of them that a new agent's password is read from; the first that is filled counts.
        repeated: the headers that mean the same as another one, with that one.
        has_error_column: whether the file is a mended report of ours, or looks like one.
        dialect: how the file is written.
        last_line: where the header ends in the file, counting from 1.
    """

    names: tuple[str, ...]
    columns: dict[str, int]
    passwords: frozenset[int]
    initial_passwords: tuple[int, ...]
    repeated: tuple[str, ...]
    has_error_column: bool
    dialect: Dialect
    last_line: int

    @property
    def is_agent_directory(self) -> bool:
        """Whether the file lists staff, whatever its name."""
        known = len(self.columns) + bool(self.passwords)
        # The values of a JSON array, split at its commas, could pass for headers.
        is_table = not self.names[0].lstrip().startswith(("[", "{", "<")) if self.names else False
        return is_table and known >= _ENOUGH_COLUMNS and not _ONLY_STAFF_HAVE.isdisjoint(self.columns)

    @property
    def holds_credentials(self) -> bool:
        """Whether this is the header of a table with passwords. A sentence about passwords, or code, is none."""
        return (
            self.width > 1
            and all(map(_can_be_header, self.names))
            and any(len(self.names[index]) <= _LONGEST_HEADER for index in self.passwords)
        )

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that are ignored; trailing empty ones, as spreadsheets leave them, are not worth naming."""
        known = {*self.columns.values(), *self.passwords}
        return tuple(
            name
            for index, name in enumerate(self.names)
            if index not in known and name.strip() and _plain(name) != _ERROR
        )

    @property
    def kept(self) -> tuple[int, ...]:
        """Indexes of the cells that may leave the file: all but passwords."""
        return tuple(index for index in range(len(self.names)) if index not in self.passwords)

    @property
    def width(self) -> int:
        """How many columns the table has, without the nameless ones at its end."""
        return max((index for index, name in enumerate(self.names, start=1) if name.strip()), default=0)


def column_of(name: str) -> str | None:
    """Return the column that a header names; case, spaces, underscores and punctuation do not matter."""
    plain = _plain(name)
    if _PASSWORD.search(plain):
        return "password"
    if _SECURITY_PROFILES.fullmatch(plain):
        return "security_profiles"
    if _USER_HIERARCHY.fullmatch(plain):
        return "user_hierarchy"
    return _COLUMN_OF.get(plain)


def read_header(names: Sequence[str], dialect: Dialect | None = None, last_line: int = 1) -> Header:
    """Tell what the cells of a header line mean."""
    names = tuple(map(original_cell, names))
    columns: dict[str, int] = {}
    passwords: list[int] = []
    repeated: list[int] = []
    for index, name in enumerate(names):
        column = column_of(name)
        if column == "password":
            passwords.append(index)
        elif column in columns:
            repeated += [columns[column], index]
        elif column is not None:
            columns[column] = index
    return Header(
        names=names,
        columns=columns,
        passwords=frozenset(passwords),
        initial_passwords=_initial_passwords(names, passwords),
        repeated=tuple(names[index].strip() for index in dict.fromkeys(repeated)),
        has_error_column=any(_plain(name) == _ERROR for name in names),
        dialect=dialect or Dialect(),
        last_line=last_line,
    )


def _initial_passwords(names: Sequence[str], passwords: Sequence[int]) -> tuple[int, ...]:
    """Choose the columns that agents' passwords are read from: those that say so, or all if none does."""
    initial = tuple(index for index in passwords if _INITIAL_PASSWORD.fullmatch(_plain(names[index])))
    return initial or tuple(passwords)


def _plain(name: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFC", name)).casefold()


def _can_be_header(name: str) -> bool:
    return not _NO_HEADER.search(name) and name.count("(") == name.count(")")
