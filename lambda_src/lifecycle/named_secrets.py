"""Reads from the agents table which password secrets there are. `purge_passwords` needs those that listings lack.

Reads of DynamoDB can be consistent; a listing of Secrets Manager may lack secrets of the last five minutes
(docs/decisions/0018-absence-is-believed-late.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def named_secrets(client: DynamoDBClient, table: str, prefix: str) -> list[str]:
    """Return the names of the secrets below a prefix that agents' items hold, those of agents that changed last first.

    An item keeps the name of a secret that upkeep has deleted since, so many of them may be gone.

    Args:
        client: a DynamoDB client.
        table: the agents table's name; if somebody has deleted the table, there are no names.
        prefix: such as `rollcall/passwords/`.

    Raises:
        botocore.exceptions.ClientError: the table can't be read.
    """
    pages = client.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="begins_with(password_secret, :prefix)",
        ExpressionAttributeValues={":prefix": {"S": prefix}},
        ProjectionExpression="password_secret, updated_at",
        Select="SPECIFIC_ATTRIBUTES",  # said, although DynamoDB would take it: the function's policy asks for it
        ConsistentRead=True,
    )
    changed: dict[str, str] = {}
    try:
        for page in pages:
            for item in page["Items"]:
                name, at = item["password_secret"]["S"], item.get("updated_at", {}).get("S", "")
                changed[name] = max(at, changed.get(name, ""))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
    return sorted(changed, key=lambda name: (changed[name], name), reverse=True)
