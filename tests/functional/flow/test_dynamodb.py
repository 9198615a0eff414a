"""The DynamoDB of these tests answers as moto's does to everything that the shared domain asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from roster.items import to_wire
from tests.functional.flow.dynamodb import KEYS, FakeDynamoDB
from tests.functional.flow.dynamodb_steps import take
from tests.functional.stores import create_tables


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    with mock_aws():
        dynamodb = boto3.client("dynamodb", region_name="eu-central-1")
        create_tables(dynamodb)
        yield dynamodb


NAMES = st.sampled_from(["ada", "ben"])
VALUES = st.sampled_from([None, "x", "y", 3, {"a": 1}, ["z"]])
ATTRIBUTES = st.sampled_from(["status", "name", "size"])
CHANGES = st.fixed_dictionaries(
    {
        "name": NAMES,
        "set": st.dictionaries(ATTRIBUTES, VALUES, max_size=2),
        "once": VALUES.filter(lambda value: value is not None),
        "add": st.integers(-2, 2),
        "when": st.dictionaries(ATTRIBUTES, VALUES, max_size=2),
        "at_least": st.dictionaries(st.sampled_from(["status", "size", "total"]), st.integers(-2, 3), max_size=1),
        "present": st.booleans(),
    }
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("update"), CHANGES),
        st.tuples(st.just("together"), st.tuples(CHANGES, CHANGES, st.integers(1, 3))),
        st.tuples(st.just("create"), st.tuples(st.sampled_from(["k", "l"]), st.integers(1, 3), st.integers(0, 9))),
        st.tuples(st.just("delete"), NAMES),
        st.tuples(st.just("outcomes"), st.sampled_from(["a", "b"])),
        st.tuples(st.just("records"), st.sampled_from(["k", "l"])),
        st.tuples(st.just("owned"), st.sampled_from(["x", "y"])),
        st.tuples(st.just("many"), st.just(None)),
        st.tuples(st.just("some of them"), st.just(None)),
        st.tuples(st.just("unfinished"), st.integers(1, 3)),
        st.tuples(st.just("newest"), st.sampled_from(["k", "l"])),
        st.tuples(st.just("begun"), st.integers(1, 3)),
        st.tuples(st.just("beginning"), st.sampled_from(["1", "10", "2", "x"])),
        st.tuples(st.just("secret"), st.tuples(NAMES, st.sampled_from(["p/1", "p/2", "q/1"]), VALUES)),
        st.tuples(st.just("secrets"), st.sampled_from(["rollcall-agents", "rollcall-nothing"])),
        st.tuples(st.just("no table"), st.sampled_from(["read", "ask", "ask index", "change", "together"])),
    ),
    min_size=1,
    max_size=12,
)


def content(client: Any) -> dict[str, list[str]]:
    return {table: sorted(map(repr, map(ordered, client.scan(TableName=table)["Items"]))) for table in KEYS}


def ordered(item: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(item.items())


OF_INDEXES = [
    *(("create", (key, number, 9 - 2 * number)) for number in (2, 1, 3) for key in ("l", "k")),
    *((kind, most) for kind in ("unfinished", "begun") for most in (1, 2, 9)),
    *(("beginning", digits) for digits in ("1", "17", "2", "x")),
    *(("newest", key) for key in ("k", "l", "m")),
    *(("secret", step) for step in (("ada", "p/1", "x"), ("ben", "p/2", "y"), ("cyd", "q/1", "z"))),
    *(("secrets", table) for table in ("rollcall-agents", "rollcall-nothing")),
    ("owned", "x"),
    *(("no table", call) for call in ("read", "ask", "ask index", "change", "together")),
]
"""A record for each place of an index, and all that is asked of them."""


@settings(max_examples=40)
@given(steps=STEPS)
@example(steps=OF_INDEXES)
def test_it_answers_as_moto_does(moto: Any, steps: list[tuple[str, Any]]) -> None:
    for table in KEYS:
        for item in moto.scan(TableName=table)["Items"]:
            moto.delete_item(TableName=table, Key={name: item[name] for name in KEYS[table]})
    fake = FakeDynamoDB()

    for kind, step in steps:
        assert take(fake, kind, step) == take(moto, kind, step), (kind, step)

    held = {table: sorted(map(repr, map(ordered, items.values()))) for table, items in fake.tables.items()}
    assert held == content(moto)


def test_it_tells_of_changes_and_of_nothing_else() -> None:
    heard: list[tuple[str, Any, Any]] = []
    fake = FakeDynamoDB(lambda table, old, new: heard.append((table, old, new)))
    item = to_wire({"username": "ada", "status": "x"})

    fake.put_item(TableName="rollcall-agents", Item=item)
    fake.put_item(TableName="rollcall-agents", Item=dict(item))
    fake.delete_item(TableName="rollcall-agents", Key={"username": {"S": "ada"}})

    assert heard == [("rollcall-agents", None, item), ("rollcall-agents", item, None)]
