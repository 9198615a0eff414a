"""`rollcall retry`: tries failed agents again."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from rollcall_cli.agent_items import read_agents
from rollcall_cli.errors import CliError
from rollcall_cli.imports import Imports
from rollcall_cli.options import AsJson, StackFile
from rollcall_cli.output import print_json, say
from rollcall_cli.stack import Stack, load_stack
from roster.clock import utc_now
from roster.requeue_failed_agents import Requeued, RequeueFailedAgents

EXAMPLES: Final = "Examples: [bold]rollcall retry[/bold], [bold]rollcall retry agents.csv[/bold]"

_NAMED: Final = 10


def run(
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar="IMPORT|USERNAME",
            help="The agents that failed in one import, or one agent; all that failed if left out.",
            show_default=False,
        ),
    ] = None,
    stack_file: StackFile = None,
    as_json: AsJson = False,
) -> None:
    """Put failed agents back to pending, once what made them fail is mended; safe to repeat."""
    stack = load_stack(stack_file)
    client = stack.client("dynamodb")
    retry = RequeueFailedAgents(
        client, agents=stack.agents(), outcomes=stack.outcomes(), files=stack.files(), clock=utc_now
    )
    retried = retry.requeue(_usernames(stack, reference))
    if as_json:
        print_json({"agents": sorted(retried.agents), "imports": retried.imports})
    else:
        _tell(retried)


def _usernames(stack: Stack, reference: str | None) -> list[str]:
    """Return who may have failed."""
    if reference is None:
        return [item["username"] for item in read_agents(stack, status="FAILED")]
    if stack.agents().read(reference) is not None:
        return [reference]
    try:
        record = Imports(stack).find(reference)
    except CliError as error:
        raise CliError(
            f"There is neither an agent nor an import {reference!r}",
            "`rollcall agents --status failed` lists failed agents, `rollcall status` all imports",
        ) from error
    outcomes = stack.outcomes().of_import(record["import_id"])
    return [outcome["username"] for outcome in outcomes if outcome["outcome"] == "failed"]


def _tell(retried: Requeued) -> None:
    if not retried.agents:
        say("No agent is FAILED there; nothing to do")
        return
    names = sorted(retried.agents)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    say(f"Pending again: {', '.join(names[:_NAMED])}{more}")
    for import_id in retried.imports:
        say(f"What becomes of them: rollcall status {import_id[:8]} --watch")
