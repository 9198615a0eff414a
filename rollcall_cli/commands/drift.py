"""`rollcall drift`: compares Connect with the agents table, and has provision mend what differs."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

import typer

from rollcall_cli.agent_items import read_agents
from rollcall_cli.confirmation import Yes, confirm, is_terminal
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.drift_comparison import Drift, compare
from rollcall_cli.errors import ATTENTION, USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.instance import CLIENT_OPTIONS, Instance
from rollcall_cli.mending import mend, print_mending
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import amount, print_json, print_table, say, warn
from rollcall_cli.profile_moves import managing_profiles, print_moves
from rollcall_cli.progress import progress

EXAMPLES: Final = "Examples: [bold]rollcall drift[/bold], [bold]rollcall drift --mend[/bold]"


def run(
    usernames: Annotated[
        list[str] | None,
        typer.Argument(metavar="[USERNAME]...", help="Agents or users; all if left out.", show_default=False),
    ] = None,
    mends: Annotated[
        bool,
        typer.Option(
            "--mend", help="Have missing users made again, and changed ones brought back to what the table wants."
        ),
    ] = False,
    yes: Yes = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Compare Connect's users with the agents table: who is missing, unknown, or different in what.

    Exit code 1 means that there is drift; with --mend, that some of it is not mended. Users who hold security profiles
    outside allowed_security_profiles are named, but are none: Rollcall never touches them. With --mend it asks on a
    terminal; unknown users stay as they are.
    """
    deployment = find_deployment(stack_file, name, region)
    rules = deployed_rules(deployment)
    connect, instance_id = deployment.client("connect", **CLIENT_OPTIONS), deployment.output("instance_id")
    instance = Instance(connect, instance_id)
    managing = managing_profiles(connect, instance_id, instance)
    agents = read_agents(deployment)
    with progress("Comparing", quiet=as_json) as show:
        drift = compare(instance, agents, rules, show, usernames or (), managing=managing)
    if drift.absent:
        raise CliError(
            f"There is neither an agent nor a Connect user {' or '.join(map(repr, drift.absent))}",
            "`rollcall agents` lists agents; capitals count",
            USAGE,
        )
    if not as_json:
        _print(drift, mends=mends)
    if not mends:
        if as_json:
            print_json(_document(drift))
        raise typer.Exit(ATTENTION if drift.found else 0)
    if drift.mendable and not yes and not as_json and is_terminal():
        confirm(f"Mend {amount(len(drift.mendable), 'agent')}?", yes=False, nothing="mended")
    done = mend(deployment, drift, saml=rules.saml, named=bool(usernames))
    if as_json:
        print_json(_document(drift) | done.document())
    else:
        print_mending(done)
    raise typer.Exit(ATTENTION if done.left_alone else 0)


def _document(drift: Drift) -> dict[str, Any]:
    return {
        "drift": drift.found,
        "missing": drift.missing,
        "unknown": [{"username": name, "refused_profiles": refused} for name, refused in drift.unknown.items()],
        "different": [
            {"username": username, "facet": one.facet, "table": one.wanted, "connect": one.actual}
            for username, found in drift.different.items()
            for one in found
        ],
        "profile_moves": drift.profile_moves,
        "not_compared": list(drift.unsettled),
    }


def _print(drift: Drift, *, mends: bool) -> None:
    rows: list[tuple[str, str, str, str, str]] = [
        ("missing", username, "", "active", "no such user") for username in drift.missing
    ]
    rows += [
        ("unknown", username, "", "no such agent", f"holds {', '.join(refused)}" if refused else "")
        for username, refused in drift.unknown.items()
    ]
    rows += [
        ("different", username, one.facet, _text(one.wanted), _text(one.actual))
        for username, found in drift.different.items()
        for one in found
    ]
    print_table(("what", "username", "facet", "agents table", "Connect"), rows)
    if drift.unsettled:
        what = "Neither compared nor mended" if mends else "Not compared"
        say(f"{what}, being PENDING or FAILED: {amount(len(drift.unsettled), 'agent')} (rollcall agents)")
    for username, refused in drift.refused.items():
        warn(f"{username} holds {', '.join(refused)}: Rollcall does not touch such users, take it away in Connect")
    if drift.profile_moves:
        say("Mending gives or takes:")
    print_moves(drift.profile_moves, more="--json has them all")
    if drift.mendable and not mends:
        say(
            "To mend it: rollcall drift --mend makes missing users again and brings different ones back; or name those "
            "that it shall mend"
        )
    if not drift.found:
        say("No drift")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
