"""`rollcall failures`: shows what failed and waits, and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import typer

from rollcall_cli.errors import ATTENTION
from rollcall_cli.failures import Failure, Failures
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.imports import Imports
from rollcall_cli.lambda_queues import MINUTES, read_lambda_queues
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import moment, print_json, print_table, say, some_of
from rollcall_cli.waiting_uploads import WaitingUpload, WaitingUploads
from roster.clock import timestamp

EXAMPLES: Final = "Examples: [bold]rollcall failures[/bold], [bold]rollcall failures --json[/bold]"

_COLUMNS: Final = ("since", "what", "about", "sent again", "error", "what to do")
_NAMES_SHOWN: Final = 3
_MOST_PAGES: Final = 20

_RETRYING: Final = (
    "Lambda tries ingest for 3 minutes; then it is in the failure queue, or upkeep finds it within the hour"
)

_TOLD: Final = {
    "events_received": "events received",
    "oldest_event_seconds": "s was the age of the oldest event",
    "events_given_up": "events given up",
    "oldest_record_seconds": "s was the age of the oldest record",
    "errors": "runs failed",
}


def run(
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Show what waits in the failure queue, which uploads ingest has not taken in, and how far the functions lag.

    It changes nothing: each message is there for everybody again afterwards. `rollcall redrive` takes them up.
    """
    deployment = find_deployment(stack_file, name, region)
    failures = Failures(deployment).read()
    in_queue = {version for failure in failures for version in failure.versions}
    waiting = WaitingUploads(deployment).all(Imports(deployment).newest(), most_pages=_MOST_PAGES)
    uploads = [upload for upload in waiting.uploads if (upload.key, upload.version_id) not in in_queue]
    queues = read_lambda_queues(deployment)
    if as_json:
        print_json(
            {
                "messages": [failure.document() for failure in failures],
                "waiting_uploads": [upload.document() for upload in uploads],
                "last_hour": queues,
            }
        )
    else:
        _print(failures, uploads)
        if waiting.gap:
            say(f"There may be more: {waiting.gap}")
        for line in lag_lines(queues):
            say(line)
    if failures or any(upload.is_late for upload in uploads):
        raise typer.Exit(ATTENTION)


def _print(failures: Sequence[Failure], uploads: Sequence[WaitingUpload]) -> None:
    rows = [
        (
            moment(failure.since),
            failure.kind,
            some_of(failure.about, _NAMES_SHOWN),
            failure.replays if failure.kind == "upload" else "",
            failure.error,
            failure.advice,
        )
        for failure in failures
    ]
    rows += [(moment(timestamp(upload.since)), "waits for ingest", upload.key, "", "", _RETRYING) for upload in uploads]
    print_table(_COLUMNS, rows, title="Failed, or not taken in yet")
    if not rows:
        say("Nothing waits in the failure queue, and every upload was taken in")


def lag_lines(queues: Mapping[str, Mapping[str, float]] | None) -> list[str]:
    """Say what CloudWatch tells, a line for each function that there is something to say of."""
    if queues is None:
        return ["CloudWatch could not be asked how far the functions lag: it takes cloudwatch:GetMetricData"]
    lines = []
    for function, values in queues.items():
        told = [f"{value:.0f} {_TOLD[name]}" for name, value in values.items() if value]
        if told:
            lines.append(f"{function}, in the last {MINUTES} minutes: {', '.join(told)}")
    return lines or [f"CloudWatch has nothing of the last {MINUTES} minutes; its metrics are some minutes late"]
