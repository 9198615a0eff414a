"""`rollcall remove`: removes agents who leave, by an upload that lists them as inactive."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final
from uuid import uuid4

import typer

from rollcall_cli.confirmation import Yes, confirm, is_terminal
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.leavers import Leavers, check_removals, find_leavers, leavers_sheet
from rollcall_cli.local_files import open_input
from rollcall_cli.options import AllowRemovals, AsJson, DeploymentName, Region, StackFile, WatchAgents
from rollcall_cli.planning.show_plan import show_plan
from rollcall_cli.printing import amount, print_json, say, some_of, warn
from rollcall_cli.sending import send, tell_sent, watch_to_the_end
from roster.clock import utc_now

EXAMPLES: Final = (
    "Examples: [bold]rollcall remove maria.silva --watch[/bold], [bold]rollcall remove --from-file leavers.txt[/bold]"
)


def run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME...", help="Logins of the agents.", show_default=False)
    ] = None,
    from_file: Annotated[
        Path | None,
        typer.Option("--from-file", help="File with one login a line; - reads standard input.", metavar="FILE"),
    ] = None,
    watch: WatchAgents = False,
    allow_removals: AllowRemovals = False,
    yes: Yes = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Remove agents who leave, with their users and what leads to them.

    It uploads a directory that lists them as inactive, under a key of its own, so it is an import with a report, and
    the guard against removals holds. Names that are no agents are told, and then nobody is removed. A file that goes
    on listing an agent makes it again when it is uploaded next: take the row out of it, or mark it inactive there too.
    """
    usernames = [*(names or ()), *(_names_in(from_file) if from_file is not None else ())]
    if not usernames:
        raise CliError("No agent is named", "rollcall remove NAME, or --from-file FILE with one login a line", USAGE)
    deployment = find_deployment(stack_file, name, region)
    leavers = find_leavers(deployment, usernames)
    document = {
        "removing": list(leavers.usernames),
        "removed_already": list(leavers.gone),
        "listed_by": {key: list(listed) for key, listed in leavers.listed_by.items()},
    }
    if not as_json:
        _tell(leavers)
    if not leavers.usernames:
        if as_json:
            print_json(document)
        return
    key = f"removals/{utc_now():%Y-%m-%dT%H%M%SZ}-{uuid4().hex[:6]}.csv"
    body = leavers_sheet(leavers.usernames)
    header = check_removals(deployment, deployed_rules(deployment), body, key=key, allow_removals=allow_removals)
    if not yes and not as_json and is_terminal():
        show_plan(deployment, io.BytesIO(body), header, key=key, allow_removals=allow_removals)
    confirm(f"Remove {amount(len(leavers.usernames), 'agent')}?", yes=yes, nothing="removed")
    sent = send(deployment, key, body, "text/csv; charset=utf-8", allow_removals=allow_removals)
    if watch:
        raise typer.Exit(watch_to_the_end(deployment, sent, as_json=as_json))
    if as_json:
        print_json(document | sent)
    else:
        tell_sent(sent)


def _names_in(file: Path) -> Iterator[str]:
    """Yield the lines of a file that are not blank.

    Raises:
        CliError: it can't be read, or is no text in UTF-8.
    """
    try:
        if str(file) == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        else:
            with open_input(file) as stream:
                text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CliError(f"{file} is no text in UTF-8", "save it as UTF-8, with one login a line", USAGE) from error
    yield from filter(None, map(str.strip, text.splitlines()))


def _tell(leavers: Leavers) -> None:
    if leavers.gone:
        say(f"Removed already: {some_of(leavers.gone)}")
    for key, listed in leavers.listed_by.items():
        warn(
            f"{key} listed {some_of(listed)} last. If the file still does, its next upload makes "
            f"{'the agent' if len(listed) == 1 else 'them'} again, with a new user and password: take the "
            f"{'row' if len(listed) == 1 else 'rows'} out of it, or mark them inactive there too"
        )
    if not leavers.usernames:
        say("There is nobody to remove")
