"""Encodings are told from bytes, piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.encoding_names import ALL, OlderEncoding
from ingest.reading.encoding_sample import gather_sample
from ingest.reading.encodings import UNREADABLE, Decoder, decode_head, detect_encoding

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


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp932", "login|name\na|ソ連 表\nb|美咲 水野\nc|拓也 長谷部\n"),
        ("gb18030", "a,晓雯 方\nb,志强 罗\nc,春燕 谭\n"),
        ("big5", "a|許 功蓋\nb|雅婷 蕭\nc|淑芬 賴\nd|俊傑 簡\ne|志豪 鍾\n"),
        ("cp949", "a,지우 남\nb,서준 봉\nc,민서 제갈\n"),
        ("koi8-r", "a,Ярослав\nb,Дарья\nc,Кирилл\n"),
    ],
)
def test_letters_of_several_bytes_may_be_cut(encoding: str, text: str, size: int) -> None:
    content = text.encode(encoding)
    for lossless in (False, True):
        decoder = Decoder("utf-8", lambda: gather_sample([content]), lossless=lossless)
        pieces = [decoder.decode(content[at : at + size]) for at in range(0, len(content), size)]
        found = "".join([*pieces, decoder.decode(b"", final=True)])

        assert found == text
        assert decoder.encode(found) == content


@given(st.binary(max_size=60), st.sampled_from(ALL))
def test_reading_without_loss_gives_the_same_characters_and_all_other_bytes(
    content: bytes, encoding: OlderEncoding
) -> None:
    decoder = Decoder("utf-8", lambda: gather_sample([content]), declared=encoding, lossless=True)
    text = decoder.decode(content) + decoder.decode(b"", final=True)
    again = decoder.encode(text)

    assert again == content or again.decode(decoder.told.codec, "surrogateescape") == text
    if decoder.told.codec not in {"cp932", "euc_jp", "big5"}:  # those have characters twice
        assert decoder.mark.encode() + again == content


def test_a_header_is_looked_for_as_the_likeliest_encoding_reads_it() -> None:
    text, told = decode_head("login,Kovář\n".encode("cp1250"), "utf-8")

    assert not told.codec
    assert text == "login,Kováø\n"
