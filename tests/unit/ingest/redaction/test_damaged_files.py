"""No password of a damaged file is kept or told anywhere: copy, plan, `rejected.csv`, reason, notice, agents table.

The files come from `damaged_files`; run as a program, it searches as many as one likes. What is left there are files
that say nothing of passwords any more, and passwords that look like the names that stand in their place.
"""

from __future__ import annotations

import gzip
from collections import Counter

import pytest

from tests.unit.ingest.redaction.canary_search import leaks
from tests.unit.ingest.redaction.damaged_files import ENCODINGS, DamagedFile, make
from tests.unit.ingest.redaction.written_directories import HEADERS

CASES = range(2_500)
ROWS = "user login,first name,last name,email address,password,tags,\r\n"


def damaged(content: str | bytes, *passwords: str, encoding: str = "utf-8") -> DamagedFile:
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return DamagedFile(0, data, passwords, (), ("password",), (), "")


@pytest.mark.slow
def test_no_password_is_kept_or_told() -> None:
    found: Counter[str] = Counter()
    for number in CASES:
        found.update({leak.kind for leak in leaks(make(number))})

    assert found["strong"] == found["strong part"] == 0
    assert sum(found.values()) <= len(CASES) // 100  # undecidable ones, see the module


def test_the_files_are_of_all_kinds() -> None:
    files = [make(number) for number in CASES]
    damages = {name for file in files for name in file.damage}

    assert len(damages - {*ENCODINGS, "gzip", "cut off"}) == 26
    assert damages > {*ENCODINGS, "gzip", "cut off"}
    assert sum(not set(file.damage) - {*ENCODINGS, "gzip"} for file in files) > 50, "some are not damaged"
    assert sum(bool(file.weak) for file in files) > 100
    assert all(any(file.text.replace('"', "").find(header[-1]) >= 0 for file in files) for header in HEADERS)
    assert make(7) == make(7)


def test_a_password_in_a_wrong_place_is_found() -> None:
    """The search itself finds what it looks for."""
    seen = damaged("title\nQx1zvwjkx\n", "Qx1zvwjkx")

    assert [(leak.kind, leak.where) for leak in leaks(seen)] == [("strong, no header", "plain file")]


@pytest.mark.parametrize(
    ("rows", "password"),
    [
        ('ada,A,L,,"24 inch,Qx1zvwjkx,,\r\nbob,"B",B,b@b.example,Wj2kxqzvq,x,\r\n', "Qx1zvwjkx"),
        ("ada,A,L,a@b.example,Qx1\r\nzvwjkx,x,\r\n", "zvwjkx"),
        ("ada,A,L,a@b.example\r\nQx1zvwjkx,x\r\n", "Qx1zvwjkx"),
        ("ada,A,L,a@b.example\r\nquvexu,x,\r\n", "quvexu"),
        ("ada,A,L,a@b.example,\r\n\r\n\r\nquvexuzo,x\r\n", "quvexuzo"),
        ("ada,AL,a@b.example,quvexuzo,x,,\r\n", "quvexuzo"),
        ("ada,A,L,Qx1zvwjkx,,x,\r\n", "Qx1zvwjkx"),
        ("ada,A,L,a@b.exampleQx1zvwjkx,,x,\r\n", "Qx1zvwjkx"),
        ("ada,A,L,a@b.example,,Qx1zvwjkx,\r\n", "Qx1zvwjkx"),
        ('ada,A,"L,a@b.example,quvexuzo,x,\r\nbob",B,B,,,,\r\n', "quvexuzo"),
        ("ada,A,L,a@b.example,Qx1zvwjkx,x,bob,B,B,b@b.example,Wj2kxqzvq,y,\r\n", "Wj2kxqzvq"),
        ("ada,A,L,,Qx1zvwjkx,,\r\nlogin,password,first name,last name\r\nbob,quvexuzo,B,B\r\n", "quvexuzo"),
        ("ada,A,L,,Qx1zvwjkx,,\r\nName,Kennwort\r\nbob,quvexuzo\r\n", "quvexuzo"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_what_damage_moves_is_found(rows: str, password: str, encoding: str) -> None:
    whole = "zoe,Z,E,z@b.example,Kx4wqzvjx,t,\r\nkim,K,M,k@b.example,Vq5xzwqjk,t,\r\n"

    assert leaks(damaged(ROWS + whole + rows, password, "Kx4wqzvjx", "Vq5xzwqjk", encoding=encoding)) == []


@pytest.mark.parametrize("tail", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_row_in_another_encoding_is_left_out(encoding: str, tail: str, zipped: bool) -> None:
    parts = [
        (ROWS + "zoe,Z,E,z@b.example,Kx4wqzvjx,t,\r\n").encode(encoding),
        "ada,A,quvexuzo,,,x,\r\nbob,Qx1zvwjkx,B,,,x,\r\n".encode(tail),
    ]
    content = b"".join(gzip.compress(part) if zipped else part for part in parts)

    found = leaks(damaged(content, "Kx4wqzvjx", "Qx1zvwjkx"))

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 12 + "account,password\nada,Qx1zvwjkx\nbob,quvexuzo\n",
        "ada@b.example,Qx1zvwjkx\nbob@b.example,Wj2kxqzvq\n",
        "first name,Ada,Bob\nuser login,ada,bob\npassword,Qx1zvwjkx,quvexuzo\ntags,x,y,quvexuzo\n",
        "user login~first name~password\nada~Ada~Qx1zvwjkx\nbob~Bob~quvexuzo,x,y,quvexuzo\n",
        'user login,"first name,last name,password\nada,Ada,L,Qx1zvwjkx\nbob,B,B,quvexuzo\n',
        'login,first name\n"pass",word,x\nuser login,password,first name,last name\nada,Qx1zvwjkx,A,L\n',
    ],
    ids=["below", "missing", "turned", "unseparated", "quoted away", "two headers"],
)
def test_tables_that_are_no_directories_lose_their_passwords(text: str) -> None:
    assert leaks(damaged(text, "Qx1zvwjkx", "quvexuzo", "Wj2kxqzvq")) == []
