"""Uploads are opened as lines in flat memory, within bounds."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from ingest.reading.dialect import Dialect
from ingest.reading.file_encoding import UNREADABLE
from ingest.reading.text import MAX_ROW_BYTES, UnreadableError, Utf8, open_text

if TYPE_CHECKING:
    from typing_extensions import Buffer


class OneWay(io.RawIOBase):
    """A stream that can't go back, as ranges of an object are one."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        return self._content.readinto(memoryview(buffer)[:1000])


def read(content: bytes, *, gzipped: bool = False) -> str:
    text, _ = open_text(io.BufferedReader(OneWay(content)), Dialect(gzipped=gzipped))
    return text.read()


def count_lines(text: io.TextIOWrapper, source: Utf8) -> int:
    lines = 0
    for _ in text:
        lines += 1
        source.row_bytes = 0
    return lines


def test_line_ends_stay_as_they_are() -> None:
    text, _ = open_text(io.BytesIO(b"a\rb\r\nc\nd"), Dialect())

    assert list(text) == ["a\r", "b\r\n", "c\n", "d"]


def test_a_compressed_file_of_several_parts_is_one_text() -> None:
    assert read(gzip.compress(b"a,b\n") + gzip.compress("Zoë\n".encode("cp1252")), gzipped=True) == "a,b\nZoë\n"


@pytest.mark.parametrize("lost", [1, 8, 30, 90])
def test_a_compressed_file_that_was_cut_off_is_unreadable(lost: int) -> None:
    content = gzip.compress(bytes(range(97, 120)) * 40)

    with pytest.raises(UnreadableError, match="damaged or was cut off"):
        read(content[: max(len(content) - lost, 12)], gzipped=True)


def test_what_follows_the_compressed_data_is_reported() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(gzip.compress(b"a,b\n") + b"more", gzipped=True)


@pytest.mark.slow
def test_a_bomb_is_stopped_in_flat_memory() -> None:
    bomb = gzip.compress(b"a\n" * 20_000_000)
    text, source = open_text(io.BytesIO(bomb), Dialect(gzipped=True))
    tracemalloc.start()
    with pytest.raises(UnreadableError, match="200 times"):
        count_lines(text, source)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_ten_times_its_size_is_no_bomb() -> None:
    rows = "".join(f"agent{number},First,Last,Basic Routing Profile\n" for number in range(100_000))

    assert count_lines(*open_text(io.BytesIO(gzip.compress(rows.encode())), Dialect(gzipped=True))) == 100_000


def test_a_line_without_end_is_stopped() -> None:
    with pytest.raises(UnreadableError, match="longer than"):
        read(b"a" * (MAX_ROW_BYTES + 100_000))


def test_broken_bytes_are_noted() -> None:
    text, source = open_text(io.BytesIO("Zoë é\n".encode() + b"\xff\n"), Dialect())

    text.read()
    assert source.damaged


def late_names(encoding: str, names: str, *, rows: int = 40_000) -> bytes:
    """Write many rows in ASCII, and only then the names."""
    return b"login,name\n" + b"ada,Ada Lovelace\n" * rows + names.encode(encoding)


@pytest.mark.parametrize("gzipped", [False, True])
@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1251", "x,Дарья\ny,Кирилл\n"),
        ("cp932", "x,美咲 水野\ny,表 ソ\n"),
        ("cp949", "x,남지우\ny,제갈민서\n"),
        ("cp1252", "x,Zoë\n"),
    ],
)
def test_names_that_come_late_are_told_by_the_whole_file(encoding: str, names: str, gzipped: bool) -> None:
    content = late_names(encoding, names) + b"bob,Bob\n" * 20_000 + names.encode(encoding)
    text, _ = open_text(io.BytesIO(gzip.compress(content) if gzipped else content), Dialect(gzipped=gzipped))

    assert text.read() == content.decode(encoding)


def test_the_whole_file_is_asked_rather_than_the_first_name() -> None:
    content = late_names("cp1250", "x,Dębosz\n") + b"bob,Bob\n" * 20_000 + "y,Łucja Żmuda\nz,Śliwka\n".encode("cp1250")

    text, source = open_text(io.BytesIO(content), Dialect())

    assert text.readlines()[40_001] == "x,Dębosz\n"
    assert source.decoder.told.codec == "cp1250"


def test_a_file_in_utf_8_is_read_once() -> None:
    class Forward(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            raise AssertionError("was read again")

    content = late_names("utf-8", "x,Zoë\ny,Дарья\n")

    assert open_text(Forward(content), Dialect())[0].read() == content.decode()


def test_what_can_not_be_told_is_unreadable() -> None:
    text, source = open_text(io.BytesIO("x,Kovář\ny,Jelínek\n".encode("cp1250")), Dialect())

    assert text.read() == f"x,Ková{UNREADABLE}\ny,Jelínek\n"
    assert source.damaged
    assert source.doubtful_encoding is source.decoder.told
