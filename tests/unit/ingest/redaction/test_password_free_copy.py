"""A copy lacks the passwords and nothing else, in every dialect."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from ingest.reading.text import MAX_ROW_BYTES
from ingest.redaction.password_free_copy import PasswordFreeCopy

HEADER = "first name,last name,email address,password,user login,tags"


def redacted(data: bytes) -> bytes:
    return b"".join(password_free(data).pieces())


def password_free(data: bytes) -> PasswordFreeCopy:
    header = find_header(data[:HEAD_BYTES])
    assert header is not None
    return PasswordFreeCopy(io.BytesIO(data), header)


def table(*rows: str, end: str = "\r\n") -> str:
    return end.join([HEADER, *rows, ""])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_all_but_the_passwords_stays_byte_for_byte(separator: str, end: str, encoding: str) -> None:
    before = table(
        'Zoë,"O""Neill ,;",zoe@example.com,Sesame4711,zoe,"a=b;c=d"',
        "",
        'Jörg , "x" ,j@example.com,"Sesame,4712",joerg,',
        "Ada,Lovelace,ada@example.com,,ada,",
        end=end,
    )
    after = before.replace("Sesame4711", "").replace('"Sesame,4712"', '""')
    before, after = (text.translate({ord(","): separator}) for text in (before, after))

    assert redacted(before.encode(encoding)) == after.encode(encoding)


@pytest.mark.parametrize(
    ("row", "copy"),
    [
        ("A,B,a@b.c,Secret123,ada,x", "A,B,a@b.c,,ada,x"),
        ('A,B,a@b.c,"Sec""ret,1a",ada,x', 'A,B,a@b.c,"",ada,x'),
        ('A,B,a@b.c,"Secret"123,ada,x', ""),
        ('A,B,a@b.c,Sec"ret"123,ada,x', "A,B,a@b.c,,ada,x"),
        ('A,B,a@b.c,"Secret\r\n123",ada,x', 'A,B,a@b.c,"",ada,x'),
        ('A,B,a@b.c,   ,ada,"x\r\ny"', 'A,B,a@b.c,,ada,"x\r\ny"'),
        ('A,B,a@b.c,"Secret123', ""),
        ('A, "B,C",a@b.c, "Secret,123",ada,x', 'A, "B,C",a@b.c,,ada,x'),
        ('"A \\"a\\", A",B,a@b.c,\t"Secret,123",ada,x', '"A \\"a\\", A",B,a@b.c,,ada,x'),
    ],
    ids=[
        "plain",
        "quotes doubled",
        "text behind the quote",
        "quotes inside",
        "line break",
        "blank",
        "open quote",
        "blanks before it",
        "backslashes",
    ],
)
def test_a_password_goes_however_it_is_written(row: str, copy: str) -> None:
    assert redacted(f"{HEADER}\r\n{row}".encode()) == f"{HEADER}\r\n{copy}".encode()


@pytest.mark.parametrize("header", ["Kennwort", "Initial password", "pwd", "Mot de passe", "Secret"])
def test_a_column_of_passwords_goes_by_many_names(header: str) -> None:
    data = f"user login,{header},first name,last name\nada,Secret123,Ada,Lovelace\n".encode()

    assert redacted(data) == data.replace(b"Secret123", b"")


def test_every_column_of_passwords_is_emptied() -> None:
    data = b"login,password,old password,name\nada,Secret123,Other123,Ada\n"

    assert redacted(data) == b"login,password,old password,name\nada,,,Ada\n"


def test_what_stands_above_the_header_stays() -> None:
    data = f"sep=,\r\nStaff of 2026\r\n\r\n{table('A,B,a@b.c,Secret123,ada,x')}".encode()

    assert redacted(data) == data.replace(b"Secret123", b"")


def test_bytes_that_mean_nothing_stay() -> None:
    data = table("Jos\udce9,B\udc80\udcff,ö@b.c,Secret123,é,x").encode("utf-8", "surrogateescape")

    assert redacted(data) == data.replace(b"Secret123", b"")


def test_half_characters_of_utf_16_harm_nobody() -> None:
    data = ("\ufeff" + table("\ud800,B,a@b.c,Secret123,ada,\udc00")).encode("utf-16-le", "surrogatepass")

    assert redacted(data + b"\x41\xd8\x00") == data.replace("Secret123".encode("utf-16-le"), b"")


def test_gzip_stays_gzip_and_the_same_file_gives_the_same_copy() -> None:
    data = table(*(f"A,B,a@b.c,Secret{number},ada{number},x" for number in range(20_000))).encode()
    compressed = gzip.compress(data)

    copies = {redacted(compressed) for _ in range(2)}

    assert [gzip.decompress(copy) for copy in copies] == [redacted(data)]


@pytest.mark.parametrize(
    ("rows", "gone"),
    [
        (["A,B,Secret123,ada,x"], "Secret123"),
        (["A,B,weak,ada,x"], "weak"),
        (["A,B,C,a@b.c,Secret123,ada,x"], "Secret123"),
        (["A,B", "more,a@b.c,Secret123,ada,x"], "Secret123"),
        (["A,B,a@b.c,Sec", "", "ret123,ada,x"], "ret"),
        (['A,B,a@b.c,,"ada,x', 'C,D,c@d.e,Secret123,cee,"x"'], "Secret123"),
        (['"A,B,a@b.c,,ada,x', "C,D,c@d.e,Secret123,cee,x", "E,F,e@f.g,Other1234,eff,x"], "1234"),
    ],
    ids=[
        "lost a separator",
        "lost one before a weak password",
        "won one",
        "cut before it",
        "cut in it",
        "swallowed by a cell",
        "swallowed to the end",
    ],
)
def test_a_misplaced_password_goes_too(rows: list[str], gone: str) -> None:
    assert gone.encode() not in redacted(table("A,B,a@b.c,,ada,x", *rows).encode())


def test_a_row_without_its_last_separators_keeps_all_else() -> None:
    data = table("Ada,Lovelace,ada@example.com,Secret123,ada", "Bob,Babbage,bob@example.com").encode()

    assert redacted(data) == data.replace(b"Secret123", b"")


def test_a_rest_that_cannot_be_read_is_left_out() -> None:
    whole = table("A,B,a@b.c,Secret123,ada,x", "", "C,D,c@d.e,Secret123,cee,x")
    endless = '"' + "A,B,a@b.c,Secret123,ada,x\r\n" * (MAX_ROW_BYTES // 20)
    content = password_free((whole + endless).encode())

    copy = b"".join(content.pieces())

    assert copy == whole.replace("Secret123", "").encode()
    assert content.cut_at == 5


def test_a_compressed_file_that_was_cut_off_loses_its_rest() -> None:
    noise = [hashlib.sha256(bytes([number % 251, number // 251])).hexdigest() for number in range(5_000)]
    rows = [f"A,B,a@b.c,Secret{word[:20]},ada{word[20:]},x" for word in noise]
    content = password_free(gzip.compress(table(*rows).encode())[:-30_000])

    copy = gzip.decompress(b"".join(content.pieces()))

    assert b"Secret" not in copy
    assert copy.startswith(HEADER.encode())
    assert content.cut_at is not None


@pytest.mark.parametrize(
    ("data", "needed"),
    [
        (table("A,B,a@b.c,Secret123,ada,x"), True),
        (table("A,B,a@b.c,,ada,x", 'C,D,c@d.e," ",cee,x'), False),
        (table("A,B,a@b.c,,ada,x", "C,D,Secret123,cee,x"), True),
        (table("A,B,a@b.c,,ada,x", '"' + "x" * (2 * MAX_ROW_BYTES)), True),
        (table(), False),
    ],
    ids=["filled", "empty", "misplaced", "unreadable rest", "no rows"],
)
def test_a_file_needs_redaction_if_a_password_may_be_in_it(data: str, needed: bool) -> None:
    assert password_free(data.encode()).is_needed() is needed


@pytest.mark.slow
@given(st.lists(st.lists(st.text(st.sampled_from('ab ",\n\r;Ä'), max_size=8), min_size=6, max_size=6), max_size=5))
@example([["", "", "", '"', "", ""]])
def test_every_other_cell_says_what_it_said(rows: list[list[str]]) -> None:
    for row in rows:
        row[3] = f"Sesame4711{row[3].replace(' ', '').strip()}".replace("\n", "x").replace("\r", "x")
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER.split(","), *rows])
    before = list(csv.reader(io.StringIO(text.getvalue(), newline="")))
    if any(cell.count(",") > 2 for row in rows for cell in row if {"\r", "\n"}.intersection(cell)):
        return  # it may be taken for a row that a quote has swallowed

    after = list(csv.reader(io.StringIO(redacted(text.getvalue().encode()).decode(), newline="")))

    assert after == [[*row[:3], "", *row[4:]] if index else row for index, row in enumerate(before)]


@pytest.mark.slow
@given(st.binary(max_size=400))
def test_any_bytes_below_a_header_are_copied_without_an_error(data: bytes) -> None:
    whole = f"{HEADER}\nA,B,a@b.c,Secret123,ada,x\n".encode() + data

    copy = redacted(whole)

    assert b"Secret123" not in copy
    assert len(copy) <= len(whole) + data.count(b",")


@pytest.mark.slow
def test_a_long_file_takes_little_memory() -> None:
    data = table(*(f"First{n},Last{n},a{n}@b.c,Secret{n},agent{n},x" for n in range(25_000))).encode()
    content = password_free(data)
    tracemalloc.start()

    for _ in content.pieces():
        pass

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 600_000
    assert len(data) > 1_350_000


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp932", ["ソ連", "表", "美咲", "水野"]),
        ("gb18030", ["晓雯", "志强", "春燕", "丽华"]),
        ("big5", ["許", "功蓋", "雅婷", "淑芬"]),
        ("cp949", ["지우", "서준", "민서", "예린"]),
        ("cp1251", ["Дарья", "Кирилл", "Ольга", "Юрий"]),
        ("cp1250", ["Kovář", "Jelínek", "Novák", "Ada"]),
    ],
)
@pytest.mark.parametrize("separator", [",", "|"])
def test_passwords_are_found_behind_letters_whose_bytes_look_like_separators(
    separator: str, encoding: str, names: list[str]
) -> None:
    rows = [f"{name},{name},{n}@b.com,Secret12{n},user{n},x" for n, name in enumerate(names)]
    before = table(*rows).replace(",", separator)

    after = redacted(before.encode(encoding))

    assert after.decode(encoding) == re.sub(r"Secret12\d", "", before)


@pytest.mark.slow
@pytest.mark.parametrize("blank", ["\n", "\r\n", "\r", ",,,,,\n", " \n"])
def test_blank_lines_take_little_memory(blank: str) -> None:
    rows = "A,B,a@b.c,Secret123,ada,x\n"
    data = f"{HEADER}\n{rows}{blank * 40_000}{rows}".encode()
    content = password_free(data)
    tracemalloc.start()

    copy = sum(map(len, content.pieces()))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 800_000
    assert copy == len(data) - 2 * len("Secret123")


def test_lines_keep_their_numbers() -> None:
    data = table(
        "A,B,a@b.c,Secret123,ada,x",
        'C,D,c@d.e,,"cee,x',
        "E,F,e@f.g,Secret456,eff,x",
        'G,"H",g@h.i,Secret789,gee,x',
        "I,J,i@j.k,Secret012,ida,x",
    ).encode()
    content = password_free(data)

    copy = b"".join(content.pieces())

    assert copy == table("A,B,a@b.c,,ada,x", "", "", "", "I,J,i@j.k,,ida,x").encode()
    assert str(content.left_out) == "3"


def test_a_file_of_nothing_but_plain_rows_loses_none_of_them() -> None:
    rows = [
        'Ann "Annie",B,a@b.c,,ada,',
        '"Smith ""Smitty""",B,a@b.c,,ada,team=a',
        'A,"B, Jr.",a@b.c,,ada,"a=b;c=d"',
        'A,B,a@b.c,,ada,"first line\r\nsecond line"',
        "A,B,,,Lovelace1815B,",
        "A,B,a@b.c,,ada,team=a",
    ]
    filled = [row.replace(",,ada", ",Secret123,ada").replace(",,Love", ",Secret123,Love") for row in rows]

    assert redacted(table(*filled).encode()) == table(*rows).encode()


def test_a_second_header_ends_what_is_kept() -> None:
    data = table(
        "A,B,a@b.c,Secret123,ada,x",
        "user login,Kennwort",
        "bob,quvexu",
        HEADER,
        "C,D,c@d.e,Secret456,cee,x",
    ).encode()

    assert redacted(data) == table("A,B,a@b.c,,ada,x", "", "", HEADER, "C,D,c@d.e,,cee,x").encode()


def test_a_copy_is_no_longer_than_one_run_can_make_it() -> None:
    rows = [f"A,B,a@b.c,Secret{number:03d},ada{number},x" for number in range(100)]
    data = table(*rows).encode()
    header = find_header(data)
    assert header is not None
    content = PasswordFreeCopy(io.BytesIO(data), header, longest=50 * 100)

    copy = b"".join(content.pieces())

    assert content.is_needed()
    assert content.is_too_long
    assert content.cut_at is not None
    assert copy == table(*(re.sub("Secret...", "", row) for row in rows[: content.cut_at - 2])).encode()
    assert 40 < content.cut_at < 60


@pytest.mark.parametrize(
    ("row", "copy"),
    [("," * 60_000, "," * 60_000), ('"",' * 60_000, '"",' * 60_000), (" ," * 60_000, " , , ,," + " ," * 59_996)],
    ids=["empty", "quoted", "blank"],
)
def test_a_row_of_empty_cells_loses_the_blanks_under_the_password_alone(row: str, copy: str) -> None:
    data = table("A,B,a@b.c,Secret123,ada,x", row).encode()

    assert redacted(data) == table("A,B,a@b.c,,ada,x", copy).encode()
