"""Queries an index of a deployment's table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from botocore.exceptions import ClientError

from rollcall_cli.errors import CliError

_WITHOUT_INDEX: Final = frozenset({"ResourceNotFoundException", "ValidationException"})
"""What DynamoDB answers where a table has no index of a name, or fills it; its message names the index then."""


def query_index(client: Any, **query: Any) -> Iterator[dict[str, Any]]:
    """Yield what a query of an index finds, page by page, in DynamoDB's format.

    Raises:
        CliError: the table lacks the index: it is of an older version, or still makes the index from what it holds.
    """
    try:
        for page in client.get_paginator("query").paginate(**query):
            yield from page["Items"]
    except ClientError as error:
        message = error.response["Error"].get("Message", "")
        if error.response["Error"]["Code"] not in _WITHOUT_INDEX or query["IndexName"] not in message:
            raise
        raise CliError(
            f"The table {query['TableName']} can't be asked by its index {query['IndexName']}: {message}",
            "apply the version that `rollcall --version` says, which makes the index, and wait until that is done",
        ) from error
