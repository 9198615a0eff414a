"""A directory's rows come one by one, each with its line; the whole is rejected for what it lacks."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import decide
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.file_kind import find_header
from ingest.reading.row import Row
from tests.deployment_rules import RULES

HEADER = "user login,first name,last name,pwd,phone type,notes\n"


def directory(text: str | bytes, rules: DeploymentRules = RULES) -> AgentDirectory:
    content = text.encode() if isinstance(text, str) else text
    header = find_header(content[:65_536])
    assert header is not None
    return AgentDirectory(io.BytesIO(content), header, rules)


def rows(text: str | bytes) -> list[Row]:
    return list(directory(text).rows())


def said(row: Row) -> str:
    return "; ".join(problem["message"] for problem in row.problems)


def test_lines_are_those_of_the_file() -> None:
    text = "Title\n\n" + HEADER + 'ada,"A\n\nda",L,,soft,\n\n,,,,,\nbob,B,B,,soft,\n'

    assert [(row.line, row.username) for row in rows(text)] == [(4, "ada"), (9, "bob")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_end(end: str) -> None:
    text = (HEADER + "ada,A,L,,soft,\n\nbob,B,B,,soft,\n").replace("\n", end)

    assert [row.line for row in rows(text)] == [2, 4]


def test_neither_passwords_nor_unused_columns_are_among_the_cells() -> None:
    opened = directory(HEADER + "ada,A,L,Secret123,soft,x\n")

    [row] = opened.rows()
    assert opened.kept_columns == ["user login", "first name", "last name", "phone type"]
    assert row.cells == ["ada", "A", "L", "soft"]
    assert row.password is not None
    assert row.password.reveal() == "Secret123"


def test_unknown_columns_are_named() -> None:
    opened = directory(HEADER + "ada,A,L,,soft,x\n")

    assert opened.header.unknown == ("notes",)
    assert not opened.header.has_error_column


def test_a_password_comes_from_a_header_that_says_nothing_else() -> None:
    text = "user login,first name,last name,PasswordLastSet,PIN\nada,A,L,12-Mar-2024,Secret123\n"

    opened = directory(text)
    [row] = opened.rows()
    assert opened.header.withheld == ("PasswordLastSet", "PIN")
    assert row.password is None
    assert row.problems == ()
    assert row.cells == ["ada", "A", "L"]


def test_a_login_stands_once() -> None:
    first, second, third = rows(HEADER + "ada,A,L,,soft,\nada,A,M,,soft,\nADA,A,L,,soft,\n")

    assert first.problems == ()
    assert said(second) == "'ada' stands on line 2 already; keep one"
    assert said(third) == "'ADA' stands on line 2 already, with other letters in capitals; keep one of the two logins"


def test_a_login_of_a_rejected_row_counts() -> None:
    first, second = rows(HEADER + "ada,A,L,,hard,\nada,A,M,,soft,\n")

    assert "neither soft nor desk" in said(first)
    assert "line 2 already" in said(second)


def test_a_row_that_a_line_break_cut_is_rejected_in_both_parts() -> None:
    text = "user login,first name,last name,phone type,notes\nada,A,L\nove,soft,\nbob,B,B,soft,\ncy,C,C,soft\n"

    cut, rest, bob, cy = rows(text)
    assert "a line break seems to have cut the row" in said(cut)
    assert "a line break seems to have cut the row" in said(rest)
    assert bob.problems == cy.problems == ()


def test_rows_that_an_open_quote_swallowed_are_told_and_their_passwords_hidden() -> None:
    text = HEADER + 'ada,"A,L,Secret123,soft,\nbob,B,B,Secret456,soft,\ncy,"C",C,Secret789,soft,\ndee,D,D,,soft,\n'

    broken, bob, cy, dee = rows(text)
    assert "reaches to line 4 and holds other rows" in said(broken)
    assert (broken.line, broken.username) == (2, "")
    assert [row.line for row in (bob, cy)] == [3, 4]
    assert said(bob) == said(cy) == "lies in a cell of line 2, because a quote is not closed there; mend that line"
    assert "Secret" not in repr((broken, bob, cy))
    assert (dee.line, dee.problems) == (5, ())


def test_swallowed_rows_are_shown_where_there_are_no_passwords() -> None:
    text = 'user login,first name,last name,phone type\nada,"A,L,soft\nbob,B,B,soft\ncy,C,C\ndee,"D",D,soft\n'

    assert [(row.line, list(row.cells)) for row in rows(text)][1:] == [(3, ["bob", "B", "B", "soft"]), (4, []), (5, [])]


def test_a_header_that_stands_again_is_passed_over_and_noted() -> None:
    names = "Username,First_Name,last name,routing profile\n"
    opened = directory(names + "ada,A,L,\n" + names.upper() + "bob,B,B,\n\n" + names + "cy,C,C,\n")

    assert [row.username for row in opened.rows() if not row.problems] == ["ada", "bob", "cy"]
    assert opened.notice == "The header stands again on line 3, 6, which was passed over."
    assert directory(names + "ada,A,L,\n").notice == ""


def test_rows_below_another_header_are_rejected_until_the_first_one_comes_back() -> None:
    text = (
        HEADER
        + "ada,A,L,Secret123,soft,x\npwd,login,first name,last name\nSecret456,bob,B,B\n"
        + HEADER
        + "cy,C,C,,soft,\n"
    )

    ada, other, bob, cy = rows(text)
    assert ada.problems == cy.problems == ()
    assert "is another header" in said(other)
    assert "stands below another header, that of line 3" in said(bob)
    assert (other.username, bob.username, other.cells, bob.cells) == ("", "", (), ())


@pytest.mark.parametrize("row", ["Total,2,2,,,", "Summe,12,,,,2", "Gesamt,2.0,1,,soft,", "Total: 2,,,,,", ",,,,,2"])
def test_a_line_of_totals_makes_no_agent(row: str) -> None:
    [total] = rows(HEADER + row + "\n")
    assert decide(total, None, RULES, key="agents.csv").outcome == "rejected"


@pytest.mark.parametrize("row", ["login,Mobile,Tags,,soft,", "ada,Login,Status,,soft,", "tags,A,L,,soft,"])
def test_people_with_names_like_headers_are_no_header(row: str) -> None:
    assert [row.problems for row in rows(HEADER + row + "\n")] == [()]


@pytest.mark.parametrize("note", ["a\nb", "one, two\nthree, four", "a, b, c, d\nlast"])
def test_a_note_of_several_lines_is_no_open_quote(note: str) -> None:
    [row] = rows(f'user login,first name,last name,phone type,notes\nada,A,L,soft,"{note}"\n')

    assert row.problems == ()


def test_a_file_that_stops_being_readable_says_where() -> None:
    ada, rest = rows(HEADER + 'ada,A,L,,soft,\nbob,"' + "x" * 2_000_000)

    assert ada.problems == ()
    assert (rest.line, rest.username) == (3, "")
    assert "can't be read from here on" in said(rest)


def test_a_long_cell_that_nobody_needs_costs_nothing() -> None:
    ada, bob = rows(HEADER + "ada,A,L,,soft," + "x" * 131_073 + "\nbob,B,B,,soft,\n")

    assert ada.problems == bob.problems == ()


def test_a_long_cell_is_too_long() -> None:
    row, bob = rows(HEADER + "ada," + "x" * 131_073 + ",L,,soft,\nbob,B,B,,soft,\n")

    assert said(row) == "has 131073 characters, Amazon Connect takes up to 255; shorten it"
    assert bob.problems == ()


def test_bytes_that_mean_nothing_reject_the_rows_that_they_matter_in() -> None:
    text = (HEADER + "ada,Zoë,L,,soft,\nbob,B?b,B,,soft,\ncy,C,C,,soft,?\n").encode().replace(b"?", b"\xff")

    ada, bob, cy = rows(text)
    assert ada.problems == cy.problems == ()
    assert [problem["column"] for problem in bob.problems] == ["first name"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("user login,first name,Login,tags\n", "user login, Login"),
        ("first name,last name,phone type\n", "add one named 'user login'"),
        ("account,password\nada,Secret123\n", "is no agent directory"),
    ],
)
def test_a_whole_file_is_rejected_with_what_to_do(text: str, says: str) -> None:
    assert says in str(directory(text).problem())


@pytest.mark.parametrize("text", [HEADER, "email,first name,phone type\n", "login,password,pwd,Kennwort,phone type\n"])
def test_a_whole_file_is_taken(text: str) -> None:
    assert directory(text).problem() is None


@pytest.mark.slow
def test_memory_grows_by_the_logins_alone() -> None:
    """A remembered login takes about 110 bytes, a row that somebody held on to more than 1,000."""
    counts, peaks = (2_750, 22_000), []
    for count in counts:
        text = HEADER + "".join(f"agent{n},First{n},Last{n},Secret{n:04d}x,soft,{n}\n" for n in range(count))
        opened = directory(text)
        tracemalloc.start()
        assert sum(1 for _ in opened.rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] - peaks[0] <= 200 * (counts[1] - counts[0])


@pytest.mark.parametrize("password", ["Secret123", ""])
def test_rows_that_are_merely_wrong_show_their_cells(password: str) -> None:
    text = "user login,first name,last name,pwd,phone type,phone number\n"

    [row] = rows(text + f"ada,A,L,{password},soft,12\n")
    assert [problem["column"] for problem in row.problems] == ["phone number"]
    assert row.cells == ["ada", "A", "L", "soft", "12"]


def test_a_row_in_doubt_is_taken_without_its_cells_if_its_password_is_in_place() -> None:
    [row] = rows(HEADER + 'ada,A,L 12",Secret123,soft,\n')

    assert (row.username, row.cells, row.problems) == ("ada", (), ())
    assert row.password is not None
    assert "quotes in this line don't fit together" in row.warnings[0]["message"]


@pytest.mark.parametrize(
    "row",
    [
        "ada,A,Secret123,,soft,",
        "ada,A,LSecret123,,soft,",
        "Secret123,A,L,,soft,",
        'ada,"A"quvexu,L,,soft,',
        'ada,A,L,Se,cret123",soft',
        "ada,A,L,a@b.example,soft,",
    ],
)
def test_a_row_whose_password_may_have_moved_is_rejected_and_says_nothing(row: str) -> None:
    whole = "bob,Bob,Byrne,Wj2kxqzvq,soft,\n"

    _, moved = rows(HEADER + whole + row + "\n")
    assert (moved.line, moved.username, moved.cells) == (3, "", ())
    assert moved.problems
    assert not any(part in repr(moved.problems) for part in ("Secret", "quvexu", "a@b", "ada"))


def test_a_login_that_stands_twice_is_not_quoted_where_it_is_in_doubt() -> None:
    first, second = rows(HEADER + 'ada,A,L,Secret123,soft,\nada,A,L 12",Secret456,soft,\n')

    assert first.problems == ()
    assert (second.username, second.cells) == ("", ())
    assert said(second) == "the login stands on line 2 already; keep one"


def test_text_in_another_encoding_says_so() -> None:
    whole = (HEADER + "ada,A,L,Secret123,soft,\n").replace(",", "\t").encode("utf-16")

    ada, rest = rows(whole + b"bob\tB\tB\tSecret456\tsoft\t\n")
    assert ada.problems == ()
    assert "text in another encoding" in said(rest)
    assert (rest.line, rest.username, rest.cells) == (3, "", ())


def test_a_notice_names_the_first_lines_alone() -> None:
    names = "Username,First_Name,last name,routing profile\n"
    opened = directory(names * 5_000)

    assert list(opened.rows()) == []
    assert opened.notice.endswith("on line 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 4989 more, which was passed over.")


@pytest.mark.parametrize("number", [1, 1000])
def test_a_single_row_of_sample_data_without_a_password_is_certain(number: int) -> None:
    [row] = rows(HEADER + f"agent{number},First{number},Last{number},,soft,\n")

    assert row.problems == row.warnings == ()
    assert row.cells == [f"agent{number}", f"First{number}", f"Last{number}", "soft"]


@pytest.mark.parametrize("weak", ["weak", "letmein", "no password"])
def test_a_weak_password_between_an_address_and_a_login_hides_nothing_else(weak: str) -> None:
    header = "first name,last name,email,password,user login,routing profile\n"
    good = "".join(f"Ann,King,a{n}@example.com,Secret12{n},agent{n},Basic Routing Profile\n" for n in range(3))

    *_, row = rows(f"{header}{good}Bob,Own,bob@example.com,{weak},agent9,Basic Routing Profile\n")

    assert row.username == "agent9"
    assert row.cells == ["Bob", "Own", "bob@example.com", "agent9", "Basic Routing Profile"]
    assert [problem["column"] for problem in row.problems] == ["password"]


@pytest.mark.parametrize("row", ["Bob,Own,,weak,agent9,Basic", "Bob,Own,bob@example.com,weak,,Basic"])
def test_a_weak_password_beside_a_cell_that_proves_nothing_hides_the_row(row: str) -> None:
    header = "first name,last name,email,password,user login,routing profile\n"
    good = "".join(f"Ann,King,a{n}@example.com,Secret12{n},agent{n},Basic Routing Profile\n" for n in range(3))

    *_, found = rows(f"{header}{good}{row}\n")

    assert (found.username, found.cells) == ("", ())
    assert found.problems


def test_a_wrong_cell_hides_nothing_where_the_place_of_the_password_is_certain() -> None:
    header = "first name,last name,email,password,user login,phone number,routing profile\n"

    [row] = rows(f"{header}Bob,Own,bob@example.com,,bob.own,reception,Basic Routing Profile\n")

    assert row.username == "bob.own"
    assert row.cells == ["Bob", "Own", "bob@example.com", "bob.own", "reception", "Basic Routing Profile"]
    assert [problem["column"] for problem in row.problems] == ["phone number"]
    assert "reception" in row.problems[0]["message"]
