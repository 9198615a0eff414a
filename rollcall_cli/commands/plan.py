"""`rollcall plan`: what an upload would do, without doing it."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from ingest.reading.dialect import HEAD_BYTES
from ingest.reading.file_kind import find_header
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.directory_check import why_no_directory
from rollcall_cli.errors import ATTENTION
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.local_files import open_input
from rollcall_cli.options import AllowRemovals, AsJson, DeploymentName, DirectoryFile, Region, StackFile, UploadKey
from rollcall_cli.planning.plan_file import plan_file
from rollcall_cli.planning.plan_lines import print_plan
from rollcall_cli.planning.upload_plan import UploadPlan
from rollcall_cli.printing import print_json

EXAMPLES: Final = (
    "Examples: [bold]rollcall plan agents.csv[/bold], [bold]rollcall plan agents.csv --detailed-exitcode[/bold]"
)

CHANGES: Final = 2
"""Exit code of `--detailed-exitcode` where there is something to do, as Terraform's."""


def run(
    file: DirectoryFile,
    key: UploadKey = None,
    allow_removals: AllowRemovals = False,
    detailed_exitcode: Annotated[
        bool,
        typer.Option("--detailed-exitcode", help="Exit with 2 if the upload would change anything."),
    ] = False,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Show what an upload would do to each agent, by the deployment's tables and its instance; writes nothing.

    Exit code 1 means that rows would be rejected or fail, or that the guard refuses removals.
    """
    deployment = find_deployment(stack_file, name, region)
    rules = deployed_rules(deployment)
    key = key or file.name
    with open_input(file) as stream:
        header = find_header(stream, key, rules.column_names)
        if header is None:
            plan = UploadPlan(problem=why_no_directory(stream.read(HEAD_BYTES), rules.column_names))
        else:
            plan = plan_file(deployment, rules, stream, header, key=key, allow_removals=allow_removals, quiet=as_json)
    if as_json:
        print_json({"file": str(file), "key": key, **plan.document()})
    else:
        print_plan(plan)
    if detailed_exitcode and plan.changes_anything:
        raise typer.Exit(CHANGES)
    raise typer.Exit(ATTENTION if plan.needs_attention else 0)
