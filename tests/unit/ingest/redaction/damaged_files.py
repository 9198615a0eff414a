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
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.unit.ingest.redaction.damages import BYTE_DAMAGES, TEXT_DAMAGES
from tests.unit.ingest.redaction.written_directories import HEADERS, SECOND_HEADERS, DirectoryWriter

PREFACES: Final = (["Staff of 2026"], ["Staff of 2026", ""], ["Export", "", "Team A"], ["sep={sep}"])
ENCODINGS: Final = (
    *("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("cp1252", "mac-roman", "cp850", "cp1250", "cp1251", "iso-8859-2", "cp932", "gbk"),
)
FRAGMENT: Final = 6
"""So many characters of a password are as bad as all of it, where damage cuts it."""


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


def make(number: int) -> DamagedFile:
    """Make the file of a number."""
    random = Random(number)  # noqa: S311 (no secret rests on it)
    writer = DirectoryWriter(random)
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


def ascii_of(content: bytes) -> str:
    """Return a file's ASCII characters, be it compressed or in characters of two bytes, however they are aligned."""
    text = content
    if content.startswith(b"\x1f\x8b"):
        try:
            text = gzip.decompress(content)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            text = zlib.decompressobj(31).decompress(content)
    return text.replace(b"\0", b"").decode("latin-1")


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
