"""Which password secrets the agents table names: it shows at once what a listing of secrets may not show yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def named_secrets(client: DynamoDBClient, table: str, prefix: str) -> list[str]:
    """Return the names of the secrets below a prefix that agents name, those of agents that changed last first.

    Agents go on naming a secret that has had its time, so many of them may be gone.

    Args:
        client: a DynamoDB client.
        table: the agents table's name; where somebody has deleted it, nothing is named.
        prefix: such as `rollcall/passwords/`.

    Raises:
        botocore.exceptions.ClientError: the table can't be read.
    """
    pages = client.get_paginator("scan").paginate(
        TableName=table,
        FilterExpression="begins_with(password_secret, :prefix)",
        ExpressionAttributeValues={":prefix": {"S": prefix}},
        ProjectionExpression="password_secret, updated_at",
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
