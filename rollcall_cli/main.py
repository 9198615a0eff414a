"""Puts the commands together, and turns errors into messages and exit codes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError

from rollcall_cli.commands import (
    agents,
    diagram,
    drift,
    export,
    failures,
    files,
    passwords,
    plan,
    redrive,
    report,
    retry,
    status,
    stop,
    template,
    undo,
    upload,
    validate,
)
from rollcall_cli.errors import IMPOSSIBLE, CliError, explain
from rollcall_cli.printing import print_lines, say, warn
from rollcall_cli.version import command_version
from roster.errors import RollcallError

app = typer.Typer(
    name="rollcall",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "Staffs an Amazon Connect contact centre from agent directories, and says what became of each row.\n\n"
        "It asks the AWS account and region of the environment. The deployment is the one named by --deployment or "
        "--stack-file, or else by ROLLCALL_STACK_FILE or ROLLCALL_DEPLOYMENT; without any, that of the Terraform root "
        "in this folder, or of the checkout that the command runs from. Exit codes: 0 done, 1 done and something "
        "needs attention, 2 wrong command line, 3 could not be done; `plan --detailed-exitcode` has 2 for changes."
    ),
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_lines([f"rollcall {command_version()}"])
        raise typer.Exit


@app.callback()
def options_of_all_commands(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for command in (
    template,
    undo,
    validate,
    upload,
    status,
    stop,
    agents,
    retry,
    failures,
    redrive,
    report,
    files,
    passwords,
    plan,
    export,
    diagram,
    drift,
):
    name = command.__name__.rpartition(".")[2]
    app.command(name, epilog=command.EXAMPLES)(command.run)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    try:
        app(arguments, prog_name="rollcall")
    except CliError as error:
        _fail(error)
    except (ClientError, BotoCoreError) as error:
        _fail(explain(error))
    except RollcallError as error:
        _fail(CliError(str(error), "try again", IMPOSSIBLE))


def _fail(error: CliError) -> None:
    warn(f"rollcall: {error}")
    say(f"What to do: {error.advice}")
    sys.exit(error.exit_code)
