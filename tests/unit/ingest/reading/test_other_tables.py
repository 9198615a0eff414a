"""Tables of people that are no directories are found and told what they lack; other files are left alone."""

from __future__ import annotations

import io

import pytest

from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from tests.deployment_rules import RULES

ROWS = "ada,Ada,Lovelace,ada@example.com\nbob,Bob,Byrne,bob@example.com\n"


def told(text: str, key: str = "file.csv") -> tuple[Header, str]:
    header = find_header(text.encode(), key)
    assert header is not None
    assert not header.is_agent_directory
    problem = AgentDirectory(io.BytesIO(text.encode()), header, RULES).problem()
    assert problem is not None
    return header, problem


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"Logon,First name,Last name,Team\n{ROWS}", "'Logon' (did you mean 'login'?)"),
        ("Benutzernahme;Vorname;Nachname;E-Mail\nada;Ada;L;a@b.example\n", "did you mean 'Benutzername'?"),
        ("Vorname;Nachname;Abteilung\nAda;L;IT\n", "Known of its header: 'Vorname' (first_name)"),
        ("Matricule;Prénom;Nom\n1;Ada;L\n", "a column for the login, such as username, is missing"),
        ("Name,Email,Role\nAda L,a@b.example,Agent\n", "looks like a list of people"),
        ("Imię;Nazwisko\nAda;L\n", "Not known: 'Imię', 'Nazwisko'"),
        ("\n" * 24 + f"user login,first name,last name,email\n{ROWS}", "stand on line 25"),
        ("Login,ada,bob\nFirst name,Ada,Bob\nLast name,Lovelace,Byrne\n", "turn the table"),
        ("login^first name^last name\nada^Ada^Lovelace\n", "can't be told apart"),
        ("login      first name   last name\nada        Ada          Lovelace\n", "can't be told apart"),
        ('"login,first name,last name"\n"ada,Ada,Lovelace"\n', "can't be told apart"),
        ("version:v1.0\nUser name [userPrincipalName] Required\na@b.example\n", "looks like a list of people"),
        ("|---|\n|Last name |First name|Org. unit |\n|---|\n|L |Ada |IT |\n", "'Org. unit'"),
    ],
)
def test_a_table_of_people_says_what_it_lacks(text: str, says: str) -> None:
    header, problem = told(text)

    assert says in problem
    assert "is no agent directory" in problem
    assert header.passwords == frozenset()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("staff.csv", ROWS),
        ("Mitarbeiter 2026.csv", ROWS.replace(",", ";")),
        ("exportUsers.csv", "a@b.example\nc@d.example\n"),
    ],
)
def test_a_file_that_is_named_like_people_needs_a_header(key: str, text: str) -> None:
    _, problem = told(text, key)

    assert "It has no header" in problem
    assert find_header(text.encode(), "file.csv") is None


def test_passwords_without_a_header_are_found_and_not_shown() -> None:
    text = "ada@example.com,Secret123\nbob@example.com,Other4567\n"

    header, problem = told(text)

    assert header.passwords == {1}
    assert header.last_line == 0
    assert "Secret123" not in problem + repr(header)


def test_a_first_row_that_is_somebodys_is_no_header() -> None:
    header, problem = told("ada,Secret123,x\nada@example.com,Other4567,x\nbob@example.com,Other4568,x\n", "staff.csv")

    assert "Secret123" not in problem + repr(header)


@pytest.mark.parametrize("secret", ["Password", "PIN"])
def test_all_cells_of_a_table_that_cannot_be_understood_may_be_passwords(secret: str) -> None:
    turned, _ = told(f"Login,ada,bob\nFirst name,Ada,Bob\nLast name,L,B\n{secret},Secret123,Other4567\n")
    quoted, _ = told(f'"login,first name,last name,{secret}"\n"ada,Ada,L,Secret123"\n')

    assert turned.passwords == {1, 2}
    assert quoted.passwords == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Article,Description,Price\n4711,Headset,49.90\n",
        "name,size,modified\na.txt,120,2026-11-22\n",
        "name,status\nserver1,up\n",
        "title,artist,album\nHarbour,The Quays,Tide\n",
        "Agent,Queue,Contacts handled\nAda,Billing,17\n",
        "Contact ID,Agent,Phone number\n1,Ada,+12065550199\n",
        "time,who,action\n09:00,ada@example.com,login\n09:01,bob@example.com,logout\n",
        "email,opened\nada@example.com,yes\n",
        "Present: Ada, Bob\nTopics: routing profile, security profiles, first name spelling\n",
        "SELECT username, first_name, last_name, email FROM users;\nSELECT a, b, c, d FROM x;\n",
        "Username, first name, last name and e-mail are asked for.\nThe agent types them, then waits, and so on.\n",
    ],
)
def test_other_files_stay_plain(text: str) -> None:
    assert find_header(text.encode(), "file.csv") is None
