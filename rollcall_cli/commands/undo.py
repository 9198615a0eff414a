"""`rollcall undo`: brings the agents of an import back to what was wanted before it."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ingest.deployment_rules import DeploymentRules
from ingest.reading.file_kind import find_header
from rollcall_cli.confirmation import Yes, confirm, is_terminal
from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.directory_writer import write_sheet
from rollcall_cli.errors import ATTENTION, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports, short_id
from rollcall_cli.instance import CLIENT_OPTIONS, Instance
from rollcall_cli.local_files import write_text
from rollcall_cli.options import (
    AllowRemovals,
    AsJson,
    DeploymentName,
    Region,
    RequiredImport,
    StackFile,
    WatchAgents,
)
from rollcall_cli.planning.show_plan import show_plan
from rollcall_cli.printing import amount, print_json, say, some_of, warn
from rollcall_cli.readable_records import Record
from rollcall_cli.sending import send, tell_sent, watch_to_the_end
from rollcall_cli.undoing.touched_lines import touched_lines
from rollcall_cli.undoing.undo_directory import UndoDirectory, undo_directory
from rollcall_cli.user_export import agent_of
from roster.agent import AgentItem
from roster.imports import ENDED, UNFINISHED, is_import_id
from roster.outside_text import shell_word
from roster.reports_bucket import ReportsBucket, report_prefix

EXAMPLES: Final = (
    "Examples: [bold]rollcall undo agents.csv --watch[/bold], [bold]rollcall undo agents.csv --output undo.csv[/bold]"
)

_NAMED: Final = 20


def run(
    reference: RequiredImport,
    output: Annotated[
        Path | None,
        typer.Option(help="Write the directory that would be uploaded to a file, and upload nothing.", metavar="FILE"),
    ] = None,
    watch: WatchAgents = False,
    allow_removals: AllowRemovals = False,
    yes: Yes = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Take an import back: remove whom it created, give back old values, make again whom it removed.

    It uploads a directory to the import's key, which is itself an import with a report. Agents that a later
    import changed, and those that were adopted, are left alone and listed; exit code 1 means that there are any.
    """
    deployment = find_deployment(stack_file, name, region)
    record = Imports(deployment).find(reference)
    _check_ended(deployment, record)
    rules = deployed_rules(deployment)
    undo = _undo(deployment, record, rules)
    text = write_sheet(undo.columns, undo.rows)
    document: dict[str, Any] = {
        "import_id": record["import_id"],
        "key": record["key"],
        "rows": len(undo.rows),
        "made_again": undo.made_again,
        "left_alone": undo.left_alone,
    }
    if not as_json:
        _tell(undo)
    left = ATTENTION if undo.left_alone else 0
    if output is not None or not undo.rows:
        if output is not None and undo.rows:
            write_text(output, text)
        if as_json:
            print_json(document)
        elif undo.rows:
            command = f"rollcall upload {shell_word(str(output))} --key {shell_word(record['key'])}"
            say(f"Nothing is uploaded yet. To see and do it: {command}")
        raise typer.Exit(left)
    body = text.encode()
    if not yes and is_terminal() and not as_json:
        _show_plan(deployment, rules, body, record["key"], allow_removals=allow_removals)
    confirm(f"Undo import {short_id(record)} of {record['key']}?", yes=yes, nothing="undone")
    sent = send(deployment, record["key"], body, "text/csv; charset=utf-8", allow_removals=allow_removals)
    if watch:
        raise typer.Exit(max(left, watch_to_the_end(deployment, sent, as_json=as_json)))
    if as_json:
        print_json(document | sent)
    else:
        tell_sent(sent)
    raise typer.Exit(left)


def _check_ended(deployment: Deployment, record: Record) -> None:
    """Make sure that neither the import nor another one of its key still runs.

    Raises:
        CliError: one does.
    """
    running = [other for other in deployment.files().records_of(record["key"]) if other.get("status") in UNFINISHED]
    if record["status"] not in ENDED or running:
        which = next(
            (short_id(other) for other in reversed(running) if is_import_id(other.get("import_id"))), short_id(record)
        )
        raise CliError(
            f"Import {which} of {record['key']} still runs, and undoing would end it",
            f"wait for it (rollcall status {which} --watch), or stop it first: rollcall stop {which}",
        )


def _undo(deployment: Deployment, record: Record, rules: DeploymentRules) -> UndoDirectory:
    reports = ReportsBucket(deployment.client("s3"), deployment.output("report_bucket"))
    plans = reports.plans(report_prefix(record["key"], record["import_id"]))
    lines = list(touched_lines(plans, deployment.outcomes().of_import(record["import_id"])))
    items = deployment.agents().read_many(line.planned["username"] for line in lines)
    instance = Instance(deployment.client("connect", **CLIENT_OPTIONS), deployment.output("instance_id"))
    return undo_directory(lines, items, record["import_id"], rules, functools.partial(_facets_of, instance, rules))


def _facets_of(instance: Instance, rules: DeploymentRules, item: AgentItem) -> Mapping[str, Any] | None:
    user = instance.user(item["user_id"]) if "user_id" in item else None
    return agent_of(instance, user, rules) if user is not None else None


def _show_plan(deployment: Deployment, rules: DeploymentRules, body: bytes, key: str, *, allow_removals: bool) -> None:
    stream = io.BytesIO(body)
    if header := find_header(stream, key, rules.column_names):
        show_plan(deployment, stream, header, key=key, allow_removals=allow_removals)


def _tell(undo: UndoDirectory) -> None:
    if not undo.rows:
        say("There is nothing to undo")
    if undo.made_again:
        say(f"Made again, with a new password each (rollcall passwords): {some_of(undo.made_again, _NAMED)}")
    if undo.left_alone:
        warn(f"Left alone: {amount(len(undo.left_alone), 'agent')}")
        for username, why in undo.left_alone.items():
            warn(f"  {username}: {why}")
