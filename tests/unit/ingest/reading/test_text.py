"""Uploads are opened as lines in flat memory, within bounds."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from ingest.reading.dialect import Dialect
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
