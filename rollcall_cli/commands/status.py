"""`rollcall status`: imports, or what became of one."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import requests_per_second
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.import_outcome import counts_text, show_outcome
from rollcall_cli.imports import Imports, counts_of, short_id
from rollcall_cli.options import AsJson, DeploymentName, ImportArgument, Limit, Region, StackFile, WatchAgents
from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.printing import MOST_LINES, amount, moment, print_json, print_table, say, selected
from rollcall_cli.progress import progress
from rollcall_cli.readable_records import Record
from rollcall_cli.waiting_outcome import show_waiting, waiting_rows
from rollcall_cli.waiting_uploads import WaitingList, WaitingUpload, WaitingUploads
from rollcall_cli.watch import Watch, left_to_itself

EXAMPLES: Final = (
    "Examples: [bold]rollcall status[/bold], [bold]rollcall status --limit 200[/bold], "
    "[bold]rollcall status agents.csv --watch[/bold]"
)

_FIELDS: Final = ("import_id", "key", "status", "started_at", "finished_at", "superseded_by")


def run(
    reference: ImportArgument = None,
    watch: WatchAgents = False,
    limit: Limit = None,
    everything: Annotated[bool, typer.Option("--all", help="List all imports.")] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """List imports, newest first; or show one import with the rows that need attention.

    The list has the 50 newest, unless --limit or --all says otherwise. Before the imports stand the uploads that ingest
    has not taken in yet, as WAITING.
    """
    listing = reference is None and not watch
    if (limit or everything) and (not listing or (limit and everything)):
        raise CliError("--limit and --all are for the list of imports, one of them", "leave them out", USAGE)
    deployment = find_deployment(stack_file, name, region)
    if listing:
        _list(deployment, None if everything else limit or MOST_LINES, as_json=as_json)
        return
    waiting = WaitingUploads(deployment).of_key(reference) if reference is not None else None
    if waiting is not None and not watch:
        raise typer.Exit(show_waiting(deployment, waiting, as_json=as_json))
    record = _watched(deployment, reference, waiting, as_json=as_json) if watch else Imports(deployment).find(reference)
    raise typer.Exit(show_outcome(deployment, record, as_json=as_json))


def _watched(deployment: Deployment, reference: str | None, waiting: WaitingUpload | None, *, as_json: bool) -> Record:
    """Follow an import, or an upload that waits for ingest, to its end."""
    record = Imports(deployment).find(reference) if waiting is None else {"key": waiting.key}
    key = record["key"]
    quota, line = requests_per_second(deployment), OtherUploads(deployment, key).look
    with left_to_itself(key), progress(key, quota=quota, line=line, quiet=as_json) as show:
        watch = Watch(deployment)
        return watch.follow(record, show) if waiting is None else watch.upload(key, waiting.version_id, show)


def _list(deployment: Deployment, most: int | None, *, as_json: bool) -> None:
    # One more than is shown says whether there are older ones.
    found = Imports(deployment).newest(most and most + 1)
    records = found[:most]
    waiting = WaitingUploads(deployment).all(records)
    if as_json:
        listed = [selected(record, _FIELDS) | {"counts": counts_of(record)} for record in records]
        print_json([*(upload.document() for upload in waiting.uploads), *listed])
    else:
        _print(records, waiting)
    if not records and not waiting.uploads:
        say("Nothing was imported yet: rollcall upload FILE --watch")
    elif len(found) > len(records):
        say(f"These are the newest {amount(len(records), 'import')}; there are older ones: --limit, or --all")


def _print(records: list[Record], waiting: WaitingList) -> None:
    rows = waiting_rows(waiting) + [
        (
            moment(record["started_at"]),
            record["key"],
            short_id(record),
            record["status"],
            counts_text(counts_of(record)),
        )
        for record in records
    ]
    print_table(("started", "key", "import", "status", "rows"), rows)
    if waiting.gap:
        say(f"More uploads may wait for ingest: {waiting.gap}")
