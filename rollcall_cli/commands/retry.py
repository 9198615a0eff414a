"""`rollcall retry`: tries failed agents again."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from rollcall_cli.agent_items import read_agents
from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports, UnknownImportError
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import print_json, say, some_of
from roster.clock import utc_now
from roster.requeue_failed_agents import Requeued, RequeueFailedAgents

EXAMPLES: Final = "Examples: [bold]rollcall retry[/bold], [bold]rollcall retry agents.csv[/bold]"


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
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Put failed agents back to pending, once what made them fail is mended; safe to repeat."""
    deployment = find_deployment(stack_file, name, region)
    client = deployment.client("dynamodb")
    retry = RequeueFailedAgents(
        client, agents=deployment.agents(), outcomes=deployment.outcomes(), files=deployment.files(), clock=utc_now
    )
    retried = retry.requeue(_usernames(deployment, reference))
    if as_json:
        print_json({"agents": sorted(retried.agents), "imports": retried.imports})
    else:
        _tell(retried)


def _usernames(deployment: Deployment, reference: str | None) -> list[str]:
    """Return the agents to try again, of whom some may not have failed."""
    if reference is None:
        return [item["username"] for item in read_agents(deployment, status="FAILED")]
    if deployment.agents().read(reference) is not None:
        return [reference]
    try:
        record = Imports(deployment).find(reference)
    except UnknownImportError as error:
        raise CliError(
            f"There is neither an agent nor an import {reference!r}",
            "`rollcall agents --status failed` lists failed agents, `rollcall status --all` all imports",
        ) from error
    outcomes = deployment.outcomes().of_import(record["import_id"])
    return [outcome["username"] for outcome in outcomes if outcome["outcome"] == "failed"]


def _tell(retried: Requeued) -> None:
    if not retried.agents:
        say("No agent is FAILED there; nothing to do")
        return
    say(f"Pending again: {some_of(sorted(retried.agents))}")
    for import_id in retried.imports:
        say(f"What becomes of them: rollcall status {import_id[:8]} --watch")
