"""Which columns an agent directory has, and by which headers each of them goes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_HEADERS: Final = {
    "username": "username userlogin login",
    "first_name": "firstname",
    "last_name": "lastname",
    "email": "email emailaddress",
    "secondary_email": "secondaryemail secondaryemailaddress",
    "mobile": "mobile mobilenumber",
    "routing_profile": "routingprofile routingprofilename",
    "phone_type": "phonetype phonetypesoftdesk",
    "desk_phone_number": "deskphonenumber phonenumber",
    "auto_accept": "autoaccept softphoneautoaccept softphoneautoacceptyesno",
    "acw_seconds": "acwseconds acwtimeout acwtimeoutseconds",
    "tags": "tags",
    "proficiencies": "proficiencies",
    "status": "status",
}
_COLUMN_OF: Final = {header: column for column, headers in _HEADERS.items() for header in headers.split()}

# The console numbers the values that one cell holds: security_profile_name_1|security_profile_name_2.
_SECURITY_PROFILES: Final = re.compile(r"securityprofiles?(names?)?(\d+(securityprofilename\d+)*)?")
_USER_HIERARCHY: Final = re.compile(r"(user|agent)hierarchy(\d+((user|agent)hierarchy\d+)*)?")
_PASSWORD: Final = re.compile(r"password|passwd|pwd|passwort|kennwort|secret")
_NOISE: Final = re.compile(r"[\W_]+")

_ONLY_STAFF_HAVE: Final = frozenset(
    {"username", "routing_profile", "security_profiles", "user_hierarchy", "phone_type", "auto_accept", "acw_seconds"}
)
_ENOUGH_COLUMNS: Final = 3
_LONGEST_HEADER: Final = 60


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file, understood.

    Attributes:
        names: the headers as they stand in the file.
        columns: column → its index, for the columns that Rollcall knows.
        passwords: indexes of all columns that can hold passwords.
        repeated: columns that more than one header names.
    """

    names: tuple[str, ...]
    columns: dict[str, int]
    passwords: frozenset[int]
    repeated: tuple[str, ...]

    @property
    def is_agent_directory(self) -> bool:
        """Whether the file lists staff, whatever its name."""
        return len(self.columns) >= _ENOUGH_COLUMNS and not _ONLY_STAFF_HAVE.isdisjoint(self.columns)

    @property
    def holds_credentials(self) -> bool:
        """Whether the file is a table with a password column. A sentence about passwords is none."""
        return len(self.names) > 1 and any(len(self.names[index]) <= _LONGEST_HEADER for index in self.passwords)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headers that are ignored; trailing empty ones, as spreadsheets leave them, are not worth naming."""
        known = {*self.columns.values(), *self.passwords}
        return tuple(name for index, name in enumerate(self.names) if index not in known and name.strip())

    @property
    def kept(self) -> tuple[int, ...]:
        """Indexes of the cells that may leave the file: all but passwords."""
        return tuple(index for index in range(len(self.names)) if index not in self.passwords)


def column_of(name: str) -> str | None:
    """Return the column that a header names; case, spaces, underscores and punctuation do not matter."""
    plain = _NOISE.sub("", name).casefold()
    if _PASSWORD.search(plain):
        return "password"
    if _SECURITY_PROFILES.fullmatch(plain):
        return "security_profiles"
    if _USER_HIERARCHY.fullmatch(plain):
        return "user_hierarchy"
    return _COLUMN_OF.get(plain)


def read_header(names: Sequence[str]) -> Header:
    """Understand the cells of a header line."""
    columns: dict[str, int] = {}
    passwords: set[int] = set()
    repeated: list[str] = []
    for index, name in enumerate(names):
        column = column_of(name)
        if column == "password":
            passwords.add(index)
        if column is None:
            continue
        if column in columns:
            repeated.append(column)
        else:
            columns[column] = index
    return Header(tuple(names), columns, frozenset(passwords), tuple(dict.fromkeys(repeated)))
