"""What DynamoDB answers where an index is missing is told with what to do; its other answers are left as they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rollcall_cli.errors import CliError
from rollcall_cli.index_query import query_index

QUERY = {"TableName": "rollcall-files", "IndexName": "by_start"}


class Refusing:
    """A client whose queries fail."""

    def __init__(self, code: str, message: str) -> None:
        self.error = ClientError({"Error": {"Code": code, "Message": message}}, "Query")

    def get_paginator(self, _operation: str) -> Refusing:
        return self

    def paginate(self, **_query: Any) -> Iterator[dict[str, Any]]:
        raise self.error
        yield


@pytest.mark.parametrize(
    "message",
    [
        "The table does not have the specified index: by_start",
        "Cannot read from backfilling global secondary index: by_start",
    ],
)
def test_a_missing_index_is_told(message: str) -> None:
    with pytest.raises(CliError, match=f"rollcall-files can't be asked by its index by_start: {message}") as told:
        list(query_index(Refusing("ValidationException", message), **QUERY))

    assert "wait until that is done" in told.value.advice


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ResourceNotFoundException", "Requested resource not found"),
        ("ValidationException", "Invalid KeyConditionExpression"),
        ("AccessDeniedException", "not authorized to perform dynamodb:Query on table/rollcall-files/index/by_start"),
    ],
)
def test_other_refusals_stay_what_they_are(code: str, message: str) -> None:
    with pytest.raises(ClientError, match=message):
        list(query_index(Refusing(code, message), **QUERY))
