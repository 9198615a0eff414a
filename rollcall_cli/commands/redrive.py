"""`rollcall redrive`: takes up at once what failed or got stuck."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

import typer

from rollcall_cli.errors import ATTENTION, CliError
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.options import AsJson, DeploymentName, Region, StackFile
from rollcall_cli.printing import amount, print_json, say, warn

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
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Replay what waits in the failure queue and take up imports that got stuck, once the cause is mended.

    The upkeep function does it, as it does every hour by itself; it only stops replaying what failed five times.
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
    if as_json:
        print_json(done)
    else:
        for line in told(done):
            say(line)
    if left := done["failure_queue"]["left"]:
        warn(
            f"{amount(left, 'message')} left in the failure queue: of a kind that Rollcall does not know, or its time "
            "was up. Run it again; what stays then, read with aws sqs receive-message"
        )
        raise typer.Exit(ATTENTION)


def told(done: Mapping[str, Any]) -> list[str]:
    """Say what upkeep did, a line for each thing that there was to do."""
    queue, imports = done["failure_queue"], done["imports"]
    things = [
        (queue["replayed"], "Uploads taken in again whose ingest had failed"),
        (queue["positions"], "Gaps in a stream made good"),
        (len(imports["resumed"]), "Imports without progress that go on"),
        (queue["requeued"] + imports["requeued"], "Agents tried again"),
        (queue["failed"] + imports["failed"], "Agents that no try helped, now FAILED with the reason in the report"),
        (len(done["lost_uploads"]), "Uploads taken in that nobody had told of"),
        (len(done["redactions"]), "Uploads that lose the passwords that they still held"),
        (done["expired_passwords"], "Expired secrets with initial passwords deleted"),
    ]
    return [f"{what}: {count}" for count, what in things if count] or ["Nothing had failed or got stuck"]
