"""What DynamoDB takes and refuses, and how it gives it back, as AWS documents it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fuzz.entries.writable import stored_item


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {"S": "x"}
    for level in range(levels):
        value = {"L": [value]} if level % 2 else {"M": {"x": value}}
    return value


@pytest.mark.parametrize(
    "value",
    [
        {"S": ""},
        {"S": "ä"},
        {"N": "0"},
        {"N": "-1.5"},
        {"N": "9" * 38},
        {"N": "1" + "0" * 125},
        {"N": "0." + "0" * 129 + "1"},
        {"BOOL": False},
        {"NULL": True},
        {"L": []},
        {"M": {}},
        {"SS": ["a", ""]},
        {"NS": ["1", "2.5"]},
        nested(32),
    ],
)
def test_it_gives_back_what_it_takes(value: dict[str, Any]) -> None:
    assert stored_item({"x": value}, "agents") == {"x": value}


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ({"N": "007"}, {"N": "7"}),
        ({"N": "+1"}, {"N": "1"}),
        ({"N": "-0"}, {"N": "0"}),
        ({"N": "0E9999"}, {"N": "0"}),
        ({"N": "1.50"}, {"N": "1.5"}),
        ({"N": "1E3"}, {"N": "1000"}),
        ({"N": "1e+125"}, {"N": "1" + "0" * 125}),
        ({"N": "-1E-130"}, {"N": "-0." + "0" * 129 + "1"}),
        ({"B": "AA=="}, {"B": b"\0"}),
        ({"B": ""}, {"B": b""}),
        ({"BS": ["AA==", "AQ=="]}, {"BS": [b"\0", b"\1"]}),
    ],
)
def test_it_writes_numbers_out_and_clients_decode_binary(written: dict[str, Any], stored: dict[str, Any]) -> None:
    assert stored_item({"x": {"M": {"y": written}}}, "agents") == {"x": {"M": {"y": stored}}}


@pytest.mark.parametrize(
    "value",
    [
        *(
            {},
            [],
            "x",
            {"S": "a", "N": "1"},
            {"X": "y"},
            {"S": 1},
            {"S": None},
            {"S": "\ud800"},
            {"M": {"": {"S": "a"}}},
        ),
        *({"N": text} for text in ("", "x", "1_0", " 1", "٣", "1e", "NaN", "Infinity", "1E126", "1E-131", "1" * 39)),
        *({"N": 1}, {"B": "A"}, {"B": "ä"}, {"BOOL": "true"}, {"BOOL": 1}, {"NULL": False}, {"L": {}}, {"M": []}),
        *({"SS": []}, {"SS": ["a", "a"]}, {"SS": [1]}, {"NS": ["1", "1.0"]}, {"NS": [1]}, {"BS": ["AA==", "AA=="]}),
        nested(33),
    ],
)
def test_it_refuses_what_is_none_of_its_kinds(value: Any) -> None:
    assert stored_item({"x": value}, "agents") is None
    assert stored_item({"x": {"L": [value]}}, "agents") is None


def test_attributes_of_an_index_are_of_its_kind_and_not_empty() -> None:
    assert stored_item({"source_key": {"S": "x"}}, "agents") is not None
    assert stored_item({"source_key": {"N": "1"}}, "agents") is None
    assert stored_item({"source_key": {"S": ""}}, "agents") is None
    assert stored_item([], "agents") is None
