"""Items go to DynamoDB's wire format and come back as they were."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from roster.items import from_wire, to_wire

SCALARS = st.one_of(st.text(max_size=9), st.integers(-(10**30), 10**30), st.booleans(), st.binary(max_size=9))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=4))
def test_there_and_back(item: dict[str, object]) -> None:
    assert from_wire(to_wire(item)) == item


def test_none_is_left_out() -> None:
    assert to_wire({"a": None, "b": 1}) == {"b": {"N": "1"}}


def test_a_fraction_that_somebody_wrote_stays() -> None:
    assert from_wire({"a": {"N": "1.5"}, "b": {"N": "2.0"}}) == {"a": Decimal("1.5"), "b": 2}


def test_numbers_inside_are_whole() -> None:
    found = from_wire({"a": {"L": [{"M": {"level": {"N": "5"}}}]}})

    assert type(found["a"][0]["level"]) is int


@given(VALUES)
def test_values_are_written_as_boto3_writes_them(value: object) -> None:
    assert to_wire({"a": value}) == {"a": TypeSerializer().serialize(value)}


@pytest.mark.parametrize("value", [("a", 1), {"a", "b"}, {1, 2}, Decimal("1.5"), -7, [None, True]])
def test_rarer_values_are_too(value: object) -> None:
    assert to_wire({"a": value}) == {"a": TypeSerializer().serialize(value)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"N": "-5"}, -5),
        ({"N": "1E+2"}, 100),
        ({"N": "9" * 38}, 10**38 - 1),
        ({"N": "1E+38"}, Decimal("1E+38")),
        ({"N": "1" + "0" * 125}, Decimal("1E+125")),
        ({"N": "-7E+125"}, Decimal("-7E+125")),
        ({"SS": ["a", "b"]}, {"a", "b"}),
        ({"NULL": True}, None),
        ({"L": [{"B": b"ab"}]}, [b"ab"]),
        ({"BS": [b"ab", b"c"]}, {b"ab", b"c"}),
        # As AWS Lambda writes them into a stream's events.
        ({"M": {"photo": {"L": [{"B": "YWI="}]}}}, {"photo": [b"ab"]}),
        ({"BS": ["YWI=", "Yw=="]}, {b"ab", b"c"}),
    ],
)
def test_what_others_write_is_read(written: dict[str, Any], read: object) -> None:
    found = from_wire({"a": written})["a"]

    assert found == read
    assert type(found) is type(read)
    assert from_wire(to_wire({"a": found})) == ({} if found is None else {"a": found})


def test_a_number_that_dynamodb_would_round_is_refused() -> None:
    with pytest.raises(ArithmeticError):
        to_wire({"a": 10**38 + 1})
