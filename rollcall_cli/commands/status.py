"""`rollcall status`: imports, or what became of one."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from rollcall_cli.deployment_rules import requests_per_second
from rollcall_cli.import_outcome import counts_text, show_outcome
from rollcall_cli.imports import Imports, counts_of, short_id
from rollcall_cli.options import AsJson, ImportArgument, StackFile
from rollcall_cli.output import moment, print_json, print_table, say, selected
from rollcall_cli.progress import progress
from rollcall_cli.stack import Stack, load_stack
from rollcall_cli.watch import Watch, left_to_itself

EXAMPLES: Final = "Examples: [bold]rollcall status[/bold], [bold]rollcall status agents.csv --watch[/bold]"

_FIELDS: Final = ("import_id", "key", "status", "started_at", "finished_at", "superseded_by")


def run(
    reference: ImportArgument = None,
    watch: Annotated[bool, typer.Option("--watch", help="Show progress until every agent is done.")] = False,
    stack_file: StackFile = None,
    as_json: AsJson = False,
) -> None:
    """List all imports, newest first; or show one import with the rows that need attention."""
    stack = load_stack(stack_file)
    if reference is None and not watch:
        _list(stack, as_json=as_json)
        return
    record = Imports(stack).find(reference)
    if watch:
        key = record["key"]
        with left_to_itself(key), progress(key, quota=requests_per_second(stack), quiet=as_json) as show:
            record = Watch(stack).follow(record, show)
    raise typer.Exit(show_outcome(stack, record, as_json=as_json))


def _list(stack: Stack, *, as_json: bool) -> None:
    records = Imports(stack).all()
    if as_json:
        print_json([selected(record, _FIELDS) | {"counts": counts_of(record)} for record in records])
        return
    rows = [
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
    if not records:
        say("Nothing was imported yet: rollcall upload FILE --watch")
