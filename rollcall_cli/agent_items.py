"""Reads many agents from the agents table."""

from __future__ import annotations

from typing import Any

from rollcall_cli.deployment import Deployment
from roster.items import from_wire


def read_agents(deployment: Deployment, *, status: str | None = None) -> list[dict[str, Any]]:
    """Return all agents, or those of a status, by username."""
    filters: dict[str, Any] = {}
    if status:
        filters = {
            "FilterExpression": "#status = :status",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {":status": {"S": status}},
        }
    pages = (
        deployment.client("dynamodb")
        .get_paginator("scan")
        .paginate(TableName=deployment.output("agents_table"), ConsistentRead=True, **filters)
    )
    return sorted((from_wire(item) for page in pages for item in page["Items"]), key=lambda item: str(item["username"]))
