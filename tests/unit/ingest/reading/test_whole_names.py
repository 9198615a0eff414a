"""A whole name is split where it is plain how, and the row says so; it is rejected where it is not."""

from __future__ import annotations

import pytest

from ingest.reading.columns import read_header
from ingest.reading.row import Row
from ingest.reading.row_reader import RowReader
from ingest.reading.whole_names import split_name
from tests.deployment_rules import RULES


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("Lovelace, Ada", "Ada", "Lovelace"),
        ("Lovelace,Ada", "Ada", "Lovelace"),
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Ruiz Soto, María", "María", "Ruiz Soto"),
        ("O'Dea, Jean-Luc", "Jean-Luc", "O'Dea"),
        ("Ada  Lovelace", "Ada", "Lovelace"),
        ("水野, 美咲", "美咲", "水野"),
    ],
)
def test_a_plain_name_is_split(whole: str, first: str, last: str) -> None:
    assert split_name(whole)[:2] == (first, last)


@pytest.mark.parametrize(
    "whole",
    [
        "Ada",
        "María del Carmen Ruiz Soto",
        "Dr. Ada Lovelace",
        "Lovelace, A. (Contractor)",
        "King, Jr., Ada",
        "Ada L.",
        "Ada 2",
        "水野 美咲",
        ",",
    ],
)
def test_a_name_that_is_not_plain_is_refused(whole: str) -> None:
    with pytest.raises(ValueError, match="write it as 'Last, First'"):
        split_name(whole)


def test_a_part_that_is_known_leaves_the_other() -> None:
    assert split_name("María del Carmen Ruiz Soto", last="Ruiz Soto")[:2] == ("María del Carmen", "Ruiz Soto")
    assert split_name("Lovelace, Ada Byron", last="Lovelace")[:2] == ("Ada Byron", "Lovelace")
    assert split_name("Ada de la Cruz", first="Ada")[:2] == ("Ada", "de la Cruz")
    with pytest.raises(ValueError, match="not plain"):
        split_name("Ada Lovelace", last="King")


def test_a_header_with_a_comma_promises_one_in_the_cell() -> None:
    assert split_name("Lovelace, Ada", turned=True)[:2] == ("Ada", "Lovelace")
    with pytest.raises(ValueError, match="not plain"):
        split_name("Lovelace Ada", turned=True)


def read(**cells: str) -> Row:
    row = RowReader(read_header(list(cells)), RULES).read(2, list(cells.values()))
    assert row is not None
    return row


def test_the_row_says_how_its_name_was_split() -> None:
    row = read(login="ada", displayName="Lovelace, Ada", phone_type="soft")

    assert row.identity == {"first_name": "Ada", "last_name": "Lovelace"}
    assert [(warning["column"], "at its comma" in warning["message"]) for warning in row.warnings] == [
        ("displayName", True)
    ]


def test_names_of_their_own_count_and_empty_ones_are_filled_in() -> None:
    own = read(login="ada", displayName="A. L. (Contractor)", first_name="Ada", last_name="King")
    assert own.identity == {"first_name": "Ada", "last_name": "King"}
    assert own.warnings == own.problems == ()
    assert read(login="ada", displayName="Ada King", first_name="", last_name="").identity["last_name"] == "King"
    assert read(login="ada", cn="Ada King", sn="King", mail="").identity["first_name"] == "Ada"


def test_a_name_that_cannot_be_split_rejects_its_row() -> None:
    [problem] = read(login="ada", displayName="Ada", phone_type="soft").problems

    assert problem["column"] == "displayName"
    [problem] = read(login="ada", displayName="Ada King", first_name="#NAME?", last_name="").problems
    assert problem["column"] == "first_name"
