"""Changes tables: cells, rows, columns, quotes, separators, encodings and what they are packed in.

A table may be text in any encoding, compressed with gzip or not, or a workbook, whose parts are changed one by one.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.mutation import LARGEST
from tests.fuzz.mutation.any_bytes import change_bytes
from tests.fuzz.mutation.cells import CELLS, HEADERS, MARKS, SEPARATORS
from tests.fuzz.mutation.packed_tables import change_gzip, change_workbook

ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp1250", "cp1251", "cp932", "gb18030")


def change_table(data: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """Change one thing about a table."""
    if random.random() < 0.1:
        return change_bytes(data, random, others)[:LARGEST]
    if data.startswith(b"\x1f\x8b"):
        return change_gzip(data, random, lambda plain: change_table(plain, random, others))
    if data.startswith(b"PK\x03\x04"):
        return change_workbook(data, random)
    if random.random() < 0.03:
        return gzip.compress(data, mtime=0)
    text, encoding = decode(data)
    if random.random() < 0.05:
        return text.encode(random.choice(ENCODINGS), "replace")
    return encode(random.choice(_CHANGES)(text, random, others), encoding)[:LARGEST]


def decode(data: bytes) -> tuple[str, str]:
    """Return a table's text and by which encoding it was read; nothing is lost."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16"
    return data.decode("utf-8", "surrogateescape"), "utf-8"


def encode(text: str, encoding: str) -> bytes:
    """Return the bytes of a text whatever it holds: half characters too."""
    if encoding == "utf-16":
        return text.encode("utf-16", "surrogatepass")
    return b"".join(_encode_one(character) for character in text) if not text.isascii() else text.encode()


def _encode_one(character: str) -> bytes:
    if "\udc80" <= character <= "\udcff":
        return character.encode("utf-8", "surrogateescape")
    return character.encode("utf-8", "surrogatepass")


def _rows(text: str) -> list[str]:
    return text.splitlines(keepends=True) or [""]


def _cut(text: str, random: Random, _: Sequence[bytes]) -> str:
    return text[: random.randrange(len(text) + 1)]


def _cut_out(text: str, random: Random, _: Sequence[bytes]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.randint(1, 30) :]


def _double_rows(text: str, random: Random, _: Sequence[bytes]) -> str:
    rows = _rows(text)
    at = random.randrange(len(rows))
    rows[at:at] = rows[at : at + random.randint(1, 3)] * random.choice((1, 1, 1, 40))
    return "".join(rows)


def _swap_rows(text: str, random: Random, _: Sequence[bytes]) -> str:
    rows = _rows(text)
    one, two = random.randrange(len(rows)), random.randrange(len(rows))
    rows[one], rows[two] = rows[two], rows[one]
    return "".join(rows)


def _splice(text: str, random: Random, others: Sequence[bytes]) -> str:
    if not others:
        return _swap_rows(text, random, others)
    rows, foreign = _rows(text), _rows(decode(random.choice(others))[0])
    at, start = random.randrange(len(rows) + 1), random.randrange(len(foreign))
    return "".join([*rows[:at], *foreign[start : start + random.randint(1, 4)], *rows[at:]])


def _mark(text: str, random: Random, _: Sequence[bytes]) -> str:
    at = random.randrange(len(text) + 1)
    mark: str = random.choice(MARKS) * random.choice((1, 1, 1, 200))
    return text[:at] + mark + text[at:]


def _drop_marks(text: str, random: Random, _: Sequence[bytes]) -> str:
    mark = random.choice('"\n\r' + SEPARATORS)
    return text.replace(mark, "", random.choice((1, 2, -1)))


def _separate_otherwise(text: str, random: Random, _: Sequence[bytes]) -> str:
    return text.replace(random.choice(SEPARATORS), random.choice(SEPARATORS), random.choice((1, -1)))


def _end_lines_otherwise(text: str, random: Random, _: Sequence[bytes]) -> str:
    return "".join(row.rstrip("\r\n") + random.choice(("\n", "\r", "\r\n", "\n\n", "")) for row in _rows(text))


def _change_cell(text: str, random: Random, _: Sequence[bytes]) -> str:
    rows = _rows(text)
    at = random.randrange(len(rows))
    separator = max(SEPARATORS, key=rows[at].count)
    cells = rows[at].rstrip("\r\n").split(separator)
    which = random.randrange(len(cells))
    what = random.randrange(5)
    value = random.choice(HEADERS if at == 0 and random.random() < 0.7 else CELLS)
    if what < 3:
        cells[which] = value
    elif what == 3:
        cells[which:which] = [value] * random.choice((1, 1, 300))
    else:
        cells[which] = '"' + separator.join((value, value)) + random.choice(('"', "", '"x'))
    rows[at] = separator.join(cells) + rows[at][len(rows[at].rstrip("\r\n")) :]
    return "".join(rows)


def _change_column(text: str, random: Random, _: Sequence[bytes]) -> str:
    rows = _rows(text)
    separator = max(SEPARATORS, key=rows[0].count)
    width = rows[0].count(separator) + 1
    which, drops = random.randrange(width), random.random() < 0.5
    changed = []
    for row in rows:
        cells = row.rstrip("\r\n").split(separator)
        cells[which : which + drops] = [] if drops else cells[which : which + 1] * 2
        changed.append(separator.join(cells) + row[len(row.rstrip("\r\n")) :])
    return "".join(changed)


def _above(text: str, random: Random, _: Sequence[bytes]) -> str:
    above: str = random.choice(("sep=;\n", "\n" * 9, "\n" * 60, "Staff of 2026\n\n", "\ufeff", "a,b\n" * 12, " "))
    return above + text


_CHANGES: Final[tuple[Callable[[str, Random, Sequence[bytes]], str], ...]] = (
    *(_cut, _cut_out, _double_rows, _swap_rows, _splice, _splice, _mark, _mark, _drop_marks, _separate_otherwise),
    *(_end_lines_otherwise, _change_cell, _change_cell, _change_cell, _change_column, _above),
)
