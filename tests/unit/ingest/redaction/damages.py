"""What editors, scripts and broken transfers do to a file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.unit.ingest.redaction.written_directories import HEADERS, DirectoryWriter

Text = list[str]
"""A file's text, character for character, that damage changes in place."""


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


def _append_rows(encoding: str) -> Callable[[Random, bytes, DirectoryWriter], bytes]:
    def splice(random: Random, content: bytes, writer: DirectoryWriter) -> bytes:
        header = random.choice(HEADERS[:7])
        lines = writer.lines(header, random.randint(1, 3))[random.randrange(2) :]
        return content + writer.end.join([*lines, ""]).encode(encoding, "replace")

    return splice


def _drop_byte(random: Random, content: bytes, _: DirectoryWriter) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + content[at + 1 :]


def _insert_byte(random: Random, content: bytes, _: DirectoryWriter) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + bytes([random.choice([0, 0x0A, 0x22, 0x80, 0xFF, random.randrange(256)])]) + content[at:]


def _insert_mark(random: Random, content: bytes, _: DirectoryWriter) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]) + content[at:]


def _replace_byte(random: Random, content: bytes, _: DirectoryWriter) -> bytes:
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
