"""The finder of canaries finds them in every form, at every place of a content, whole and in pieces."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import urllib.parse
import zipfile
from collections.abc import Callable

import pytest

from tests.canaries.finder import Finder
from tests.canaries.words import ANCHOR, RUN, Canaries

NOISE = b'Every good boy does fine; 30 % of <all> letters & "signs".\n\x00\xff\xfe' * 3
OTHER = b"Quite another text comes behind it."
DIRECTORY = b"PK\x01\x02"
"""Begins the directory of a zip, which comes after its members."""


def each(pattern: str) -> Callable[[str], bytes]:
    return lambda text: "".join(pattern.format(byte) for byte in text.encode()).encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "small letters": lambda text: text.lower().encode(),
    "capitals": lambda text: text.upper().encode(),
    "UTF-16, low byte first": lambda text: text.encode("utf-16-le"),
    "UTF-16, high byte first": lambda text: text.encode("utf-16-be"),
    "UTF-32": lambda text: text.encode("utf-32"),
    "UTF-16 in JSON": lambda text: json.dumps(text.encode("utf-16-be").decode("latin-1")).encode(),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "Shift-JIS": lambda text: text.encode("cp932", "replace"),
    "Base64": lambda text: base64.b64encode(text.encode()),
    "Base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()),
    "Base64 of small letters": lambda text: base64.b64encode(text.lower().encode()),
    "Base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16")),
    "Base64 of UTF-16, high byte first": lambda text: base64.b64encode(text.encode("utf-16-be")),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "hexadecimal, capitals": lambda text: text.encode().hex().upper().encode(),
    "hexadecimal of UTF-16": lambda text: text.encode("utf-16-be").hex().encode(),
    "hexadecimal with blanks": lambda text: text.encode().hex(" ").encode(),
    "URL": lambda text: urllib.parse.quote(text).encode(),
    "URL, each byte": each("%{:02X}"),
    "JSON": lambda text: json.dumps({"password": text}).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps({"password": text})).encode(),
    "JSON, each letter": each("\\u{:04X}"),
    "HTML": lambda text: html.escape(text).encode(),
    "HTML, each letter": each("&#{};"),
    "HTML, each letter, hexadecimal": each("&#x{:X};"),
    "Python's repr": lambda text: repr(text.encode()).encode(),
    "escaped bytes": each("\\x{:02x}"),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "quoted-printable, each byte": each("={:02X}"),
    "gzip": lambda text: gzip.compress(text.encode()),
    "second stream of gzip": lambda text: gzip.compress(b"first") + gzip.compress(text.encode()),
    "gzip that is cut off": lambda text: gzip.compress(NOISE + text.encode() + NOISE)[:-12],
    "gzip that is damaged": lambda text: damaged_gzip(text),
    "gzip with a wrong sum": lambda text: gzip.compress(text.encode())[:-8] + bytes(8),
    "zip that is damaged": lambda text: damaged_zip(text),
    "zip that is cut off": lambda text: zipped("sheet.xml", NOISE + text.encode()).partition(DIRECTORY)[0],
    "zip": lambda text: zipped("sheet.xml", text.encode()),
    "name in a zip": lambda text: zipped(text, b""),
    "comment of a zip": lambda text: zipped("sheet.xml", b"", comment=text.encode()),
    "zip in a zip": lambda text: zipped("inner.zip", zipped("sheet.xml", text.encode())),
    "gzip in Base64": lambda text: b'{"data": "' + base64.b64encode(gzip.compress(text.encode())) + b'"}',
    "zip in Base64": lambda text: b'{"data": "' + base64.b64encode(zipped("a", text.encode())) + b'"}',
}
PACKED = {form for form in FORMS if "gzip" in form or "zip" in form}


def zipped(name: str, content: bytes, comment: bytes = b"") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment
    return packed.getvalue()


def damaged(packed: bytes, end: int) -> bytes:
    """Return it with the 12 bytes before a place spoilt."""
    return packed[: end - 12] + b"\xff" * 12 + packed[end:]


def damaged_gzip(text: str) -> bytes:
    packed = gzip.compress(NOISE + text.encode() + OTHER)
    return damaged(packed, len(packed) - 8)  # behind which its sum and its size stand


def damaged_zip(text: str) -> bytes:
    packed = zipped("sheet.xml", NOISE + text.encode() + OTHER)
    return damaged(packed, packed.index(DIRECTORY))


@pytest.mark.parametrize("form", FORMS)
def test_a_whole_word_is_found_in_every_form_and_no_piece_of_it(form: str) -> None:
    word = "https://Example.com/r/1Ab?x&y"
    finder = Finder([word], whole=True)

    for around in [b"", *(() if form in PACKED else (NOISE, b"x", b"xy"))]:
        assert {hit.word for hit in finder.find(around + FORMS[form](word) + around)[0]} == {word}
        assert finder.find(around + FORMS[form](word[1:]) + around)[0] == set()


@pytest.fixture(params=["any words", "words with an anchor"])
def made(request: pytest.FixtureRequest) -> tuple[Finder, list[str]]:
    """A finder of some canaries, and the canaries: with signs at the end, without capitals, long."""
    canaries = Canaries()
    for number in range(20):
        canaries.strong(f"origin {number}")
    for tail in ("<&", "\"'", "%\\", "ü="):
        canaries.strong("signs", tail=tail)
    canaries.weak("weak")
    canaries.long("long")
    words = [canary.word for canary in canaries.made]
    return Finder(words, ANCHOR if request.param == "words with an anchor" else ""), words


@pytest.mark.parametrize("form", FORMS)
def test_a_canary_is_found_in_every_form(made: tuple[Finder, list[str]], form: str) -> None:
    finder, words = made

    for word in words[-7:]:
        content = FORMS[form](word)
        for around in [b"", *(() if form in PACKED else (NOISE, b"x", b"xy", b"xyz"))]:
            assert {hit.word for hit in finder.find(around + content + around)[0]} == {word}


@pytest.mark.parametrize("form", ["plain", "UTF-16, high byte first", "Base64", "hexadecimal", "HTML, each letter"])
def test_a_piece_of_a_canary_tells_which_one_it_is_of(made: tuple[Finder, list[str]], form: str) -> None:
    finder, words = made
    word = words[3]

    for at in range(len(word) - RUN + 1):
        for before in (b"", b"a", b"ab"):
            piece = FORMS["plain"](word[at : at + RUN])
            content = before + FORMS[form]((piece).decode())
            if form == "Base64":
                content = base64.b64encode(before + piece)
            assert {hit.word for hit in finder.find(content)[0]} == {word}, (at, before)


@pytest.mark.parametrize("form", ["URL", "JSON", "HTML"])
def test_a_piece_with_signs_that_are_escaped_tells_which_one_it_is_of(
    made: tuple[Finder, list[str]], form: str
) -> None:
    finder, words = made

    for word in words[-6:-2]:
        assert {hit.word for hit in finder.find(FORMS[form](word[-RUN:]))[0]} == {word}


def test_what_is_short_of_a_piece_or_of_others_is_not_found(made: tuple[Finder, list[str]]) -> None:
    finder, words = made
    others = Canaries()
    for _ in range(200):
        others.strong("not looked for")
    unknown = [canary.word for canary in others.made if canary.word not in words]

    assert len(unknown) > 100
    for word in unknown[-5:]:
        assert finder.find(word.encode())[0] == set()
    assert finder.find((words[0][: RUN - 1] + " " + words[0][RUN:]).encode())[0] == set()
    assert finder.find(NOISE)[0] == set()


def test_it_counts_what_it_looked_through_with_all_that_is_packed() -> None:
    finder = Finder(["Sesame4711"])

    assert finder.find(b"x" * 100)[1] == 100
    packed = gzip.compress(b"x" * 1000)
    assert finder.find(packed)[1] == 1000 + len(packed)


def test_every_run_of_a_canary_holds_the_anchor_and_letters_of_its_own() -> None:
    """Which is what the finder relies on."""
    canaries = Canaries()
    for _ in range(50):
        canaries.strong("strong")
        canaries.strong("signs", tail="<&")
        canaries.weak("weak")
        canaries.long("long")
    with pytest.raises(ValueError, match="longer tail"):
        canaries.strong("signs", tail="<&>")
    runs = [
        (word[at : at + RUN].lower(), word)
        for word in (canary.word for canary in canaries.made)
        for at in range(len(word) - RUN + 1)
    ]

    assert all(ANCHOR.lower() in run for run, _ in runs)
    owners: dict[str, set[str]] = {}
    for run, word in runs:
        owners.setdefault(run, set()).add(word)
    assert all(len(found) == 1 for found in owners.values())
