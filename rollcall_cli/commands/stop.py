"""`rollcall stop`: gives up what an import has not done yet."""

from __future__ import annotations

import time
from typing import Final

import typer

from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import report_retention_days
from rollcall_cli.errors import ATTENTION
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.import_outcome import counts_text
from rollcall_cli.imports import Imports, counts_of, short_id
from rollcall_cli.options import AsJson, DeploymentName, Region, RequiredImport, StackFile
from rollcall_cli.printing import amount, print_json, say, selected
from rollcall_cli.progress import Show, progress
from rollcall_cli.readable_records import Record
from roster.clock import utc_now
from roster.give_up_agents import GiveUpAgents
from roster.imports import ENDED, ImportRecord
from roster.stop_import import StopImport

EXAMPLES: Final = "Example: [bold]rollcall stop agents.csv[/bold]"

_FIELDS: Final = ("import_id", "key", "status", "stopped_at", "stopped_by")
_SECONDS_FOR_THE_REST: Final = 10.0
_SECONDS_BETWEEN_LOOKS: Final = 0.5


def run(
    reference: RequiredImport,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Give up the lines of an import that are not done; what is done stays. Safe to repeat."""
    deployment = find_deployment(stack_file, name, region)
    found = Imports(deployment).find(reference)
    stop = build_stop(deployment)
    by = str(deployment.client("sts").get_caller_identity()["Arn"])
    record = stop.mark(found["key"], found["sequencer"], by=by)
    given_up = 0
    if record["status"] not in ENDED:
        with progress(f"Stopping {record['key']}", quiet=as_json) as show:
            given_up, record = _give_up(deployment, stop, record, show)
    document = selected(dict(record), _FIELDS) | {"given_up": given_up, "counts": counts_of(record)}
    if as_json:
        print_json(document)
    else:
        _tell(dict(record), given_up)
    raise typer.Exit(ATTENTION if record["pending"] else 0)


def build_stop(deployment: Deployment) -> StopImport:
    """Build what stops imports of a deployment."""
    files, agents = deployment.files(), deployment.agents()
    give_up = GiveUpAgents(
        deployment.client("dynamodb"),
        agents=agents,
        outcomes=deployment.outcomes(),
        files=files,
        retention_days=report_retention_days(deployment),
        clock=utc_now,
    )
    return StopImport(files, agents, give_up, utc_now)


def _give_up(deployment: Deployment, stop: StopImport, record: ImportRecord, show: Show) -> tuple[int, ImportRecord]:
    """Give agents up until none is left, or some are that provision has begun with; return how many, and the record.

    The index may lag behind by a second or so, and provision gives agents up as well.
    """
    files, given_up, began, waiting = deployment.files(), 0, time.monotonic(), record["pending"]
    while True:
        for part in stop.give_up_waiting(record):
            given_up += len(part.agents)
            show(given_up, max(waiting, given_up), "giving up what is not begun")
        record = files.read_import(record["key"], record["sequencer"]) or record
        if not record["pending"] or time.monotonic() - began > _SECONDS_FOR_THE_REST:
            return given_up, record
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _tell(record: Record, given_up: int) -> None:
    if "stopped_at" not in record:
        say(f"{record['key']} has ended already; nothing to stop: {counts_text(counts_of(record))}")
        return
    by = record.get("stopped_by") or "a newer upload of the same key"
    say(f"Stopped {record['key']} ({short_id(record)}), by {by} at {record['stopped_at']}")
    say(f"Given up by this command: {amount(given_up, 'agent')}; the import: {counts_text(counts_of(record))}")
    if record["pending"]:
        say(
            f"{amount(record['pending'], 'agent')} had been begun with and will be brought to an end: "
            f"rollcall status {short_id(record)} --watch"
        )
    else:
        say(f"What was done, and what was not: rollcall report {short_id(record)}")
