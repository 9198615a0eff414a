"""Puts the commands together, and turns errors into messages and exit codes."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer
import typer.main
from botocore.exceptions import BotoCoreError, ClientError

from rollcall_cli.errors import IMPOSSIBLE, CliError, explain
from rollcall_cli.lazy_commands import lazy_group
from rollcall_cli.printing import print_lines, say, warn
from rollcall_cli.version import command_version
from roster.errors import RollcallError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS: Final = (
    "template",
    "validate",
    "plan",
    "upload",
    "remove",
    "status",
    "stop",
    "undo",
    "agents",
    "retry",
    "failures",
    "redrive",
    "report",
    "files",
    "passwords",
    "export",
    "diagram",
    "drift",
)
"""The commands, in the order of the help; each is a module of `rollcall_cli.commands`, imported when it is run."""

app = typer.Typer(
    name="rollcall",
    cls=lazy_group("rollcall_cli.commands", COMMANDS),
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


@functools.cache
def _command() -> Callable[..., object]:
    # Tests run many commands in a process; calling `app` would build the group and read all parameters anew for each.
    return typer.main.get_command(app)


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave with its exit code."""
    try:
        _command()(arguments, prog_name="rollcall")
    except CliError as error:
        _fail(error)
    except (ClientError, BotoCoreError) as error:
        _fail(explain(error))
    except UnreadableError as error:
        _fail(CliError(str(error), "mend or delete what somebody else wrote there, then try again", IMPOSSIBLE))
    except RollcallError as error:
        _fail(CliError(str(error), "try again", IMPOSSIBLE))


def _fail(error: CliError) -> None:
    warn(f"rollcall: {error}")
    say(f"What to do: {error.advice}")
    sys.exit(error.exit_code)
