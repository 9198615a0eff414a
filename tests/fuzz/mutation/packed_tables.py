"""Changes what tables are packed in: gzip, and the archives of workbooks, part by part."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.mutation import LARGEST
from tests.fuzz.mutation.any_bytes import change_bytes
from tests.fuzz.mutation.cells import CELLS

PARTS: Final = (
    "a\\B.csv",
    "../staff.csv",
    "mimetype",
    "XL/WorkBook.XML",
    "xl/workbook.bin",
    "x.xlsx",
    "[Content_Types].xml",
    "é.txt",
)
"""Names of parts of archives."""


def change_gzip(data: bytes, random: Random, change: Callable[[bytes], bytes]) -> bytes:
    """Change what a gzip file holds, or how it is packed.

    Args:
        data: the file.
        random: chooses.
        change: changes the content.
    """
    try:
        plain = zlib.decompressobj(31).decompress(data, LARGEST)
    except zlib.error:
        return change_bytes(data, random)
    changed = change(plain) if not plain.startswith(b"\x1f\x8b") else plain[1:]
    return changed if random.random() < 0.1 else gzip.compress(changed, mtime=0)


def change_workbook(data: bytes, random: Random) -> bytes:
    """Change a part of a workbook or another archive, or which parts there are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist() if info.file_size < LARGEST]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError, OSError):
        return change_bytes(data, random)
    if not parts:
        return change_bytes(data, random)
    at = random.randrange(len(parts))
    name, content = parts[at]
    changed = random.choice(
        (
            lambda: [(name, _change_markup(content, random))],
            lambda: [(name, _change_markup(content, random))],
            lambda: [(name, change_bytes(content, random))],
            list,
            lambda: [(name, content), (name, content)],
            lambda: [(random.choice(parts)[0], content)],
            lambda: [(random.choice(PARTS), content)],
        )
    )()
    return _pack([*parts[:at], *changed, *parts[at + 1 :]])


def _pack(parts: Sequence[tuple[str, bytes]]) -> bytes:
    # Names that stand twice in an archive, which zipfile warns of, are told apart here and made equal afterwards.
    packed = io.BytesIO()
    seen: set[str] = set()
    doubled: list[tuple[bytes, bytes]] = []
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            if name in seen:
                stand_in = "\x7e" * (len(name.encode()) - len(str(len(seen)))) + str(len(seen))
                doubled.append((stand_in.encode(), name.encode()))
                name = stand_in
            seen.add(name)
            archive.writestr(zipfile.ZipInfo(name), content)
    data = packed.getvalue()
    for stand_in_bytes, name_bytes in doubled:
        data = data.replace(stand_in_bytes, name_bytes)
    return data


def _change_markup(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    pieces = text.replace("<", "\0<").split("\0")
    at = random.randrange(len(pieces))
    what = random.randrange(5)
    if what == 0:
        del pieces[at]
    elif what == 1:
        pieces[at:at] = pieces[at : at + random.choice((1, 5, 40))]
    elif what == 2:
        pieces[at] = pieces[at].replace("1", random.choice(("0", "99999999", "-1", "x")))
    elif what == 3:
        head, _, _ = pieces[at].partition(">")
        pieces[at] = f"{head}>{random.choice(CELLS)}"
    else:
        pieces[at] = (
            random.choice(("<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "<![CDATA[", "<!--", "</row>")) + pieces[at]
        )
    return "".join(pieces).encode("utf-8", "replace")
