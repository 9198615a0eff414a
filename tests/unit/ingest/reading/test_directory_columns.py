"""What is declared of the columns fits together."""

from __future__ import annotations

from collections import Counter

import pytest

from ingest.reading.cell_readers import cell_readers
from ingest.reading.columns import column_of, read_header
from ingest.reading.known_headers import known_headers, plain
from ingest.reading.language_words import LANGUAGES
from roster.columns.table import COLUMNS
from tests.deployment_rules import RULES

NAMES = [column.name for column in COLUMNS]
READ_OTHERWISE = {"name", "password"}


def test_every_column_goes_by_its_own_name_and_every_header_names_one() -> None:
    assert {column for column, _ in known_headers()} == set(NAMES)
    assert [column_of(name.replace("name", "full name") if name == "name" else name) for name in NAMES] == NAMES


def test_every_column_has_a_reader() -> None:
    assert set(cell_readers(RULES)) == set(NAMES) - READ_OTHERWISE


def test_no_header_stands_twice_for_a_column_in_one_language() -> None:
    lines = Counter((column, header.source, plain(header.text)) for column, header in known_headers())

    assert [line for line, count in lines.items() if count > 1] == []
    assert len(lines) > 250


def test_a_header_names_two_columns_only_where_one_is_the_whole_name() -> None:
    columns: dict[str, set[str]] = {}
    for column, header in known_headers():
        columns.setdefault(plain(header.text), set()).add(column)

    assert {frozenset(named) for named in columns.values() if len(named) > 1} == {
        frozenset({"first_name", "name"}),
        frozenset({"last_name", "name"}),
    }


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Nachbearbeitungszeit (in Sekunden)", "acw_seconds"),
        ("After-contact work (chat)", "acw_seconds_chat"),
        ("ACW e-mail [sec]", "acw_seconds_email"),
        ("Acceptation automatique (oui/non)", "auto_accept"),
        ("Aufgaben automatisch annehmen (ja/nein)", "auto_accept_task"),
        ("Persistent connection (Y/N)", "persistent_connection"),
        ("Conexión rápida (sí/no)", "quick_connect"),
        ("Connessione rapida (s\u00ec | no)", "quick_connect"),
        ("Security profile name(s)", "security_profiles"),
        ("After contact work (yes/no)", None),
        ("Auto accept (seconds)", None),
    ],
)
def test_what_a_header_says_of_the_form_of_its_cells_is_no_part_of_its_name(header: str, column: str | None) -> None:
    assert column_of(header) == column


def test_the_header_that_says_time_counts_where_a_file_has_several_for_the_work_after_contacts() -> None:
    header = read_header(["login", "After contact work", "After contact work timeout", "ACW timeout (seconds)"])

    assert (header.columns["acw_seconds"], header.repeated) == (3, ())
    assert read_header(["login", "After contact work", "After contact work timeout"]).columns["acw_seconds"] == 2


@pytest.mark.parametrize("column", [column.name for column in COLUMNS if column.name.startswith(("auto", "acw"))])
def test_settings_have_names_in_each_language(column: str) -> None:
    assert {header.source for name, header in known_headers() if name == column} == set(LANGUAGES)
