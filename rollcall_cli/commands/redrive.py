"""`rollcall redrive`: takes up at once what failed or got stuck."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

import typer

from rollcall_cli.errors import ATTENTION, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import amount, print_json, print_table, say, warn
from rollcall_cli.redrive_outcome import RedriveOutcome

EXAMPLES: Final = "Examples: [bold]rollcall redrive[/bold], [bold]rollcall redrive --idle 600[/bold]"

_ANY_NUMBER: Final = 1_000_000
"""Replays of one message: upkeep by itself stops at five, but an operator asks after mending the cause."""

_OPTIONS: Final[dict[str, Any]] = {"read_timeout": 930, "retries": {"mode": "standard", "total_max_attempts": 1}}
"""Seconds: upkeep may take its whole 15 minutes. No retries: a second call would run beside the first."""


def run(
    idle: Annotated[
        int,
        typer.Option(
            min=0,
            metavar="SECONDS",
            help="Take up imports without progress for so long. Those in a long line for Amazon Connect have progress.",
        ),
    ] = 3600,
    wait: Annotated[
        int, typer.Option(min=0, metavar="SECONDS", help="Wait so long at most until ingest has taken the uploads in.")
    ] = 30,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Replay what waits in the failure queue and take up imports that got stuck, once the cause is mended.

    The upkeep function does it, as it does every hour by itself; it only stops replaying what failed five times. Then
    the command says what came of each upload and import.
    """
    deployment = find_deployment(stack_file, name, region)
    function = deployment.function_name("upkeep")
    request = {"idle_seconds": idle, "max_replays": _ANY_NUMBER}
    answer = deployment.client("lambda", **_OPTIONS).invoke(FunctionName=function, Payload=json.dumps(request).encode())
    done = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise CliError(
            f"{function} failed: {done.get('errorMessage', done)}",
            f"read its log: aws logs tail /aws/lambda/{function} --since 15m",
        )
    came = RedriveOutcome(deployment).of(done, wait)
    if as_json:
        print_json(done | {"outcomes": [one.document() for one in came]})
    else:
        for line in told(done):
            say(line)
        print_table(("key", "what came of it"), [(one.key, one.what) for one in came])
    left = done["failure_queue"]["left"]
    if left:
        warn(
            f"{amount(left, 'message')} left in the failure queue: of a kind that Rollcall does not know, or its time "
            "was up. Run it again; what stays then, `rollcall failures` shows"
        )
    if left or not all(one.is_done for one in came):
        raise typer.Exit(ATTENTION)


def told(done: Mapping[str, Any]) -> list[str]:
    """Say what upkeep did, a line for each thing that there was to do."""
    queue, imports = done["failure_queue"], done["imports"]
    things = [
        (queue["replayed"], "Uploads sent to ingest again that it had failed on"),
        (queue["positions"], "Gaps in a stream made good"),
        (len(imports["resumed"]), "Imports without progress that go on"),
        (queue["requeued"] + imports["requeued"], "Agents tried again"),
        (queue["failed"] + imports["failed"], "Agents that no try helped, now FAILED with the reason in the report"),
        (len(done["lost_uploads"]), "Uploads sent to ingest that nobody had told of"),
        (len(done["redactions"]), "Uploads that lose the passwords that they still held"),
        (done["expired_passwords"], "Expired secrets with initial passwords deleted"),
    ]
    return [f"{what}: {count}" for count, what in things if count] or ["Nothing had failed or got stuck"]
