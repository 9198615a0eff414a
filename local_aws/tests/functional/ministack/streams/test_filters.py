"""Patterns of filter criteria."""

from __future__ import annotations

import json
from typing import Any

import pytest

from local_aws.ministack.streams.filters import FilterError, matches, parse

RECORD: dict[str, Any] = {
    "eventName": "MODIFY",
    "dynamodb": {"NewImage": {"status": {"S": "PENDING"}, "pending": {"N": "0"}, "flag": {"BOOL": True}}, "size": 12},
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ({"eventName": ["INSERT", "MODIFY"]}, True),
        ({"eventName": ["REMOVE"]}, False),
        ({"dynamodb": {"NewImage": {"pending": {"N": ["0"]}}}}, True),
        ({"dynamodb": {"NewImage": {"pending": {"N": [0]}}}}, False),
        ({"dynamodb": {"NewImage": {"pending": {"N": [{"numeric": ["=", 0]}]}}}}, False),
        ({"dynamodb": {"size": [{"numeric": [">", 10, "<=", 12]}]}}, True),
        ({"dynamodb": {"NewImage": {"flag": {"BOOL": [1]}}}}, False),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"prefix": "PEN"}]}}}}, True),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"suffix": "ING"}]}}}}, True),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"equals-ignore-case": "pending"}]}}}}, True),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"anything-but": ["PENDING"]}]}}}}, False),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"anything-but": {"prefix": "ACT"}}]}}}}, True),
        ({"dynamodb": {"NewImage": {"absent": {"S": [{"anything-but": ["x"]}]}}}}, False),
        ({"dynamodb": {"NewImage": {"status": {"S": [{"exists": True}]}}}}, True),
        ({"dynamodb": {"OldImage": {"status": {"S": [{"exists": True}]}}}}, False),
        ({"dynamodb": {"OldImage": {"status": {"S": [{"exists": False}]}}}}, True),
        ({"$or": [{"eventName": ["REMOVE"]}, {"dynamodb": {"size": [12]}}]}, True),
    ],
)
def test_patterns(pattern: dict[str, Any], expected: bool) -> None:
    patterns = parse({"Filters": [{"Pattern": json.dumps(pattern)}]})
    assert matches(RECORD, patterns) is expected


def test_one_of_several_filters_is_enough_and_none_lets_all_pass() -> None:
    several = parse({"Filters": [{"Pattern": '{"eventName": ["REMOVE"]}'}, {"Pattern": '{"eventName": ["MODIFY"]}'}]})
    assert matches(RECORD, several)
    assert matches(RECORD, parse(None))


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"a": "b"}', '{"a": []}', '{"a": [{"like": "b"}]}', '{"$or": []}'])
def test_what_lambda_refuses(text: str) -> None:
    with pytest.raises(FilterError, match="Invalid filter pattern"):
        parse({"Filters": [{"Pattern": text}]})
