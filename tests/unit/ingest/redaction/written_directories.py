"""Directories with passwords, written as systems and people write them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

from tests.unit.ingest.reading.real_world.writing import MANAGED, MANAGED_NEW

HEADERS: Final = (
    ["first name", "last name", "email address", "password", "user login", "tags"],
    ["user login", "first name", "last name", "pwd", "phone type", "notes"],
    ["password", "user login", "first name", "last name", "email"],
    ["user login", "first name", "last name", "email address", "Initial password"],
    ["Login", "Vorname", "Nachname", "Kennwort", "E-Mail", "Tags", "Bemerkung"],
    ["username", "password", "name", "routing profile", "mobile"],
    ["Identifiant", "Prénom", "Nom", "Mot de passe", "Adresse e-mail"],
    ["employee id", "user login", "password", "old password", "first name", "last name", "notes"],
    ["user login", "first name", "last name", "PIN", "routing profile"],
    MANAGED,
    MANAGED_NEW,
    ["name", "url", "username", "password", "note"],
    ["account", "Kennwort", "mail"],
)
SECOND_HEADERS: Final = (
    ["user login", "password", "first name", "last name"],
    ["pwd", "login", "first name", "last name", "email"],
    ["Login", "Kennwort"],
)
FIRST: Final = ("Ada", "Bob", "Zoë", "Jörg", "Mei Lin", "Kim", "Noor", 'Ann "Annie"', "Tomás", "O'Neal")
LAST: Final = (
    "Lovelace",
    "Babbage",
    "Müller",
    "O'Hara",
    "Byrne, Jr.",
    "van Dyk",
    'Smith "Smitty"',
    "Ortega",
    "Lindqvist",
)
NOTES: Final = ("", "", "24 inch", "two\nlines", "Main St 5, 2nd floor\n12345 Berlin", 'size 12"', "a;b,c", "left desk")
PHONES: Final = ("", "+12065550142", "+49 30 901820")
VALUES: Final = {
    **dict.fromkeys(("tags",), ("", "team=a", "a=b;c=d")),
    **dict.fromkeys(("note", "notes", "bemerkung"), NOTES),
    **dict.fromkeys(("phone number", "mobile"), PHONES),
}
SYLLABLES: Final = ("qx", "zv", "wj", "kx", "vq", "jz", "xw", "qz", "zk", "vj", "wq", "xz")


class DirectoryWriter:
    """Writes the tables of one file."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.separator = random.choice(",,,;;\t|")
        self.end = random.choice(["\r\n", "\r\n", "\n", "\r"])
        self.quoting = random.choice(["needed", "needed", "all", "some"])
        self.nameless = random.choice([0, 0, 0, 1, 2])
        self.short = random.choice([False, False, False, True])
        self.weak_share = random.choice([0.0, 0.1, 0.3])
        self.empty_share = random.choice([0.0, 0.2, 0.5])
        self.logins = random.choice(["plain", "plain", "Agent{:04d}", "a{:06d}"])
        self.strong: list[str] = []
        self.weak: list[str] = []
        self.headers: list[str] = []

    def lines(self, header: Sequence[str], amount: int) -> list[str]:
        rows = [self.row(header) for _ in range(amount)]
        self.headers += [name for name in header if _is_of_passwords(name)]
        tail = [""] * self.nameless
        written = [self.join([*header, *tail])]
        for row in rows:
            cells = [*row, *(tail if self.random.random() < 0.8 else [])]
            while self.short and len(cells) > 2 and not cells[-1]:
                cells.pop()
            written.append(self.join(cells))
        return written

    def row(self, header: Sequence[str]) -> list[str]:
        first, last = self.random.choice(FIRST), self.random.choice(LAST)
        number = self.random.randrange(10_000)
        plain = f"{first[0].lower() if first[0].isascii() else 'x'}agent{number}"
        login = plain if self.logins == "plain" else self.logins.format(number)
        return [self.cell(name.casefold(), first, last, login) for name in header]

    def cell(self, name: str, first: str, last: str, login: str) -> str:
        if _is_of_passwords(name):
            return self.password()
        if "mail" in name:
            return f"{login.lower()}@example.com" if self.random.random() < 0.8 and "secondary" not in name else ""
        for names, value in (
            ({"first name", "vorname", "prénom", "first_name"}, first),
            ({"last name", "nachname", "nom", "last_name"}, last),
            ({"user login", "login", "username", "identifiant", "account"}, login),
            ({"name"}, f"{last}, {first}"),
            ({"routing profile", "routing profile name"}, "Basic Routing Profile"),
            ({"security_profile_name_1|security_profile_name_2"}, "Agent"),
            ({"phone type", "phone type (soft/desk)"}, "soft"),
        ):
            if name in names:
                return value
        return self.random.choice(VALUES.get(name, ["", "", str(self.random.randrange(100))]))

    def password(self) -> str:
        random = self.random
        if random.random() < self.empty_share:
            return ""
        word = "".join(random.sample(SYLLABLES, 4))
        if random.random() < self.weak_share:
            made = random.choice([word, f"{word[:4]} {random.randrange(10)}{word[4:]}", word[:7]])
            self.weak.append(made)
            return made
        made = f"{word[0].upper()}{word[1]}{random.randrange(10)}{word[2:8]}"
        if random.random() < 0.15:
            at = random.randrange(2, len(made))
            made = made[:at] + random.choice([*',;"', self.separator]) + made[at:]
        self.strong.append(made)
        return made

    def join(self, cells: Sequence[str]) -> str:
        return self.separator.join(map(self._quoted, cells))

    def _quoted(self, cell: str) -> str:
        needed = bool({self.separator, '"', "\n", "\r"}.intersection(cell))
        if needed or self.quoting == "all" or (self.quoting == "some" and self.random.random() < 0.2):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def _is_of_passwords(header: str) -> bool:
    return "pass" in header.casefold() or header.casefold() in {"pwd", "kennwort", "pin"}
