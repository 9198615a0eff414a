"""Directories with passwords, damaged as editors, scripts and broken transfers damage them.

Every password is a canary: a word that stands nowhere else, so that it can be looked for in all that is kept and told.
A number makes a file, always the same one. The long run, which prints what it found:

    PYTHONPATH=lambda_src python -m tests.unit.ingest.redaction.damaged_files --cases 20000
"""

from __future__ import annotations

import argparse
import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
PREFACES: Final = (["Staff of 2026"], ["Staff of 2026", ""], ["Export", "", "Team A"], ["sep={sep}"])
ENCODINGS: Final = (
    *("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("cp1252", "mac-roman", "cp850", "cp1250", "cp1251", "iso-8859-2", "cp932", "gbk"),
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
FRAGMENT: Final = 6
"""So many characters of a password are as bad as all of it, where damage cuts it."""

Text = list[str]
"""A file's text, character for character, that damage changes in place."""


@dataclass(frozen=True)
class DamagedFile:
    """A file, and the passwords that are hidden in it.

    Attributes:
        number: makes it again.
        content: its bytes.
        strong: passwords that obey Amazon Connect's rule.
        weak: passwords that don't: too short, without digits, with blanks.
        header: what it says of passwords, the header of each of its tables.
        damage: what was done to it, in order.
        text: what it was before the damage, for whoever looks into it.
    """

    number: int
    content: bytes
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    header: tuple[str, ...]
    damage: tuple[str, ...]
    text: str

    @property
    def says_password(self) -> bool:
        """Whether the damage has left a header that tells where the passwords are."""
        return any(header in self.characters for header in self.header)

    @property
    def characters(self) -> str:
        """Its bytes as text, for whatever ASCII stands in them, compressed or not, of two bytes a character or not."""
        return ascii_of(self.content)


class _Writer:
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


def make(number: int) -> DamagedFile:
    """Make the file of a number."""
    random = Random(number)  # noqa: S311 (no secret rests on it)
    writer = _Writer(random)
    lines: list[str] = []
    if random.random() < 0.15:
        preface = random.choice(PREFACES)
        lines += [writer.join([cell.format(sep=writer.separator) for cell in preface])]
    lines += writer.lines(random.choice(HEADERS), random.randint(2, 6))
    if random.random() < 0.12:
        lines += writer.lines(random.choice(SECOND_HEADERS), random.randint(1, 3))
    text = list(writer.end.join([*lines, ""] if random.random() < 0.9 else lines))
    before = "".join(text)
    encoding = random.choice(ENCODINGS)
    damage = []
    for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3])):
        if random.random() < 0.85:
            name, change = random.choice(TEXT_DAMAGES)
            change(random, text, writer.separator)
            damage.append(name)
    content = "".join(text).encode(encoding, "replace")
    zipped = random.random() < 0.1
    if random.random() < 0.3:
        name, splice = random.choice(BYTE_DAMAGES)
        content = splice(random, content, writer)
        damage.append(name)
    damage += [encoding] + (["gzip"] if zipped else [])
    if zipped:
        half = random.randrange(len(content) + 1)
        parts = (content[:half], content[half:]) if random.random() < 0.3 else (content,)
        content = b"".join(gzip.compress(part, mtime=0) for part in parts)
        if random.random() < 0.1:
            content = content[: random.randrange(20, len(content))]
            damage.append("cut off")
    return DamagedFile(
        number, content, tuple(writer.strong), tuple(writer.weak), tuple(writer.headers), tuple(damage), before
    )


def _is_of_passwords(header: str) -> bool:
    return "pass" in header.casefold() or header.casefold() in {"pwd", "kennwort", "pin"}


def ascii_of(content: bytes) -> str:
    """Return a file's ASCII characters, be it compressed or in characters of two bytes, however they are aligned."""
    text = content
    if content.startswith(b"\x1f\x8b"):
        try:
            text = gzip.decompress(content)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            text = zlib.decompressobj(31).decompress(content)
    return text.replace(b"\0", b"").decode("latin-1")


def _place(random: Random, text: Text, marks: str) -> int | None:
    places = [index for index, character in enumerate(text) if character in marks]
    return random.choice(places) if places else None


def _insert(marks: str) -> Callable[[Random, Text, str], None]:
    def change(random: Random, text: Text, separator: str) -> None:
        at = random.randrange(len(text) + 1)
        if random.random() < 0.5:  # at the edge of a cell, where it does most
            edge = _place(random, text, separator + "\r\n")
            at = at if edge is None else edge + random.randrange(2)
        text[at:at] = random.choice(marks or separator)

    return change


def _drop(marks: str) -> Callable[[Random, Text, str], None]:
    def change(random: Random, text: Text, separator: str) -> None:
        if (at := _place(random, text, marks or separator)) is not None:
            del text[at]

    return change


def _move(marks: str) -> Callable[[Random, Text, str], None]:
    def change(random: Random, text: Text, separator: str) -> None:
        if (at := _place(random, text, marks or separator)) is not None:
            mark = text.pop(at)
            to = min(max(at + random.choice([-1, 1]) * random.randint(1, 15), 0), len(text))
            text[to:to] = [mark]

    return change


def _double(marks: str) -> Callable[[Random, Text, str], None]:
    def change(random: Random, text: Text, separator: str) -> None:
        if (at := _place(random, text, marks or separator)) is not None:
            text[at:at] = [text[at]]

    return change


def _drop_piece(random: Random, text: Text, _: str) -> None:
    at = random.randrange(len(text) + 1)
    del text[at : at + random.randint(1, 30)]


def _copy_cells(random: Random, text: Text, separator: str) -> None:
    edges = [index for index, mark in enumerate(text) if mark in separator + "\r\n"]
    if edges:
        at, end = sorted(random.choices(edges, k=2))
        to = random.choice(edges)
        text[to:to] = text[at:end]


def _cut_end(random: Random, text: Text, _: str) -> None:
    del text[random.randrange(len(text) // 2, len(text) + 1) :]


def _lose_quotes(_: Random, text: Text, __: str) -> None:
    text[:] = [character for character in text if character != '"']


TEXT_DAMAGES: Final = (
    *(
        (f"{verb} {name}", make_damage(marks))
        for name, marks in (("quote", '"'), ("separator", ""), ("line break", "\r\n"))
        for verb, make_damage in (("insert", _insert), ("drop", _drop), ("move", _move), ("double", _double))
    ),
    ("drop a piece", _drop_piece),
    ("copy cells", _copy_cells),
    ("cut the end", _cut_end),
    ("lose all quotes", _lose_quotes),
)


def _append_rows(encoding: str) -> Callable[[Random, bytes, _Writer], bytes]:
    def splice(random: Random, content: bytes, writer: _Writer) -> bytes:
        header = random.choice(HEADERS[:7])
        lines = writer.lines(header, random.randint(1, 3))[random.randrange(2) :]
        return content + writer.end.join([*lines, ""]).encode(encoding, "replace")

    return splice


def _drop_byte(random: Random, content: bytes, _: _Writer) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at + 1 :]


def _insert_byte(random: Random, content: bytes, _: _Writer) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.choice([0, 0x0A, 0x22, 0x80, 0xFF, random.randrange(256)])]) + content[at:]


def _insert_mark(random: Random, content: bytes, _: _Writer) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]) + content[at:]


def _replace_byte(random: Random, content: bytes, _: _Writer) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.randrange(256)]) + content[at + 1 :]


BYTE_DAMAGES: Final = (
    *(
        (f"append {name}", _append_rows(name))
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
    ),
    ("drop a byte", _drop_byte),
    ("insert a byte", _insert_byte),
    ("insert a byte order mark", _insert_mark),
    ("replace a byte", _replace_byte),
)


def main() -> None:
    """Make and search many files, and print what was found where."""
    from tests.unit.ingest.redaction.canary_search import leaks

    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, default=10, help="so many of the files with a leak are named")
    arguments = parser.parse_args()
    found: Counter[tuple[str, str]] = Counter()
    files: Counter[str] = Counter()
    shown = 0
    for number in range(arguments.first, arguments.first + arguments.cases):
        case = make(number)
        leaked = leaks(case)
        found.update({(leak.kind, leak.where) for leak in leaked})
        files.update({leak.kind for leak in leaked})
        if leaked and shown < arguments.show:
            shown += 1
            print(number, case.damage, leaked[:4])  # noqa: T201
    print(f"{arguments.cases} files; files with a leak by kind: {dict(files)}")  # noqa: T201
    for (kind, where), count in sorted(found.items()):
        print(f"  {kind:16} {where:16} {count}")  # noqa: T201


if __name__ == "__main__":
    main()
