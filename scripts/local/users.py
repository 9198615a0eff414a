"""Reads back from Amazon Connect, not from our own tables, which users there are."""

from __future__ import annotations

import boto3
from rich.table import Table

from rollcall_cli.instance import Instance


def users_table(instance_id: str) -> Table:
    """Lists the instance's users with what they were given, as a table to print."""
    instance = Instance(boto3.client("connect"), instance_id)
    users = instance.users()
    table = Table(title=f"{len(users)} Amazon Connect users", title_justify="left")
    for column in ("username", "name", "routing profile", "security profiles", "hierarchy", "phone"):
        table.add_column(column, overflow="fold")
    for user in users:
        facets = instance.facets(user)
        identity, phone = facets["identity"], facets["phone"]
        table.add_row(
            user["Username"],
            f"{identity.get('first_name', '')} {identity.get('last_name', '')}".strip(),
            facets["routing_profile"],
            ", ".join(facets["security_profiles"]),
            facets["hierarchy"],
            phone.get("desk_phone_number") or phone["type"],
        )
    return table
