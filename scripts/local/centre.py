"""Reads back from Amazon Connect what callers meet, and who serves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
from rich.table import Table

from rollcall_cli.centre.reader import FOR_PICTURE, read_centre
from rollcall_cli.diagram.menus import menus

if TYPE_CHECKING:
    from rollcall_cli.centre.model import Centre


def read_instance(instance_id: str) -> Centre:
    """Reads the contact centre that an instance is."""
    return read_centre(boto3.client("connect"), instance_id, FOR_PICTURE, lambda *_: None)


def menu_lines(centre: Centre) -> list[str]:
    """Returns what callers hear and where their keys lead, as trees, one for each flow that a number leads to."""
    return [line for lines in menus(centre).values() for line in lines]


def queues_table(centre: Centre) -> Table:
    """Lists the queues with their hours, the routing profiles that serve them, and how many agents have those."""
    hours = {one.id: one.name for one in centre.hours}
    table = Table(title="Queues, and who serves them", title_justify="left")
    for column in ("queue", "hours", "routing profile", "channels", "agents"):
        table.add_column(column, overflow="fold")
    for queue in sorted(centre.queues, key=lambda one: one.name):
        name, open_in = queue.name, hours.get(queue.hours, "")
        for profile in sorted(centre.routing_profiles, key=lambda one: one.name):
            channels = sorted({route.channel for route in profile.routes if route.queue == queue.id})
            if channels:
                agents = str(centre.agents.get(profile.id, 0))
                table.add_row(name, open_in, profile.name, ", ".join(channels), agents)
                name = open_in = ""
    return table
