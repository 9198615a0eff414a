"""Directories and lists of passwords are told from plain files, and their header is found."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from ingest.reading.columns import Header
from ingest.reading.dialect import Dialect
from ingest.reading.file_kind import find_header

HEADER = "user login,first name,last name,phone type"


def header_of(text: str | bytes) -> Header:
    header = find_header(text.encode() if isinstance(text, str) else text)
    assert header is not None
    return header


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_columns(separator: str) -> None:
    header = header_of(HEADER.replace(",", separator) + "\n")

    assert header.dialect == Dialect(separator=separator)
    assert list(header.columns) == ["username", "first_name", "last_name", "phone_type"]


def test_other_separators_inside_cells_do_not_confuse() -> None:
    header = header_of(HEADER + ",security_profile_name_1|security_profile_name_2,notes; more; and more; and more\n")

    assert header.dialect.separator == ","
    assert header.columns["security_profiles"] == 4


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=;;;;"])
def test_a_line_that_names_the_separator_is_obeyed(first: str) -> None:
    header = header_of(f"{first}\r\n" + HEADER.replace(",", ";") + "\r\n")

    assert (header.dialect.separator, header.last_line) == (";", 2)


def test_a_line_that_names_another_separator_hides_nothing() -> None:
    directory = header_of("sep=,\r\n" + HEADER.replace(",", ";") + "\r\n")
    assert (directory.dialect.separator, directory.last_line, directory.is_agent_directory) == (";", 2, True)

    assert header_of("sep=,\r\n\r\nname;password\r\nada;Secret123\r\n").passwords == {1}


def test_a_table_in_an_archive_is_told_and_not_read() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("agents.csv", f"{HEADER}\nada,Ada,King,soft\n")

    header = header_of(archive.getvalue())

    assert not header.is_agent_directory
    assert "an archive with 'agents.csv' in it" in header.refusal


@pytest.mark.parametrize(("blank_lines", "found"), [(0, True), (9, True), (10, False)])
def test_a_header_stands_within_the_first_ten_lines(blank_lines: int, found: bool) -> None:
    header = header_of("\n" * blank_lines + HEADER + "\nada,A,L,soft\n")

    assert header.is_agent_directory == found
    assert header.shape == ("header" if found else "below")


def test_a_header_may_break_a_line_in_quotes() -> None:
    header = header_of('Title,,\n"user\nlogin",first name,last name\n')

    assert (header.names[0], header.last_line) == ("user\nlogin", 3)


def test_the_first_of_two_headers_counts() -> None:
    assert header_of(f"{HEADER}\n{HEADER}\n").last_line == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_and_compression_is_looked_into(encoding: str) -> None:
    content = f"{HEADER},Straße\n".encode(encoding)

    assert header_of(content).names[4] == "Straße"
    compressed = header_of(gzip.compress(content))
    assert compressed.names[4] == "Straße"
    assert compressed.dialect.gzipped


def test_a_head_that_ends_within_a_character_is_read() -> None:
    assert header_of(f"{HEADER},Straß".encode()[:-1]).is_agent_directory


def test_a_head_of_a_longer_compressed_file_is_read() -> None:
    content = gzip.compress((HEADER + "\n" + "".join(f"{n * 7919 % 99991},a,b,soft\n" for n in range(60_000))).encode())

    assert header_of(content[:65_536]).is_agent_directory


@pytest.mark.parametrize(
    "text",
    [
        "name,password\nada,Secret123\n",
        "Server;Initial password\r\nx;y\r\n",
        "sep=;\nname;pwd\nada;Secret123\n",
        "Our accounts\n\nname,Kennwort\nada,Secret123\n",
        "Our accounts,\nname,account,Kennwort\nada,a,Secret123\n",
        "client id\tclient secret\n1\t2\n",
        "name, account, password\nada, a, Secret123\n",
        "Name,Password (at least eight characters)\nada,Secret123\n",
        "Staff list 2026\nName,Initial password for the first login\nAda,Secret123\n",
        "Staff list 2026\nName,Password,Notes\nAda,Secret123\n",
        "Staff, agents and leads, Seattle\nName,System,Password\nAda,CRM,Secret123\n",
        "\n".join(["Note"] * 20) + "\nName,Password\nAda,Secret123\n",
        "version:v1.0\nDevice,Initial password [passwordProfile] Required\nx,Secret123\n",
        "Name,Login,PW\nAda,ada,weak\n",
        "Door,PIN\nFront,48a1\nBack,77b3\n",
    ],
)
def test_lists_of_passwords_are_found(text: str) -> None:
    header = header_of(text)

    assert not header.is_agent_directory
    assert header.passwords


def test_cells_that_mostly_obey_the_rule_for_passwords_make_a_column_of_passwords() -> None:
    rows = ["ada,A,L,soft,Secret123,Ab1", "bob,B,B,soft,Other4567,Ab2", "cy,C,C,soft,none,Cd3"]

    header = header_of("\n".join([HEADER + ",Code,Id", *rows, ""]))

    assert header.passwords == {4}
    assert header.withheld == ("Code",)
    assert header.initial_passwords == ()


def test_a_column_that_is_used_is_none_of_passwords_whatever_its_cells_are() -> None:
    assert header_of(f"{HEADER}\nAda12345,A,L,soft\n").passwords == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "name,capital\n",
        "password\nSecret123\n",
        "The password\nis, as ever, good\n",
        "Remember to change the password at once, or else:\nyours, Ada\n",
        "Dear all,\nplease change your password at once, or else\nall, of you\n",
        "id,title,state\n1,Router,open\n2,Reset password,done\n3,Other,new\n",
        "id,secretary,room\n1,Ada,12\n",
        "INSERT INTO users (name, password, mail) VALUES (1, 2);\nINSERT INTO users (name, pwd) VALUES (1, 2);\n",
        '{"user": "a", "password": "b"}\n{"user": "a", "password": "b"}\n',
        "name,password\n",
        "Test,Pass,Fail\nLogin,12,3\nLogout,7,0\n",
        "Dear team,\nplease change your password, your PIN, and tell nobody.\nYours, Noor\n",
        "Username, password and e-mail are asked for at the first login.\nThe agent types them, then waits.\n",
        "who,did,what\nada,changed,password\nada,changed,email\n",
    ],
)
def test_texts_about_passwords_are_none(text: str) -> None:
    assert find_header(text.encode()) is None


@pytest.mark.parametrize("name", ["Pasword", "Kennwor", "old passw", "Initial passwo", "Contrasena inicial", "Passwrd"])
def test_a_header_that_is_nearly_one_for_passwords_withholds_its_column(name: str) -> None:
    header = header_of(f"user login,first name,last name,{name}\nada,A,L,quvexu\n")

    assert header.passwords == {3}
    assert header.initial_passwords == ()


@pytest.mark.parametrize("name", ["Passport", "Crosswords", "Initials", "Wort", "Contract"])
def test_other_headers_do_not(name: str) -> None:
    assert header_of(f"user login,first name,last name,{name}\nada,A,L,quvexu\n").passwords == frozenset()
