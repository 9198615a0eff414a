"""`rollcall agents`: lists the agents table, or shows one agent."""

from __future__ import annotations

import enum
from typing import Annotated, Any, Final

import typer

from rollcall_cli.agent_description import describe_agent
from rollcall_cli.agent_items import read_agents
from rollcall_cli.errors import CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import moment, print_fields, print_json, print_table, say

EXAMPLES: Final = "Examples: [bold]rollcall agents --status failed[/bold], [bold]rollcall agents maria.silva[/bold]"

_COLUMNS: Final = ("username", "status", "routing_profile", "hierarchy", "updated_at", "status_reason")


class Status(enum.StrEnum):
    """Status of an agent in the agents table."""

    PENDING = enum.auto()
    ACTIVE = enum.auto()
    FAILED = enum.auto()
    REMOVED = enum.auto()


def run(
    username: Annotated[
        str | None, typer.Argument(metavar="USERNAME", help="One agent, with all that is known.", show_default=False)
    ] = None,
    status: Annotated[Status | None, typer.Option(help="Only agents of this status.", case_sensitive=False)] = None,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List agents with what became of them, or show one in people's words; --json has its item as it stands."""
    deployment = find_deployment(stack_file, name, region)
    if username is not None:
        item = deployment.agents().read(username)
        if item is None:
            raise CliError(f"There is no agent {username!r}", "logins are case-sensitive; `rollcall agents` lists them")
        _show_one(dict(item), as_json=as_json)
        return
    items = read_agents(deployment, status=status.name if status else None)
    if as_json:
        print_json(items)
        return
    rows = (item | {"updated_at": moment(item.get("updated_at"))} for item in items)
    print_table(_COLUMNS, ([row.get(column) for column in _COLUMNS] for row in rows))
    if not items:
        say(f"No agent is {status.name}" if status else "There are no agents yet: rollcall upload FILE --watch")


def _show_one(item: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(item)
    else:
        print_fields(describe_agent(item, moment))
