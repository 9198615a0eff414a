"""The CSV files of a report are in the upload's form where that can say all that they hold."""

from __future__ import annotations

import codecs

import pytest

from report.csv_files import OutcomeCsv, RejectedCsv
from report.csv_form import CsvForm
from tests.unit.report.imports import row_result


def rejected(form: CsvForm, *names: str) -> tuple[bytes, str]:
    with RejectedCsv(form) as file:
        for number, name in enumerate(names, start=2):
            file.add(row_result(number, "rejected", "mend it", columns=["name"], cells=[name]))
        stream, encoding = file.finish()
        return stream.read(), encoding


@pytest.mark.parametrize(
    ("codec", "name", "encoding", "mark"),
    [
        ("cp1252", "Jürgen", "cp1252", b""),
        ("cp1252", "Łukasz", "utf-8", codecs.BOM_UTF8),
        ("cp1252", "lost \ufffd", "utf-8", codecs.BOM_UTF8),
        ("utf-16-le", "Łukasz 李 😀", "utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-8", "Łukasz", "utf-8", codecs.BOM_UTF8),
    ],
)
def test_a_character_that_the_encoding_lacks_makes_it_utf_8(codec: str, name: str, encoding: str, mark: bytes) -> None:
    body, told = rejected(CsvForm(";", codec), "Zoë", name)

    assert told == encoding
    assert body == mark + f"name;error\r\nZoë;mend it\r\n{name};mend it\r\n".encode(encoding)


def test_a_long_file_is_whole() -> None:
    """Where it is read piece by piece, no character is cut."""
    names = [f"{'x' * (number % 7)}ü€😀" for number in range(20_000)]

    body, _ = rejected(CsvForm("\t", "utf-16-be"), *names)

    text = body.removeprefix(codecs.BOM_UTF16_BE).decode("utf-16-be")
    assert text.split("\r\n")[1:-1] == [f"{name}\tmend it" for name in names]


@pytest.mark.parametrize(
    ("record", "form"),
    [
        ({}, CsvForm(",", "utf-8")),
        ({"separator": ";", "encoding": "cp1252"}, CsvForm(";", "cp1252")),
        ({"separator": "\t", "encoding": "utf-16-be"}, CsvForm("\t", "utf-16-be")),
        ({"separator": "|", "encoding": "cp850"}, CsvForm("|", "utf-8")),
        ({"separator": ":", "encoding": "no such"}, CsvForm(",", "utf-8")),
        ({"separator": None, "encoding": 7}, CsvForm(",", "utf-8")),
    ],
)
def test_what_a_record_says_of_it(record: dict[str, object], form: CsvForm) -> None:
    assert CsvForm.of_import(record) == form


def test_cells_are_guarded_whatever_the_separator() -> None:
    with OutcomeCsv(CsvForm(";")) as file:
        file.add(row_result(2, "failed", "=1+1; and more", username="@sum"))
        body = file.finish()[0].read().decode("utf-8-sig")

    assert body.splitlines()[1] == "2;'@sum;failed;\"'=1+1; and more\";;"
