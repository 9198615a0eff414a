"""Encodings are told from bytes, piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.encodings import UNREADABLE, Decoder, detect_encoding

NAMES = "Jürgen,Groß,Zoë,Ångström\n"


def decode(content: bytes, size: int) -> str:
    decoder = Decoder(detect_encoding(content))
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    return "".join([*(decoder.decode(piece) for piece in pieces), decoder.decode(b"", final=True)])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_comes_out_however_it_is_cut(encoding: str, size: int) -> None:
    text = "first name,last name\n" * 12 + NAMES
    content = text.encode(encoding)
    if encoding in {"utf-16-le", "utf-16-be"}:
        assert detect_encoding(content) == encoding

    decoder = Decoder(detect_encoding(content))
    pieces = [decoder.decode(content[start : start + size]) for start in range(0, len(content), size)]

    assert "".join([*pieces, decoder.decode(b"", final=True)]) == text


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(1, 9))
def test_utf_8_is_never_taken_for_anything_else(text: str, size: int) -> None:
    # Behind a byte order mark, as text without one may begin with one, or have the zeros of UTF-16.
    assert decode(text.encode("utf-8-sig"), size) == text


def test_an_old_encoding_shows_at_its_first_accent() -> None:
    decoder = Decoder("utf-8")

    assert decoder.decode(b"Anna,Schmidt\n" * 3) == "Anna,Schmidt\n" * 3
    assert decoder.decode("Jörg,Weiß\n".encode("cp1252")) == "Jörg,Weiß\n"
    assert decoder.decode("Zoë €\n".encode("cp1252")) == "Zoë €\n"


def test_an_accent_as_the_last_byte_is_not_waited_for() -> None:
    decoder = Decoder("utf-8")

    assert decoder.decode(b"Andr") + decoder.decode(b"\xe9") + decoder.decode(b"", final=True) == "André"


def test_a_broken_byte_among_good_ones_costs_that_character() -> None:
    assert decode(NAMES.encode() + b"B\xffb\n" + NAMES.encode(), 1000) == NAMES + f"B{UNREADABLE}b\n" + NAMES


def test_bytes_without_meaning_in_windows_1252_are_unreadable() -> None:
    assert decode(b"J\xfcrgen \x81\n", 1000) == f"Jürgen {UNREADABLE}\n"


def test_excel_for_mac_writes_mac_roman_with_cr() -> None:
    assert decode(b"a,b\r" + "Jürgen,Groß\r".encode("mac-roman"), 1000) == "a,b\rJürgen,Groß\r"
    assert decode(b"a,b\n" + b"\x80\n", 1000) == "a,b\n€\n"


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
def test_excel_writes_older_encodings_with_any_line_end(encoding: str, end: str) -> None:
    text = end.join(["a,b", NAMES.strip(), "José,Núñez", "Hélène,François"])

    assert decode(text.encode(encoding), 1000) == text


@pytest.mark.parametrize("content", [b"", b"a", b"abc", b"\x00", b"\x00\x00\x00\x00"])
def test_too_little_to_tell_is_utf_8(content: bytes) -> None:
    assert detect_encoding(content) == "utf-8"
