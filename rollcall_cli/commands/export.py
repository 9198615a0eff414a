"""`rollcall export`: an instance's users as a directory, or the instance itself for Terraform."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from rollcall_cli.chosen_instance import choose_client, choose_instance
from rollcall_cli.directory_writer import write_sheet
from rollcall_cli.errors import USAGE, CliError
from rollcall_cli.local_files import write_output
from rollcall_cli.options import AsJson, DeploymentName, InstanceId, Region, StackFile
from rollcall_cli.printing import amount, print_json, say, warn
from rollcall_cli.progress import progress
from rollcall_cli.terraform_command import export_for_terraform
from rollcall_cli.user_export import Export, export_users

EXAMPLES: Final = (
    "Examples: [bold]rollcall export --output agents.csv[/bold], "
    "[bold]rollcall export --instance-id 1234… > users.csv[/bold], "
    "[bold]rollcall export --terraform --output centre[/bold]"
)


def run(
    output: Annotated[
        Path | None,
        typer.Option(
            help="File to write; standard output if left out. With --terraform the folder, connect-ALIAS if left out.",
            metavar="PATH",
        ),
    ] = None,
    terraform: Annotated[
        bool,
        typer.Option(
            "--terraform",
            help="Write the contact centre instead of its users: inputs of Rollcall's root, with import blocks.",
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="With --terraform: overwrite files that exist.")] = False,
    instance_id: InstanceId = None,
    stack_file: StackFile = None,
    name: DeploymentName = None,
    region: Region = None,
    as_json: AsJson = False,
) -> None:
    """Write all Connect users as a directory that can be uploaded again; works on any instance.

    Users who hold security profiles outside allowed_security_profiles are left out and named. Settings by channel and
    quick connects are columns only where a user has one. Amazon Connect is asked two questions a second, one to three
    for each user.

    With --terraform no user is read: hours, queues, profiles, quick connects, flows, functions, storage and the
    hierarchy become files that take them into a Terraform state, by calls that change nothing. Exit code 1 means that
    something is left out.
    """
    if terraform:
        chosen = choose_client(instance_id, stack_file, name, region)
        raise typer.Exit(export_for_terraform(chosen, output, overwrite=force, as_json=as_json))
    if force:
        raise CliError("--force belongs to --terraform", "leave it out, or add --terraform", USAGE)
    instance, rules = choose_instance(instance_id, stack_file, name, region)
    with progress("Reading users", quiet=as_json) as show:
        export = export_users(instance, rules, show)
    if as_json:
        print_json({"columns": export.columns, "users": export.rows, "left_out": export.left_out})
        if output is None:
            return
    write_output(output, write_sheet(export.columns, export.rows))
    if not as_json:
        _tell(export, output)


def _tell(export: Export, output: Path | None) -> None:
    for username, reason in export.left_out.items():
        warn(f"Left out: {username} {reason}")
    where = f" to {output}" if output else ""
    say(f"{amount(len(export.rows), 'user')} written{where}, {len(export.left_out)} left out")
