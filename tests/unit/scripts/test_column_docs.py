"""The tables of a directory's columns in docs/directories.md are those of the declarations."""

from __future__ import annotations

from pathlib import Path

import pytest

from roster.columns.table import COLUMNS
from scripts.column_docs import LISTS, TABLES, columns_table, headers_table, main


def test_the_tables_are_as_declared() -> None:
    assert main(["--check"]) == 0


def test_each_column_has_a_row_and_each_language_its_headers() -> None:
    columns, headers = columns_table(), headers_table()

    assert [line.split("`")[1] for line in columns[2:]] == [column.name for column in COLUMNS]
    assert "| `username` | German | Benutzername; Anmeldename; Benutzerkennung; Login-Name |" in headers
    assert "| `username` | Active Directory | sAMAccountName (2) |" in headers


DOCUMENT = "docs/directories.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    places = "".join(
        f"<!-- {name}: written by `make docs` from lambda_src/roster/columns -->\nold\n<!-- End of {name} -->\n"
        for name in TABLES
    )
    (tmp_path / DOCUMENT).write_text(f"before\n{places}behind\n", "utf-8")
    (tmp_path / LISTS).parent.mkdir(parents=True)
    return tmp_path


def test_a_stale_table_is_refused_and_then_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], project) == 1
    assert f"{DOCUMENT}, {LISTS}: not what roster.columns says; run: make docs" in capsys.readouterr().err

    assert main([], project) == main(["--check"], project) == 0
    text = (project / DOCUMENT).read_text("utf-8")
    assert "old\n" not in text
    assert text.startswith("before\n")
    assert text.endswith("behind\n")
    assert all(line in text for table in TABLES.values() for line in table())
    assert '"quick_connect",' in (project / LISTS).read_text("utf-8")


def test_a_file_without_a_place_for_its_table_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / DOCUMENT).write_text("nothing", "utf-8")

    assert main([], project) == 1
    assert "needs these two lines" in capsys.readouterr().err
