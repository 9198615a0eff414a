"""A list with passwords in every encoding that is read, and in two at once."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Iterator
from typing import Final

from ingest.reading.encoding_names import ALL
from tests.canaries.words import Canaries
from tests.unit.ingest.reading.real_world.exports import code_pages
from tests.unit.ingest.reading.real_world.exports.export import text_of

_THAI: Final = "สมชาย ใจดี|สุดา แก้วมณี|ประเสริฐ วงศ์ไทย|นภา ศรีสุข|อนันต์ ทองดี|พิมพ์ใจ รักษา|วิชัย บุญมา"
_NAMES: Final = {
    "Latin": code_pages.NORDIC,
    "Cyrillic": code_pages.CYRILLIC,
    "Greek": code_pages.GREEK,
    "Hebrew": code_pages.HEBREW,
    "Arabic": code_pages.ARABIC,
    "Thai": _THAI,
    "Japanese": code_pages.JAPANESE,
    "Chinese": code_pages.SIMPLIFIED,
    "Korean": code_pages.KOREAN,
}
_MARKED: Final = (("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))
_HEADER: Final = ("user login", "first name", "last name", "password", "acw seconds")
_AGENTS: Final = 1
"""So many rows of a list become agents. The others, which it takes to tell the encoding, are rejected for a cell."""


def encoded_lists(canaries: Canaries, *, every_encoding: bool) -> Iterator[tuple[str, bytes]]:
    """Yield the keys and contents of the lists.

    Args:
        canaries: makes the passwords.
        every_encoding: whether to take every older encoding, or the first of each script.
    """
    names = {codecs.lookup(codec).name: names for codec, _, names in code_pages.PAGES}
    first = {encoding.script: encoding for encoding in reversed(ALL)}
    for encoding in ALL if every_encoding else first.values():
        listed = names.get(codecs.lookup(encoding.codec).name, _NAMES[encoding.script])
        yield f"in {encoding.codec}.csv", _list(canaries, encoding.codec, listed)
    for codec, mark in _MARKED:
        yield f"in {codec} with a mark.csv", mark + _list(canaries, codec, code_pages.NORDIC, " with a mark")
        yield f"in {codec}.csv", _list(canaries, codec, code_pages.NORDIC)
    yield "in iso-2022-jp.csv", _list(canaries, "iso-2022-jp", code_pages.JAPANESE, agents=0)
    yield "in utf-32.csv", _list(canaries, "utf-32", code_pages.NORDIC, agents=0)
    yield "in cp1251.csv.gz", gzip.compress(_list(canaries, "cp1251", code_pages.CYRILLIC, ", gzip"), mtime=0)
    for codec, other in (("utf-8", "cp1252"), ("utf-8", "utf-16-le"), ("utf-16", "utf-8"), ("cp932", "utf-8")):
        # Below Shift-JIS, the bytes of UTF-8 make the encoding of the whole file uncertain; else only the tail is.
        agents, tail = (0 if codec == "cp932" else _AGENTS), f" with a tail in {other}"
        listed = code_pages.JAPANESE if codec == "cp932" else code_pages.NORDIC
        rows = _rows(canaries, other, listed, f", tail of {codec}", agents=0)
        content = _list(canaries, codec, listed, tail, agents=agents) + text_of(rows[0], rows[1:]).encode(other)
        yield f"in {codec}{tail}.csv", content


def _list(canaries: Canaries, codec: str, names: str, more: str = "", *, agents: int = _AGENTS) -> bytes:
    return text_of(_HEADER, _rows(canaries, codec, names, more, agents=agents)).encode(codec)


def _rows(canaries: Canaries, codec: str, names: str, more: str, *, agents: int) -> list[list[str]]:
    """Return a row for each name that an encoding can write; so many of them become agents."""
    found: list[list[str]] = []
    for number, name in enumerate(names.split("|")):
        if _can_write(codec, name):
            login = f"canary.{codec}{more}.{number}".replace(" ", "").replace(",", "")
            good = len(found) < agents
            password = canaries.strong(f"{codec}{more}", login if good else "")
            # Where none is to become one, the encoding is what rejects them.
            found.append([login, *name.split(" ", 1), password, "30" if good or not agents else "soon"])
    return found


def _can_write(codec: str, text: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
