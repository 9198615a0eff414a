"""What it takes to read and to redact a file grows with its length, whatever is in it; what is wrong is told."""

from __future__ import annotations

import functools
import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from ingest.reading.normal_form import normal_form
from ingest.reading.row import Row
from ingest.redaction.password_free_copy import PasswordFreeCopy
from tests.counted_calls import calls_of
from tests.deployment_rules import RULES

pytestmark = pytest.mark.slow

HEADER: Final = "username,first name,last name,password,routing profile,security profiles,tags,mobile,email"
PLAIN: Final = "agent99,Ada,Lovelace,Secret77xY,Basic,Agent"
ROWS: Final = "".join(f"agent{n},Ada,Lovelace,Secret{n}xY,Basic,Agent,,,\n" for n in range(20))

SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "blanks before quotes": lambda n: PLAIN + ', "a"' * n,
    "nothing but quotes": lambda n: PLAIN + "," + '"' * n,
    "a quote that is not closed": lambda n: f'{PLAIN},"{"a," * n}',
    "quotes behind backslashes": lambda n: PLAIN + "," + '"a\\"' * n,
    "names and addresses": lambda n: f"agent9,{'Abc ' * n},L,,Basic,Agent{',aA1bbbbb@b.cc' * (n // 4)}",
    "what looks like passwords": lambda n: PLAIN + ",Abcdef1" * n,
    "apostrophes": lambda n: PLAIN + ",a'b" * n,
    "entities": lambda n: f"agent9,{'&amp;' * n},L,,Basic",
    "garbled letters": lambda n: f"agent9,{'Ã¼' * n},L,,Basic",
    "tags": lambda n: f"agent9,A,L,Secret77xY,B,Agent,{';'.join(f'k{i}=v' for i in range(n))}",
    "profiles": lambda n: f"agent9,A,L,Secret77xY,B,{';'.join(f'k{i}' for i in range(n))}",
    "blanks in a number": lambda n: f"agent9,A,L,Secret77xY,B,Agent,,+49{' ' * n}x",
    "many numbers": lambda n: f"agent9,A,L,Secret77xY,B,Agent,,{'+491701234567/' * n}",
    "an address of signs": lambda n: f"agent9,A,L,Secret77xY,B,Agent,,,{'a@' * n}",
    "line breaks in a cell": lambda n: f'agent,A,L,Secret77xY,B,Agent,,,"{chr(10) * n}"',
    "rows in a cell": lambda n: 'agent,A,L,Secret77xY,B,Agent,,,"' + "\na,b,c,d,e,f,g,h" * n + '"',
    "NUL": lambda n: PLAIN + ",\0" * n,
    "marks on a letter": lambda n: "agent9,e" + "\u0301\u0316" * n + ",L,,B",
    "100,000 empty columns": lambda n: PLAIN + "," * n,
    "headers of passwords": lambda n: PLAIN + ",password" * n,
    "blank lines": lambda n: "\n" * n,
    "lines of blank cells": lambda n: ",,,,,,,,\n" * n,
}


def rows_of(data: bytes) -> list[Row]:
    header = find_header(data[:HEAD_BYTES])
    assert header is not None
    return list(AgentDirectory(io.BytesIO(data), header, RULES).rows())


def copy_of(data: bytes) -> bytes:
    header = find_header(data[:HEAD_BYTES])
    assert header is not None
    return b"".join(PasswordFreeCopy(io.BytesIO(data), header).pieces())


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_file_takes_twice_the_calls(shape: str) -> None:
    files = [f"{HEADER}\n{ROWS}{SHAPES[shape](n)}\n{ROWS}".encode() for n in (0, 3000, 6000)]

    for work in (rows_of, copy_of):
        work(files[0])  # fills what is kept from file to file
        once, twice = (calls_of(functools.partial(work, data)) for data in files[1:])
        assert twice <= 2.1 * once


@pytest.mark.parametrize("shape", SHAPES)
def test_a_row_of_the_largest_size_is_done_with(shape: str) -> None:
    """Count nothing: what took the square of this row's length, as regular expressions did, would not end today."""
    unit = len(SHAPES[shape](1000)) / 1000
    data = f"{HEADER}\n{ROWS}{SHAPES[shape](int(250_000 / unit))}\n{ROWS}".encode()

    assert rows_of(data)
    assert copy_of(data)


@pytest.mark.parametrize("form", ["NFC", "NFKC", "NFKD"])
@pytest.mark.parametrize("piled", ["\u0301\u0316", "\u0f73", "\uff9e\u0301"])
def test_marks_are_sorted_up_to_a_bound(form: Any, piled: str) -> None:
    assert normal_form(form, "e" + piled * 500_000) == "e" + piled * 500_000
    assert normal_form("NFC", "Jose\u0301 de la Vega y Garci\u0301a Lo\u0301pez") == "José de la Vega y García López"


class Endless(io.RawIOBase):
    """A file that is made while it is read: a beginning, and then the same bytes again and again."""

    def __init__(self, beginning: bytes, again: bytes, size: int) -> None:
        self._beginning = beginning
        self._again = again * (65_536 // len(again))
        self._size = size
        self.read_bytes = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        assert size > 0
        data, self._beginning = self._beginning[:size], self._beginning[size:]
        data = (data or self._again[:size])[: self._size - self.read_bytes]
        self.read_bytes += len(data)
        return data


def read_endless(file: Endless, beginning: bytes) -> tuple[list[Row], int]:
    """Return the last rows of a file, and how many bytes of memory reading it took at most."""
    header = find_header(beginning)
    assert header is not None
    tracemalloc.start()
    last: list[Row] = []
    for row in AgentDirectory(file, header, RULES).rows():  # type: ignore[arg-type]
        last = [*last[-1:], row]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return last, peak


@pytest.mark.parametrize("again", [b"x", b'"', b'a,"', b"\0", b" "], ids=repr)
def test_a_line_of_a_gigabyte_is_stopped_at_its_first_megabyte(again: bytes) -> None:
    beginning = f"{HEADER}\n{PLAIN},,,\nbob,".encode()
    file = Endless(beginning, again, 2**30)

    [_, stopped], peak = read_endless(file, beginning)

    assert "a row is longer than 1,048,576 bytes, because a quote is not closed" in stopped.problems[0]["message"]
    assert file.read_bytes < 2 * 2**20
    assert peak < 16 * 2**20


def test_blank_lines_without_number_take_no_memory() -> None:
    beginning = f"{HEADER}\n{PLAIN},,,\n".encode()

    rows, peak = read_endless(Endless(beginning, b"\n", len(beginning) + 300_000), beginning)

    assert [row.line for row in rows] == [2]
    assert peak < 2 * 2**20


def _bomb(content: bytes, megabytes: int) -> Iterator[bytes]:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield squeeze.compress(content)
    for _ in range(megabytes):
        yield squeeze.compress(b"\n" * 2**20)
    yield squeeze.flush()


def test_a_bomb_of_blank_lines_says_so_and_its_copy_ends() -> None:
    data = b"".join(_bomb(f"{HEADER}\n{PLAIN},,,\n".encode(), 2))

    *_, last = rows_of(data)
    copy = gzip.decompress(copy_of(data))

    assert "grows to more than 200 times its size; upload it uncompressed" in last.problems[0]["message"]
    assert b"Secret77xY" not in copy
    assert len(copy) < 3 * 2**20


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("b\0ob,B,B,,Basic,Agent", "contains a space or a character that can't be seen; remove it"),
        ("bob,B\0b,B,,Basic,Agent", "contains a character that can't be seen; type the name again"),
        ("bob,B\u202eb,B,,Basic,Agent", ""),
        ("bob,B\x9bb,B,,Basic,Agent", "contains a character that can't be seen; type the name again"),
    ],
    ids=["login with NUL", "name with NUL", "name that turns around", "name with a C1 control"],
)
def test_characters_that_are_no_text_are_told(row: str, message: str) -> None:
    [*_, last] = rows_of(f"{HEADER.replace('password', 'badge')}\nzoë,Zoë,Ö,,Basic,Agent,,,\n{row},,,\n".encode())

    assert [problem["message"] for problem in last.problems] == ([message] if message else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_lone_surrogate_is_told(encoding: str) -> None:
    text = f"{HEADER.replace('password', 'badge')}\nzoë,Zoë,Ö,,Basic,Agent,,,\nbob,B\ud800b,B,,Basic,Agent,,,\n"

    [*_, last] = rows_of(text.encode(encoding, "surrogatepass"))

    assert "holds a character that can't be read" in last.problems[0]["message"]
