"""`rollcall drift`: compares Connect with the agents table."""

from __future__ import annotations

import json
from typing import Any, Final

import typer

from rollcall_cli.agent_items import read_agents
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.drift_comparison import Drift, compare
from rollcall_cli.errors import ATTENTION
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.instance import CLIENT_OPTIONS, Instance
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import amount, print_json, print_table, say
from rollcall_cli.progress import progress

EXAMPLES: Final = "Example: [bold]rollcall drift --json[/bold]"


def run(
    stack_file: StackFile = None, name: DeploymentName = None, region: Region = None, as_json: AsJson = False
) -> None:
    """Compare Connect's users with the agents table: who is missing, unknown, or different in what.

    Exit code 1 means that there is drift. Users who hold security profiles outside allowed_security_profiles
    are named, but are none: Rollcall never touches them.
    """
    deployment = find_deployment(stack_file, name, region)
    rules = deployed_rules(deployment)
    instance = Instance(deployment.client("connect", **CLIENT_OPTIONS), deployment.output("instance_id"))
    agents = read_agents(deployment)
    with progress("Comparing", quiet=as_json) as show:
        drift = compare(instance, agents, rules, show)
    if as_json:
        print_json(_document(drift))
    else:
        _print(drift)
    raise typer.Exit(ATTENTION if drift.found else 0)


def _document(drift: Drift) -> dict[str, Any]:
    names = ("username", "facet", "table", "connect")
    return {
        "drift": drift.found,
        "missing": drift.missing,
        "unknown": [{"username": name, "refused_profiles": refused} for name, refused in drift.unknown.items()],
        "different": [dict(zip(names, difference, strict=True)) for difference in drift.different],
        "not_compared": drift.unsettled,
    }


def _print(drift: Drift) -> None:
    rows: list[tuple[str, str, str, str, str]] = [
        ("missing", username, "", "active", "no such user") for username in drift.missing
    ]
    rows += [
        ("unknown", username, "", "no such agent", f"holds {', '.join(refused)}" if refused else "")
        for username, refused in drift.unknown.items()
    ]
    rows += [
        ("different", username, facet, _text(table), _text(connect))
        for username, facet, table, connect in drift.different
    ]
    print_table(("what", "username", "facet", "agents table", "Connect"), rows)
    if drift.unsettled:
        say(f"Not compared, being PENDING or FAILED: {amount(len(drift.unsettled), 'agent')} (rollcall agents)")
    if drift.missing or drift.different:
        say(
            "To mend it: change the user in Connect back; or take `applied` off the agent's item in the agents table "
            "and set its status to PENDING, then Connect is told all of it again, and a missing user is made"
        )
    if not drift.found:
        say("No drift")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
